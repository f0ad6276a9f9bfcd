/** @file DrillOver: what a drill came to, kept on this device until it is begun anew: who opens its project again finds the result. */
import type { Message } from '../../messages/message'
import type { Drill } from '../../gallery/drills/define-drill'
import type { DrillAct, DrillResult } from '../../ops/drill-grade'
import type { AppContext } from '../context'

export interface DrillOver {
  readonly tag: 'over'
  readonly drill: string
  readonly acts: readonly DrillAct[]
  readonly result: DrillResult
  /** What can be verified; why there is none where its replay differs, or cannot be told in a file. */
  readonly file: Uint8Array<ArrayBuffer> | { readonly why: Message }
}

/** With the version of the drill and the project that it was played in: of others it says nothing. */
interface Kept {
  readonly version: number
  readonly project: string
  readonly over: DrillOver
}

const keyOf = ({ id }: Pick<Drill, 'id'>) => `drill over ${id}`

/** Keeps what the drill of the open project came to. */
export async function keepOver({ storage, store }: AppContext, drill: Drill, over: DrillOver): Promise<void> {
  const kept: Kept = { version: drill.version, project: store.getState().project.id, over }
  await storage.settings.put(keyOf(drill), kept).catch(() => undefined)
}

/** What the drill of the open project came to; undefined while it has not. Cast: what is kept under this name is written here alone. */
export async function keptOver({ storage, store }: AppContext, drill: Drill): Promise<DrillOver | undefined> {
  const kept = (await storage.settings.get(keyOf(drill)).catch(() => undefined)) as Kept | null | undefined
  const isThis = kept?.version === drill.version && kept.project === store.getState().project.id
  return isThis ? kept.over : undefined
}

/** It is begun anew. */
export async function forgetOver({ storage }: AppContext, drill: Pick<Drill, 'id'>): Promise<void> {
  await storage.settings.put(keyOf(drill), null).catch(() => undefined)
}
