/**
 * @file Prepare history: edits of how columns are prepared, in one order with those of the drawing, so that Undo takes back what was done
 * last. It is kept from the first look at what columns go through; loaded with that.
 */
import { stableJson } from '../base/stable-json'
import type { Plan, PrepareStep } from '../catalog/plan'
import type { AppState } from './state'
import type { Studio } from './studio'

type Prepare = Plan['prepare']
type Entry =
  | { readonly tag: 'graph' }
  | {
      readonly tag: 'prepare'
      readonly before: Prepare
      readonly after: Prepare
      /** The one value that was set, where it was one: what is set again soon after is part of the step. */
      readonly field: string | undefined
      readonly at: number
    }

export interface PrepareHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): Promise<void>
  redo(): Promise<void>
  subscribe(hear: () => void): () => void
}

const MOST = 500
/** A pause that ends a gesture made of many small ones, in ms; as it is on the canvas. */
const PAUSE = 1000

type Here = Pick<Studio, 'store' | 'run' | 'offer'>

const kept = new WeakMap<Here, PrepareHistory>()

/** The history of a studio, begun when it is first asked for. */
export function prepareHistory(studio: Here): PrepareHistory {
  const known = kept.get(studio) ?? begin(studio)
  kept.set(studio, known)
  return known
}

function begin(studio: Here): PrepareHistory {
  const { store } = studio
  let [past, future]: [readonly Entry[], readonly Entry[]] = [[], []]
  /** A step of ours is on its way: it is no new one. */
  let moving = false
  const heard = new Set<() => void>()
  function put(nextPast: readonly Entry[], nextFuture: readonly Entry[]): void {
    past = nextPast.slice(-MOST)
    future = nextFuture
    for (const hear of heard) hear()
  }

  store.subscribe((state, before) => {
    const { project, history } = state
    const prepared = !same(project.plan.prepare, before.project.plan.prepare)
    const drawn = history !== before.history
    if (!prepared && !drawn && project.id === before.project.id && project.data === before.project.data) return
    // Other data, other names of columns; what comes with a drawing is taken back with it, or not at all.
    if (project.id !== before.project.id || project.data !== before.project.data || (prepared && drawn)) put([], [])
    else if (prepared && !moving) put(grown(past, before.project.plan.prepare, project.plan.prepare), [])
    else if (drawn) put(...withGraph(past, future, before, state))
  })

  /** Nothing of the drawing is taken again over a later step of a column. */
  const lastIsOurs = () => past.at(-1)?.tag === 'prepare'

  async function go(entry: Entry | undefined, way: 'undo' | 'redo'): Promise<void> {
    // What was done before the first look is the drawing's.
    if (entry === undefined && way === 'redo' && lastIsOurs()) return
    if (entry?.tag !== 'prepare') {
      if (studio.offer(`graph.${way}`)?.enabled) await studio.run(`graph.${way}`)
      return
    }
    const to = way === 'undo' ? entry.before : entry.after
    moving = true
    try {
      await studio.run('plan.set', { prepare: patchTo(store.getState().project.plan.prepare, to) })
    } finally {
      moving = false
    }
    if (way === 'undo') put(past.slice(0, -1), [entry, ...future])
    else put([...past, { ...entry, at: 0 }], future.slice(1))
  }

  return {
    get canUndo() {
      return past.length > 0 || store.getState().history.past.length > 0
    },
    get canRedo() {
      return future.length > 0 || (!lastIsOurs() && store.getState().history.future.length > 0)
    },
    undo: () => go(past.at(-1), 'undo'),
    redo: () => go(future[0], 'redo'),
    subscribe(hear) {
      heard.add(hear)
      return () => heard.delete(hear)
    },
  }
}

function same(a: Prepare, b: Prepare): boolean {
  return a === b || stableJson(a ?? {}) === stableJson(b ?? {})
}

function grown(past: readonly Entry[], before: Prepare, after: Prepare): readonly Entry[] {
  const field = fieldOf(before, after)
  const at = Date.now()
  const last = past.at(-1)
  const begun = { tag: 'prepare', before, after, field, at } as const
  if (last?.tag !== 'prepare' || field === undefined || at - last.at >= PAUSE) return [...past, begun]
  // The first value that is set makes the usual steps one's own: it cannot be told from those that came along.
  const [column] = JSON.parse(field) as readonly [string]
  const first = last.field === undefined && last.before?.[column] === undefined && last.after?.[column] !== undefined
  return last.field === field || first ? [...past.slice(0, -1), { ...last, after, field, at }] : [...past, begun]
}

/** What the drawing's history did: one taken back, one taken again, a step more. */
function withGraph(
  past: readonly Entry[],
  future: readonly Entry[],
  { history: before }: Pick<AppState, 'history'>,
  { history: after, project }: Pick<AppState, 'history' | 'project'>,
): [readonly Entry[], readonly Entry[]] {
  const graph = { tag: 'graph' } as const
  if (after.future.length > before.future.length) {
    const at = past.findLastIndex(({ tag }) => tag === 'graph')
    // One of before the first look is taken again as one of ours.
    return [at < 0 ? past : past.toSpliced(at, 1), [graph, ...future]]
  }
  if (after.future.length < before.future.length && project.drawing === before.future[0]) {
    const next = future.findIndex(({ tag }) => tag === 'graph')
    return [[...past, graph], next < 0 ? future : future.toSpliced(next, 1)]
  }
  return after.past.length > before.past.length ? [[...past, graph], []] : [past, []]
}

/** The column, place and name of the one value in which these differ. */
function fieldOf(before: Prepare = {}, after: Prepare = {}): string | undefined {
  const columns = differing(before, after)
  const [column = ''] = columns
  const [a, b] = [before[column] ?? [], after[column] ?? []]
  if (columns.length !== 1 || (before[column] && a.length !== b.length)) return undefined
  const places = b.map((_, i) => i).filter((i) => stableJson(a[i] ?? {}) !== stableJson(b[i] ?? {}))
  const [place = -1] = places
  const [from, to] = [a[place], b[place]] as readonly (PrepareStep | undefined)[]
  if (places.length !== 1 || !from || !to || from.kind !== to.kind) return undefined
  const names = differing(from, to)
  return names.length === 1 ? JSON.stringify([column, place, names[0]]) : undefined
}

function differing(a: object, b: object): readonly string[] {
  const [from, to] = [a, b] as Readonly<Record<string, unknown>>[]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => stableJson({ of: from?.[key] ?? null }) !== stableJson({ of: to?.[key] ?? null }),
  )
}

/** What makes one the other, column by column. */
function patchTo(from: Prepare = {}, to: Prepare = {}): Readonly<Record<string, readonly PrepareStep[] | null>> {
  return Object.fromEntries(differing(from, to).map((column) => [column, to[column] ?? null]))
}
