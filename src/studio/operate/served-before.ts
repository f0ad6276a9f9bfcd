/**
 * @file ServedBefore: the project that was left for a version's drawing, and which service served in it, so that going back brings it back.
 */
import type { AppContext } from '../context'

interface Left {
  readonly project: string
  readonly name: string
  readonly service?: string
  /** The project that the version's drawing is. */
  readonly opened?: string
}

const all = new WeakMap<AppContext['store'], Left>()

/** Keeps in mind what is left, and what serves in it, where something does. */
export function rememberServed({ store }: Pick<AppContext, 'store'>): string | undefined {
  const { project, operate } = store.getState()
  const service = operate?.serving === 'on' ? (operate.service ?? undefined) : undefined
  all.set(store, { project: project.id, name: project.name, ...(service !== undefined && { service }) })
  return service
}

/** It was left for this project. */
export function rememberOpened({ store }: Pick<AppContext, 'store'>, opened: string): void {
  const left = all.get(store)
  if (left) all.set(store, { ...left, opened })
}

/** What served as the open project was left. */
export function servedBefore({ store }: Pick<AppContext, 'store'>): string | undefined {
  const left = all.get(store)
  return left?.project === store.getState().project.id ? left.service : undefined
}

/** The project that the open one, a version's drawing, was opened from. */
export function wayBack({
  store,
}: Pick<AppContext, 'store'>): { readonly id: string; readonly name: string } | undefined {
  const left = all.get(store)
  return left?.opened === store.getState().project.id ? { id: left.project, name: left.name } : undefined
}

/** It serves again, or is stopped for good. */
export function forgetServed({ store }: Pick<AppContext, 'store'>): void {
  all.delete(store)
}
