/** @file Drill outcome: the result of a drill, saved on this device until the drill is started again. */
import type { Drill } from '../../../gallery/drills/define-drill'
import type { AppContext } from '../../context'
import type { DrillOutcome } from '../state'

/** The outcome with the drill version and the project that it belongs to, because it is only valid for these. */
interface SavedOutcome {
  readonly version: number
  readonly project: string
  readonly over: DrillOutcome
}

const keyOf = ({ id }: Pick<Drill, 'id'>) => `drill over ${id}`

/** Saves the outcome of the drill in the open project. */
export async function saveOutcome({ storage, store }: AppContext, drill: Drill, over: DrillOutcome): Promise<void> {
  const kept: SavedOutcome = { version: drill.version, project: store.getState().project.id, over }
  await storage.settings.put(keyOf(drill), kept).catch(() => undefined)
}

/**
 * The saved outcome for the open project; undefined if there is none. The cast is safe because only this file writes
 * this setting.
 */
export async function readOutcome({ storage, store }: AppContext, drill: Drill): Promise<DrillOutcome | undefined> {
  const kept = (await storage.settings.get(keyOf(drill)).catch(() => undefined)) as SavedOutcome | null | undefined
  const isThis = kept?.version === drill.version && kept.project === store.getState().project.id
  return isThis ? kept.over : undefined
}

/** Removes the saved outcome, when the drill starts again. */
export async function removeOutcome({ storage }: AppContext, drill: Pick<Drill, 'id'>): Promise<void> {
  await storage.settings.put(keyOf(drill), null).catch(() => undefined)
}
