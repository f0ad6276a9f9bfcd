/**
 * @file Left project: remembers the project that was open before a version was opened as a project, and the service
 * that was running in it, so that going back starts the service again.
 */
import type { AppContext } from '../context'

interface LeftProject {
  readonly project: string
  readonly name: string
  readonly service?: string
  /** The id of the project that was created for the version. */
  readonly opened?: string
}

const all = new WeakMap<AppContext['store'], LeftProject>()

/** Remembers the open project and its running service. Returns the name of that service. */
export function rememberProject({ store }: Pick<AppContext, 'store'>): string | undefined {
  const { project, operate } = store.getState()
  const service = operate.serving.tag === 'on' ? (operate.service ?? undefined) : undefined
  all.set(store, { project: project.id, name: project.name, ...(service !== undefined && { service }) })
  return service
}

/** Remembers the project that was opened instead. */
export function rememberOpened({ store }: Pick<AppContext, 'store'>, opened: string): void {
  const left = all.get(store)
  if (left) all.set(store, { ...left, opened })
}

/** The service that was running when the open project was left. */
export function serviceToResume({ store }: Pick<AppContext, 'store'>): string | undefined {
  const left = all.get(store)
  return left?.project === store.getState().project.id ? left.service : undefined
}

/** The project to return to, if the open project was created for a version. */
export function projectToReturnTo({
  store,
}: Pick<AppContext, 'store'>): { readonly id: string; readonly name: string } | undefined {
  const left = all.get(store)
  return left?.opened === store.getState().project.id ? { id: left.project, name: left.name } : undefined
}

/** Forgets the left project, because its service runs again or was stopped. */
export function forgetLeftProject({ store }: Pick<AppContext, 'store'>): void {
  all.delete(store)
}
