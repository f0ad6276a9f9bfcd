/**
 * @file Work history: edits to the drawing, the training settings, the dataset, and weights, and the choice of a dataset,
 * in one chronological order for all pages. Loaded with the Data page or the first form of the training settings, and recorded
 * from then on.
 */
import { datasetOf } from '../../compile/dataset-of-project'
import {
  added,
  canRedoWeight,
  untrackedEdits,
  withRecord,
  withWeights,
  decisionChange,
  areAboutData,
  type DataInUse,
  type LinkedEdits,
  type Entry,
  type Logs,
  type EditedParts,
  type SetEntry,
  grown,
  isOtherChoice,
  partsDiffer,
  partsOf,
  patchTo,
  withChoice,
} from './edit-history-entries'
import type { AppState } from '../state'
import type { Studio } from '../studio'
import { runInUse } from '../training/weights-in-use'

export type Kind = Entry['kind']
export type Direction = 'undo' | 'redo'

/** The edits that Undo covers on a page: all, but of datasets only those of one. */
export interface Scope {
  /** The dataset that the page shows, whose edits from before this log are undone too; without it, the one in use. */
  readonly set?: string
}

/** The edit that was just undone or redone. */
export interface UndoneEntry {
  readonly kind: Kind
  readonly way: Direction
  readonly set?: string
  /** For an edit to the plan: the parts that changed. */
  readonly parts?: readonly (keyof EditedParts)[]
}

export interface WorkHistory {
  can(way: Direction, scope: Scope): boolean
  /** The kind of the next step in this direction. */
  next(way: Direction, scope: Scope): Kind | undefined
  /** The steps that can be undone, oldest first, and those that can be redone, next first. */
  steps(scope: Scope): Logs
  go(way: Direction, scope: Scope): Promise<void>
  /** Runs `draw`; the drawing change that it makes is undone together with the edits in `company`. */
  together(company: LinkedEdits, draw: () => void): void
  subscribe(listener: (taken?: UndoneEntry) => void): () => void
}

const MOST = 500

type HistoryHost = Pick<Studio, 'store' | 'run' | 'offer'>

const kept = new WeakMap<HistoryHost['store'], WorkHistory>()

/** The history of a studio, created on first use. */
export function workHistory(studio: HistoryHost): WorkHistory {
  const known = kept.get(studio.store) ?? begin(studio)
  kept.set(studio.store, known)
  return known
}

function begin(studio: HistoryHost): WorkHistory {
  const { store } = studio
  let logs: Logs = { past: [], future: [] }
  /** Whether this history is currently undoing or redoing, so that the resulting changes are not new steps. */
  let moving = false
  let company: LinkedEdits | undefined
  let turn: Promise<void> = Promise.resolve()
  const listeners = new Set<(taken?: UndoneEntry) => void>()
  function put({ past, future }: Logs, taken?: UndoneEntry): void {
    logs = { past: past.slice(-MOST), future }
    for (const listener of listeners) listener(taken)
  }
  function withoutRecording(act: () => void): void {
    moving = true
    try {
      act()
    } finally {
      moving = false
    }
  }

  store.subscribe((state, before) => {
    const [is, was] = [state.project, before.project]
    if (state.sets !== before.sets) withSets(before, state)
    if (state.runs !== before.runs && !moving) {
      const changed = decisionChange(before.runs, state.runs)
      if (changed) put(added(logs, changed))
    }
    if (state.inUse !== before.inUse) {
      const next = withWeights(logs, before.inUse, state.inUse)
      if (next !== logs) put(next)
    }
    if (is === was && state.history === before.history) return
    if (is.id !== was.id) return put({ past: [], future: [] })
    const drawn = state.history !== before.history
    if (isOtherChoice(was.data, is.data) && !moving) {
      const first = edited(state, was.data.dataset)
      if (first) return put(added(logs, first))
      // An earlier version of the project: its data is restored together with its drawing.
      if (drawn && !company) return put({ past: [], future: [] })
      if (!drawn) return put({ past: withChoice(logs.past, dataOf(was), dataOf(is)), future: [] })
    }
    if (untrackedEdits.has(is.plan) && is.plan !== was.plan) return
    if (untrackedEdits.has(state.history) && drawn) return
    const parts = partsDiffer(was.plan, is.plan)
    if (parts.length > 0 && !moving) {
      // Plan changes that come with a drawing are undone with it.
      if (drawn && !company && areAboutData(parts)) return put({ past: [], future: [] })
      if (!drawn) {
        const past = grown(logs.past, was.plan, is.plan, columnsOf(state))
        return put({ past, future: [] })
      }
    }
    if (drawn) put(...withGraph(before, state))
    else if (is.data !== was.data) put(logs)
  })

  /** Updates the log for changed datasets. */
  function withSets(before: AppState, after: AppState): void {
    const old = new Map(before.sets.sets.map((set) => [set.id, set]))
    for (const record of after.sets.sets) {
      const was = old.get(record.id)
      if (!was || was.revision === record.revision) continue
      const [next, way] = withRecord(logs, was, record)
      put(next, way && { kind: 'set', way, set: record.id })
    }
    put(logs)
  }

  function withGraph(before: AppState, after: AppState): [Logs, UndoneEntry?] {
    const { past, future } = logs
    const [was, is] = [before.history, after.history]
    const { drawing } = after.project
    if (is.future.length > was.future.length) {
      const at = past.findLastIndex(({ kind }) => kind === 'graph')
      const entry = past[at] ?? ({ kind: 'graph' } as const)
      if (entry.kind === 'graph' && entry.company) queueMicrotask(() => withoutRecording(() => entry.company?.undo()))
      // If the undone step predates this log, it has no entry here; a new one goes into the future list so that it can
      // be redone.
      const rest = at < 0 ? past : past.toSpliced(at, 1)
      return [
        { past: rest, future: [entry, ...future] },
        { kind: 'graph', way: 'undo' },
      ]
    }
    if (is.future.length < was.future.length && drawing === was.future[0]) {
      const next = future.findIndex(({ kind }) => kind === 'graph')
      const entry = future[next] ?? ({ kind: 'graph' } as const)
      if (entry.kind === 'graph' && entry.company) queueMicrotask(() => withoutRecording(() => entry.company?.redo()))
      const rest = next < 0 ? future : future.toSpliced(next, 1)
      return [
        { past: [...past, entry], future: rest },
        { kind: 'graph', way: 'redo' },
      ]
    }
    if (is.past.at(-1) !== before.project.drawing) return [logs]
    if (!company) return [added(logs, { kind: 'graph' })]
    // The drawing was made for a dataset that was just chosen, so both are one step.
    const isChoice = logs.past.at(-1)?.kind === 'data'
    return [added({ ...logs, past: isChoice ? logs.past.slice(0, -1) : logs.past }, { kind: 'graph', company })]
  }

  /** Whether an entry is of the scope, and still applies. */
  const isIn =
    (way: Direction, { set }: Scope, state = store.getState()) =>
    (entry: Entry) =>
      (entry.kind !== 'set' || entry.set === (set ?? state.project.data.dataset)) &&
      // A plan step that uses the earlier name of a column no longer applies.
      (entry.kind !== 'plan' || entry.columns === columnsOf(state)) &&
      // A decision is that of the weights in use.
      (entry.kind !== 'decision' || entry.run === runInUse(state)?.id) &&
      // A change by hand ends with the use of other weights.
      (entry.kind !== 'weights' ||
        (way === 'undo' ? state.inUse?.edits?.includes(entry.edit) : canRedoWeight(entry, state.inUse)))

  const found = (way: Direction, scope: Scope): Entry | undefined =>
    way === 'undo' ? logs.past.findLast(isIn(way, scope)) : logs.future.find(isIn(way, scope))

  /** The kind of a step that predates this log and is recorded only by the drawing or the dataset itself. */
  function older(way: Direction, { set }: Scope): 'graph' | 'set' | undefined {
    const { history, sets } = store.getState()
    const [mine, steps] = way === 'undo' ? (['past', 'steps'] as const) : (['future', 'undone'] as const)
    if (history[mine].length > 0) {
      // Never redo a drawing step if another edit came later.
      const last = logs.past.at(-1)
      if (way === 'undo' || last === undefined || last.kind === 'graph') return 'graph'
    }
    // Nor an edit of a dataset: its record keeps what was undone, and does not know of later edits of the project.
    if (way === 'redo' && [...logs.past, ...logs.future].some(({ kind }) => kind !== 'set')) return undefined
    const record = sets.sets.find(({ id }) => id === set)
    return record && record[steps].length > 0 ? 'set' : undefined
  }

  async function step(way: Direction, scope: Scope): Promise<void> {
    const entry = found(way, scope)
    const kind = entry?.kind ?? older(way, scope)
    if (kind === 'graph' && studio.offer(`graph.${way}`)?.enabled) await studio.run(`graph.${way}`)
    if (kind === 'set') {
      const set = scope.set ?? store.getState().project.data.dataset
      const { length = 0 } = store.getState().sets.sets.find(({ id }) => id === set)?.steps ?? []
      const count = entry?.kind === 'set' ? entry.count : 1
      await studio.run(`dataset.${way}`, {
        dataset: set,
        to: way === 'undo' ? Math.max(0, length - count) : length + count,
      })
    }
    if (entry?.kind === 'weights') {
      const { node, weight, index, value } = entry.edit
      await (way === 'undo' ? studio.run('weights.undo') : studio.run('weights.edit', { node, weight, index, value }))
    }
    if (entry?.kind === 'decision') {
      const { output, before, after } = entry
      moving = true
      try {
        await studio.run('evaluate.decision', { output, decision: way === 'undo' ? before : after })
      } finally {
        moving = false
      }
      const rest = (all: readonly Entry[]) => all.filter((one) => one !== entry)
      const { past, future } = { past: rest(logs.past), future: rest(logs.future) }
      const moved = way === 'undo' ? { past, future: [entry, ...future] } : { past: [...past, entry], future }
      return put(moved, { kind: 'decision', way })
    }
    if (entry?.kind !== 'plan' && entry?.kind !== 'settings' && entry?.kind !== 'data') return
    const { plan } = store.getState().project
    const without = (all: readonly Entry[]) => all.filter((one) => one !== entry)
    const patch =
      entry.kind === 'data'
        ? undefined
        : patchTo(partsOf(plan, entry.kinds), way === 'undo' ? entry.before : entry.after)
    // Something else has set these values already, so this step would change nothing.
    if (patch && Object.keys(patch).length === 0) {
      put({ past: without(logs.past), future: without(logs.future) })
      return step(way, scope)
    }
    moving = true
    try {
      if (entry.kind === 'data') await restoreData(way === 'undo' ? entry.before : entry.after)
      else await studio.run('plan.set', patch ?? {})
    } finally {
      moving = false
    }
    const { past, future } = logs
    const parts = partsDiffer(plan, store.getState().project.plan)
    if (way === 'undo') put({ past: without(past), future: [entry, ...future] }, { kind, way, parts } as UndoneEntry)
    else put({ past: [...past, { ...entry, at: 0 }], future: without(future) }, { kind, way, parts } as UndoneEntry)
  }

  async function restoreData({ data, plan }: DataInUse): Promise<void> {
    const { dataset, version, samples, seed, bias, slices = [] } = data
    await studio.run('data.use', { dataset, version, samples, seed, bias })
    await studio.run('plan.set', patchTo(store.getState().project.plan, plan))
    // The slices of a built-in dataset are in the project, which has dropped them.
    if (!data.schema && !store.getState().project.data.slices)
      for (const { name, where } of slices) await studio.run('data.slice', { name, where })
  }

  return {
    can: (way, scope) => (found(way, scope) ?? older(way, scope)) !== undefined,
    next: (way, scope) => found(way, scope)?.kind ?? older(way, scope),
    steps(scope) {
      const { past, future } = store.getState().history
      const [before, after] = [logs.past.filter(isIn('undo', scope)), logs.future.filter(isIn('redo', scope))]
      // The other steps of the drawing predate this log.
      const others = (all: readonly unknown[], known: readonly Entry[]) =>
        all.slice(known.filter(({ kind }) => kind === 'graph').length).map((): Entry => ({ kind: 'graph' }))
      return { past: [...others(past, before), ...before], future: [...after, ...others(future, after)] }
    },
    go(way, scope) {
      const mine = turn.then(() => step(way, scope))
      turn = mine.catch(() => undefined)
      return mine
    },
    together(with_, draw) {
      company = with_
      try {
        draw()
      } finally {
        company = undefined
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const dataOf = ({ data, plan }: DataInUse): DataInUse => ({ data, plan })

/** The entry for the first edit of a built-in dataset, which turned it into a custom copy. */
function edited({ project, sets, data }: AppState, before: string): SetEntry | undefined {
  const set = sets.sets.find(({ id }) => id === project.data.dataset)
  const made = set?.base.kind === 'shipped' && set.base.dataset === before && data.tag === 'ready'
  return made ? { kind: 'set', set: set.id, count: set.steps.length } : undefined
}

/** The current columns as a string, to check whether a plan step still applies. */
function columnsOf({ project }: AppState): string {
  return (datasetOf(project.data)?.schema.columns ?? []).map(({ name, type }) => JSON.stringify([name, type])).join()
}
