/** @file The kinds of steps, one per file, and functions that apply steps to a dataset. */
import { formatMessage, type Message, message } from '../../messages/message'
import '../../messages/en/dataset-edits'
import { fail, ok, type Result } from '../../base/result'
import { stableJson } from '../../base/stable-json'
import type { Dataset } from '../dataset'
import type { AddedChunks, DataStep, StepDef } from '../dataset-edit'
import { append } from './append-step'
import { changeType } from './change-type'
import { mapValues, orderClasses, turnOff } from './class-steps'
import { drop, rename, roles } from './column-steps'
import { excludeRows, keepRows, leaveOutRows } from './row-steps'
import { fillMissing, markMissing, scale, setValues } from './value-steps'

const ALL = [
  excludeRows,
  keepRows,
  leaveOutRows,
  setValues,
  mapValues,
  turnOff,
  orderClasses,
  markMissing,
  fillMissing,
  rename,
  drop,
  changeType,
  scale,
  roles,
  append,
] as unknown as readonly StepDef[]
const byKind = new Map(ALL.map((def) => [def.kind, def]))

/** The names of all step kinds. */
export const stepKinds: readonly string[] = [...byKind.keys()]

/** The definition of a step kind; undefined if this version of Netloom does not know it. */
export function stepDef(kind: string): StepDef | undefined {
  return byKind.get(kind)
}

/** What a step did, as a message for the edit history. */
export function stepRecord(step: DataStep): Message {
  return stepDef(step.kind)?.record(step) ?? message('step-did-unknown', { kind: step.kind })
}

/** Describes what a step did, as a sentence. */
export function stepText(step: DataStep): string {
  return formatMessage(stepRecord(step))
}

/** Validates a step that comes from outside the program, such as a file or a script. */
export function checkStep(value: unknown): Result<DataStep, Message> {
  const step = value as DataStep
  const kind = typeof value === 'object' && value !== null && typeof step.kind === 'string' ? step.kind : ''
  const def = stepDef(kind)
  if (!def) return fail(message('step-unknown', { kind: kind.slice(0, 40), kinds: stepKinds }))
  const why = def.check(step)
  return why === undefined ? ok(step) : fail(message('step-shape', { kind, why }))
}

/** Applies one more step to a dataset. */
export function applyStep(dataset: Dataset, step: DataStep, added: AddedChunks): Result<Dataset, Message> {
  const checked = checkStep(step)
  if (!checked.ok) return checked
  const origin = dataset.origin ?? { base: dataset }
  const after = (stepDef(step.kind) as StepDef).apply({ ...dataset, origin }, step, added)
  return after.ok ? ok({ ...after.value, origin: after.value.origin ?? origin }) : after
}

/**
 * The maximum number of cached datasets per base dataset; the newest is last. The number is small because the datasets
 * may not share columns.
 */
const MAX_CACHED = 4
const cache = new WeakMap<Dataset, CachedState[]>()

interface CachedState {
  readonly steps: readonly DataStep[]
  readonly dataset: Dataset
}

/** Returns the cached dataset for the longest prefix of these steps. */
export function longestCached(base: Dataset, steps: readonly DataStep[]): CachedState {
  let best: CachedState = { steps: [], dataset: base }
  for (const one of cache.get(base) ?? [])
    if (one.steps.length > best.steps.length && isPrefix(steps, one.steps)) best = one
  return best
}

/**
 * Applies all steps, starting from a cached dataset (`best`) so that each additional edit applies only one step.
 * `added` needs to contain only the chunks of the steps after `best`.
 */
export function applySteps(
  base: Dataset,
  steps: readonly DataStep[],
  added: AddedChunks,
  best = longestCached(base, steps),
): Result<Dataset, Message> {
  const known = cache.get(base) ?? []
  cache.set(base, known)
  let { dataset } = best
  for (const step of steps.slice(best.steps.length)) {
    const next = applyStep(dataset, step, added)
    if (!next.ok) return next
    dataset = next.value
  }
  const others = known.filter((one) => one !== best && !same(one.steps, steps)).slice(1 - MAX_CACHED)
  known.splice(0, known.length, ...others, ...(best.steps.length > 0 && !same(best.steps, steps) ? [best] : []))
  if (steps.length > 0) known.push({ steps, dataset })
  return ok(dataset)
}

function isPrefix(steps: readonly DataStep[], beginning: readonly DataStep[]): boolean {
  return beginning.length <= steps.length && beginning.every((step, i) => equal(step, steps[i]))
}

function same(a: readonly DataStep[], b: readonly DataStep[]): boolean {
  return a.length === b.length && isPrefix(a, b)
}

function equal(a: DataStep, b: DataStep | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

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
