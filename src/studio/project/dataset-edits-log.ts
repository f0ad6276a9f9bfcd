/** @file Dataset edit log: derives what a save did (new steps, undo, or redo) from the records before and after it. */
import { stableJson } from '../../base/stable-json'
import type { DataStep } from '../../data/dataset-edit'
import type { SetRecord } from '../../storage/dataset-records'
import type { Entry, Logs } from './edit-history-entries'

type Steps = Pick<SetRecord, 'id' | 'steps' | 'undone'>

/** The logs after a save, and whether the save was an undo or a redo. */
export function withRecord(logs: Logs, was: Steps, is: Steps): readonly [Logs, ('undo' | 'redo')?] {
  const set = is.id
  const more = is.steps.length - was.steps.length
  if (more < 0 && is.undone.length - was.undone.length === -more) return [movedBack(logs, set, -more), 'undo']
  if (more > 0 && same(is.steps[was.steps.length], was.undone[0]) && was.undone.length - is.undone.length === more)
    return [movedOn(logs, set, more), 'redo']
  if (more === 0) return [logs]
  const ofIt = (one: Entry) => one.kind === 'set' && one.set === set
  const future = logs.future.filter((one) => !ofIt(one))
  const last = was.steps.length - 1
  // Steps changed in the middle of the list, so the log no longer knows which steps formed one change.
  if (more < 0 || (last >= 0 && !same(is.steps[last], was.steps[last])))
    return [{ past: logs.past.filter((one) => !ofIt(one)), future }]
  return [{ past: [...logs.past, { kind: 'set', set, count: more }], future }]
}

/** Moves the last `count` steps from past to future, one change at a time. */
function movedBack({ past, future }: Logs, set: string, count: number): Logs {
  const at = past.findLastIndex((one) => one.kind === 'set' && one.set === set)
  const [rest, part] = without(past, at, count)
  const next = { past: rest, future: [{ kind: 'set', set, count: part } as const, ...future] }
  return part < count ? movedBack(next, set, count - part) : next
}

function movedOn({ past, future }: Logs, set: string, count: number): Logs {
  const at = future.findIndex((one) => one.kind === 'set' && one.set === set)
  const [rest, part] = without(future, at, count)
  const next = { past: [...past, { kind: 'set', set, count: part } as const], future: rest }
  return part < count ? movedOn(next, set, count - part) : next
}

/** The entries after removing up to `count` steps, starting from the entry at `at`, and the number of steps removed. */
function without(all: readonly Entry[], at: number, count: number): readonly [readonly Entry[], number] {
  const entry = all[at]
  if (entry?.kind !== 'set') return [all, count]
  if (entry.count <= count) return [all.toSpliced(at, 1), entry.count]
  return [all.toSpliced(at, 1, { ...entry, count: entry.count - count }), count]
}

function same(a: DataStep | undefined, b: DataStep | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && stableJson(a) === stableJson(b))
}
