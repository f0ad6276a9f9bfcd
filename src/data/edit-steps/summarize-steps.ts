/**
 * @file summarizeSteps: the edit history with identical steps combined, so that samples added one at a time appear as a
 * single sentence.
 */
import { type Message, message, formatMessage } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import type { DataStep } from '../dataset-edit'
import { stepRecord } from '.'

/** Matches the source text that the sample collector records: `"line" by pad`. */
const COLLECTED = /^"(.*)" ((?:by|from) .+)$/s

type StepSummary =
  | { readonly record: Message; times: number }
  /** The number of collected rows for each class. */
  | { readonly source: string; readonly classes: Map<string, number> }

/** Describes the steps, combining identical steps; each description is listed where its first step occurred. */
export function summarizeSteps(steps: readonly DataStep[]): readonly string[] {
  const sums = new Map<string, StepSummary>()
  for (const step of steps) {
    const [, label, source] = (step.kind === 'append' && COLLECTED.exec(String(step.source ?? ''))) || []
    if (label === undefined || source === undefined) {
      const record = stepRecord(step)
      const key = stableJson(record)
      const known = sums.get(key)
      if (known && 'times' in known) known.times++
      else sums.set(key, { record, times: 1 })
      continue
    }
    const known = sums.get(source)
    const classes = known && 'source' in known ? known.classes : new Map<string, number>()
    classes.set(label, (classes.get(label) ?? 0) + rowsOf(step))
    sums.set(source, { source, classes })
  }
  return [...sums.values()].map(summaryText)
}

function rowsOf({ chunks }: DataStep): number {
  return Array.isArray(chunks) ? chunks.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0) : 0
}

function summaryText(sum: StepSummary): string {
  if ('source' in sum) {
    const classes = [...sum.classes].map(([label, rows]) => ({ label, rows }))
    return formatMessage(message('steps-did-collect', { way: sum.source, classes }))
  }
  const step = formatMessage(sum.record)
  return sum.times === 1 ? step : formatMessage(message('steps-did-repeat', { step, times: sum.times }))
}
