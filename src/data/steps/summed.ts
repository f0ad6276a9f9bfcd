/** @file summedWords: the record of steps with equal ones as one: samples that were added one by one are a single sentence. */
import { type Message, message, formatMessage } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import type { DataStep } from '../step'
import { stepRecord } from '.'

/** The source that the collector records: `"line" by pad`. */
const COLLECTED = /^"(.*)" ((?:by|from) .+)$/s

type Sum =
  | { readonly record: Message; times: number }
  /** Rows by class. */
  | { readonly way: string; readonly classes: Map<string, number> }

/** What the steps did, in the order of the first of each. */
export function summedWords(steps: readonly DataStep[]): readonly string[] {
  const sums = new Map<string, Sum>()
  for (const step of steps) {
    const [, label, way] = (step.kind === 'append' && COLLECTED.exec(String(step.source ?? ''))) || []
    if (label === undefined || way === undefined) {
      const record = stepRecord(step)
      const key = stableJson(record)
      const known = sums.get(key)
      if (known && 'times' in known) known.times++
      else sums.set(key, { record, times: 1 })
      continue
    }
    const known = sums.get(way)
    const classes = known && 'way' in known ? known.classes : new Map<string, number>()
    classes.set(label, (classes.get(label) ?? 0) + rowsOf(step))
    sums.set(way, { way, classes })
  }
  return [...sums.values()].map(sumText)
}

function rowsOf({ chunks }: DataStep): number {
  return Array.isArray(chunks) ? chunks.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0) : 0
}

function sumText(sum: Sum): string {
  if ('way' in sum) {
    const classes = [...sum.classes].map(([label, rows]) => ({ label, rows }))
    return formatMessage(message('steps-did-collect', { way: sum.way, classes }))
  }
  const step = formatMessage(sum.record)
  return sum.times === 1 ? step : formatMessage(message('steps-did-repeat', { step, times: sum.times }))
}
