/** @file The kinds of steps, one file each, and the set after some of them. */
import { message, type Message, formatMessage } from '../../messages/message'
import '../../messages/en/dataset-edits'
import '../../messages/en/dataset-steps'
import { fail, ok, type Result } from '../../base/result'
import type { Dataset } from '../dataset'
import type { AddedChunks, DataStep, StepDef } from '../step'
import { append } from './append'
import { fill, missing, set } from './cells'
import { changeType } from './change-type'
import { drop, rename, roles } from './columns'
import { map, off } from './map'
import { exclude, keep } from './rows'
import { scale } from './scale'

const ALL = [
  exclude,
  keep,
  set,
  map,
  off,
  missing,
  fill,
  rename,
  drop,
  changeType,
  scale,
  roles,
  append,
] as unknown as readonly StepDef[]
const byKind = new Map(ALL.map((def) => [def.kind, def]))

/** Every kind of step. */
export const stepKinds: readonly string[] = [...byKind.keys()]

/** The kind of a step, or undefined for one that this Netloom does not know. */
export function stepDef(kind: string): StepDef | undefined {
  return byKind.get(kind)
}

/** What a step did, for the record of edits. */
export function stepRecord(step: DataStep): Message {
  return stepDef(step.kind)?.record(step) ?? message('step-did-unknown', { kind: step.kind })
}

/** The sentence of what a step did. */
export function stepWords(step: DataStep): string {
  return formatMessage(stepRecord(step))
}

/** A step as it came from outside, or what is wrong with it. */
export function checkStep(value: unknown): Result<DataStep, Message> {
  const step = value as DataStep
  const kind = typeof value === 'object' && value !== null && typeof step.kind === 'string' ? step.kind : ''
  const def = stepDef(kind)
  if (!def) return fail(message('step-unknown', { kind: kind.slice(0, 40), kinds: stepKinds }))
  const why = def.check(step)
  return why === undefined ? ok(step) : fail(message('step-shape', { kind, why }))
}

/** The dataset after one more step. */
export function applyStep(dataset: Dataset, step: DataStep, added: AddedChunks): Result<Dataset, Message> {
  const checked = checkStep(step)
  if (!checked.ok) return checked
  const origin = dataset.origin ?? { base: dataset }
  const after = (stepDef(step.kind) as StepDef).apply({ ...dataset, origin }, step, added)
  return after.ok ? ok({ ...after.value, origin: after.value.origin ?? origin }) : after
}

/** Datasets reached from a base, newest last: few, as each may hold its own columns. */
const REMEMBERED = 4
const reached = new WeakMap<Dataset, Reached[]>()

interface Reached {
  readonly steps: readonly DataStep[]
  readonly dataset: Dataset
}

/** The longest beginning of the steps whose dataset is still in memory. */
export function reachedBy(base: Dataset, steps: readonly DataStep[]): Reached {
  let best: Reached = { steps: [], dataset: base }
  for (const one of reached.get(base) ?? [])
    if (one.steps.length > best.steps.length && begins(steps, one.steps)) best = one
  return best
}

/**
 * The dataset after all the steps. It continues from what is in memory, so a further edit costs one step: `added` only needs the chunks
 * of the steps after `best`.
 */
export function applySteps(
  base: Dataset,
  steps: readonly DataStep[],
  added: AddedChunks,
  best = reachedBy(base, steps),
): Result<Dataset, Message> {
  const known = reached.get(base) ?? []
  reached.set(base, known)
  let { dataset } = best
  for (const step of steps.slice(best.steps.length)) {
    const next = applyStep(dataset, step, added)
    if (!next.ok) return next
    dataset = next.value
  }
  const others = known.filter((one) => one !== best && !same(one.steps, steps)).slice(1 - REMEMBERED)
  known.splice(0, known.length, ...others, ...(best.steps.length > 0 && !same(best.steps, steps) ? [best] : []))
  if (steps.length > 0) known.push({ steps, dataset })
  return ok(dataset)
}

function begins(steps: readonly DataStep[], beginning: readonly DataStep[]): boolean {
  return beginning.length <= steps.length && beginning.every((step, i) => equal(step, steps[i]))
}

function same(a: readonly DataStep[], b: readonly DataStep[]): boolean {
  return a.length === b.length && begins(a, b)
}

function equal(a: DataStep, b: DataStep | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
