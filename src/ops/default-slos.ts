/** @file defaultSlos: what is promised of a new service until somebody writes down what is meant. */
import type { Slo } from './slo'

/** Three objectives; of answers that are numbers nobody can say they are right, so there are two. */
export function defaultSlos(classes: boolean): readonly Slo[] {
  const all: readonly Slo[] = [
    { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
    { id: 'availability', kind: 'availability', targetPercent: 99.9, overDays: 30 },
    { id: 'accuracy', kind: 'accuracy', targetPercent: 90, overDays: 7 },
  ]
  return all.filter(({ kind }) => classes || kind !== 'accuracy')
}
