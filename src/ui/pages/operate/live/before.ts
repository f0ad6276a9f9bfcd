/**
 * @file Before: since when labels have told of answers that are worse, and how they were until then. A failure that lasts is not held against
 * its own first half.
 */
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/fields'
import { type Quality, qualityOf } from '../../../../ops/reducers/quality'
import type { Step } from './reader'

/** Labels before anything is said of a part. */
export const LEAST_LABELS = 30
/** A fall of accuracy by less is no trouble of an owner's, however sure it is: many labels make any difference sure. */
const LEAST_FALL = 0.02
/** Of χ² with one degree of freedom: four standard deviations, since any of some hundred steps may be the one. */
const LEAST_CHANGE = 16

export interface Before {
  readonly steps: readonly Step[]
  /** Virtual ms at which the failure began; absent where no step tells it from what was before. */
  readonly since?: number
}

/**
 * What the newest steps are to be held against: where accuracy changed last, what was before that, back to the change before; an earlier
 * failure is no level to fall from. Where it did not change, or not for the worse, all that came before the newest steps.
 */
export function beforeOf(before: readonly Step[], newest: readonly Step[], classes: number): Before {
  const all = [...before, ...newest]
  let begun = changedAt(all)
  let from = changedAt(all.slice(0, begun))
  // The step in which it fell has some of both: it is no level, and the failure began in it.
  if (begun - from === 1 && from > 0) [begun, from] = [from, changedAt(all.slice(0, from))]
  const since = all[begun]?.at
  const until = all.slice(from, begun)
  const [level, failure] = [until, all.slice(begun)].map((part) => labelledQuality(part, classes))
  if (begun === 0 || since === undefined || !level || !failure || !isFall(level, failure)) return { steps: before }
  return { steps: until, since }
}

/** Whether accuracy fell from one to the other: beyond chance by both 95 % intervals, and by enough to matter. */
export function isFall(from: Quality, to: Quality): boolean {
  return to.interval.high < from.interval.low && from.accuracy - to.accuracy >= LEAST_FALL
}

/** The quality that labels tell of these steps. */
export function labelledQuality(steps: readonly Step[], classes: number): Quality {
  return qualityOf(labelsOf(steps), classes)
}

/**
 * The first step since which the share of right answers is one and the same; 0 where it always was. Binary segmentation (Scott and Knott
 * 1974): the split of largest Pearson χ², then the one of what came after it, as long as there is any beyond chance.
 */
function changedAt(steps: readonly Step[]): number {
  const labelled = steps.map(({ all }) => all.get(FIELD.labelled) ?? 0)
  const right = steps.map(({ all }) => all.get(FIELD.right) ?? 0)
  const [labelledTo, rightTo] = [sums(labelled), sums(right)]
  const between = (sums: readonly number[], from: number, to: number) => (sums[to] as number) - (sums[from] as number)
  let from = 0
  for (;;) {
    const [n, k] = [labelledTo, rightTo].map((one) => between(one, from, steps.length)) as [number, number]
    let [best, most] = [from, LEAST_CHANGE]
    for (let at = from + 1; at < steps.length; at++) {
      const [early, late] = [between(labelledTo, from, at), between(labelledTo, at, steps.length)]
      if (early < LEAST_LABELS || late < LEAST_LABELS) continue
      // Of a table of two by two: n (ad − bc)² / the product of its margins.
      const apart = between(rightTo, from, at) * late - between(rightTo, at, steps.length) * early
      const square = (n * apart ** 2) / (early * late * k * (n - k))
      if (square > most) [best, most] = [at, square]
    }
    if (best === from) return from
    from = best
  }
}

/** The sum of all before each place, and of all. */
function sums(values: readonly number[]): readonly number[] {
  const to = [0]
  for (const value of values) to.push((to.at(-1) as number) + value)
  return to
}

/** Of all that was counted the labels alone. */
function labelsOf(steps: readonly Step[]): Counters {
  const fields = [FIELD.labels, FIELD.labelled, FIELD.right, FIELD.delay]
  return new Map(fields.map((field) => [field, steps.reduce((sum, { all }) => sum + (all.get(field) ?? 0), 0)]))
}
