/**
 * @file The changes made while collecting a dataset, in the order they were made. The steps alone do not keep that
 * order, because the steps that turn classes off always come last. Kept until the page closes; a dataset that was
 * changed elsewhere starts a new history.
 */
import { stableJson } from '../../base/stable-json'
import { splitOffSteps } from '../../data/collected-classes'
import type { DataStep } from '../../data/dataset-edit'
import { refuse } from '../../messages/message'
import type { SetRecord } from '../../storage/dataset-records'

type Steps = readonly DataStep[]
type Collected = Pick<SetRecord, 'id' | 'schema' | 'steps' | 'undone'>

/** A change: after the first `start` steps, `after` replaced `before`. */
interface CollectedChange {
  readonly start: number
  readonly before: Steps
  readonly after: Steps
}

interface History {
  /** The steps of the dataset to which the history belongs. */
  readonly steps: Steps
  readonly past: readonly CollectedChange[]
  readonly future: readonly CollectedChange[]
}

const histories = new Map<string, History>()

/**
 * The history of a dataset. Without one, the steps themselves give the order if no class is turned off: each group of
 * steps is one change.
 */
function historyOf({ id, schema, steps, undone }: Collected): History {
  const known = histories.get(id)
  if (known?.steps.length === steps.length && same(known.steps.at(-1), steps.at(-1))) return known
  if (splitOffSteps(steps, schema.target).offs.length > 0) return { steps, past: [], future: [] }
  return { steps, past: changesOf(steps, 0), future: changesOf(undone, steps.length) }
}

function changesOf(steps: Steps, offset: number): readonly CollectedChange[] {
  const changes: CollectedChange[] = []
  steps.forEach((step, i) => {
    const last = changes.at(-1)
    if (last && step.group !== undefined && step.group === last.after.at(-1)?.group)
      changes[changes.length - 1] = { ...last, after: [...last.after, step] }
    else changes.push({ start: offset + i, before: [], after: [step] })
  })
  return changes
}

/** Which of undo and redo are possible. */
export function canStep(set: Collected): { readonly undo: boolean; readonly redo: boolean } {
  const { past, future } = historyOf(set)
  return { undo: past.length > 0, redo: future.length > 0 }
}

/** Records a change that was just stored. */
export function recordChange(set: Collected, steps: Steps): void {
  const { past } = historyOf(set)
  const differs = steps.findIndex((step, i) => step !== set.steps[i])
  const start = differs < 0 ? steps.length : differs
  const change = { start, before: set.steps.slice(start), after: steps.slice(start) }
  const last = past.at(-1)
  const group = newSteps(change, set).at(-1)?.group
  const joins = last && group !== undefined && newSteps(last, set).at(-1)?.group === group
  const next = joins ? [...past.slice(0, -1), { ...last, after: steps.slice(last.start) }] : [...past, change]
  histories.set(set.id, { steps, past: next, future: [] })
}

/** The steps that a change added before those that turn classes off. */
function newSteps({ after }: CollectedChange, { schema }: Collected): Steps {
  return splitOffSteps(after, schema.target).head
}

/** The steps after undoing or redoing one change; undone steps keep their rows on disk. Call `done` once it is stored. */
export function stepInHistory(
  set: Collected,
  direction: 'undo' | 'redo',
): Pick<SetRecord, 'steps' | 'undone'> & { readonly done: () => void } {
  const { past, future } = historyOf(set)
  const isUndo = direction === 'undo'
  const change =
    (isUndo ? past.at(-1) : future[0]) ?? refuse(isUndo ? 'dataset-nothing-undone' : 'dataset-nothing-redone', {})
  const steps = [...set.steps.slice(0, change.start), ...(isUndo ? change.before : change.after)]
  const redone = change.after.filter((step, i) => same(step, set.undone[i])).length
  const undone = isUndo ? [...newSteps(change, set), ...set.undone] : set.undone.slice(redone)
  const next = isUndo
    ? { past: past.slice(0, -1), future: [change, ...future] }
    : { past: [...past, change], future: future.slice(1) }
  return { steps, undone, done: () => void histories.set(set.id, { steps, ...next }) }
}

function same(a: DataStep | undefined, b: DataStep | undefined): boolean {
  return stableJson(a ?? null) === stableJson(b ?? null)
}
