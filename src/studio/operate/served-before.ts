/** @file ServedBefore: which service served as its project was left for a version's drawing, so that going back brings it back. */
import type { Workshop } from '../context'

const left = new WeakMap<Workshop['store'], { readonly project: string; readonly service: string }>()

/** Keeps in mind what serves, where something does. */
export function rememberServed({ store }: Pick<Workshop, 'store'>): string | undefined {
  const { project, operate } = store.getState()
  const service = operate?.serving === 'on' ? operate.service : null
  if (service === null || service === undefined) return undefined
  left.set(store, { project: project.id, service })
  return service
}

/** What served as the open project was left. */
export function servedBefore({ store }: Pick<Workshop, 'store'>): string | undefined {
  const before = left.get(store)
  return before && before.project === store.getState().project.id ? before.service : undefined
}

/** It serves again, or is stopped for good. */
export function forgetServed({ store }: Pick<Workshop, 'store'>): void {
  left.delete(store)
}
