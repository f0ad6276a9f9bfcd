/**
 * @file Runs dataset changes one at a time: each change reads the stored record first, and resolves only after its
 * result is stored.
 */
import type { DataPick } from '../../compile/project'
import { refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Storage } from '../../storage/records'
import type { SetRecord, SetVersion } from '../../storage/dataset-records'
import { stepsOf } from '../../storage/dataset-versions'
import type { BoardStore } from '../network/canvas-board'
import type { AppState } from '../state'

type Deps = { readonly store: BoardStore<AppState>; readonly storage: Storage }

let last: Promise<unknown> = Promise.resolve()

/** Queues a change, so that changes run one at a time. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work)
  last = mine.catch(() => undefined)
  return mine
}

/** Saves a dataset record and updates the list. */
export async function keepSet({ store, storage }: Deps, set: SetRecord): Promise<SetRecord> {
  const kept = await storage.sets.put(set)
  store.setState(({ sets }) => ({
    sets: { ...sets, sets: [kept, ...sets.sets.filter(({ id }) => id !== kept.id)] },
  }))
  return kept
}

/** Returns the dataset with this id from this device's storage. Throws a refusal if there is none. */
export async function setById(storage: Storage, id: string): Promise<SetRecord> {
  return (await storage.sets.get(id)) ?? refuse('no-dataset', { id })
}

/** Saves the version that a run trains on, so that later edits cannot lose it. */
export async function pinVersion(deps: Deps, { dataset, version, schema }: DataPick): Promise<void> {
  if (version === undefined || !schema) return
  await inTurn(async () => {
    const set = await deps.storage.sets.get(dataset)
    const steps = set && stepsOf(set, version)
    if (!set || !steps || set.versions.some(({ hash }) => hash === version)) return
    const pinned: SetVersion = { hash: version, at: new Date().toISOString(), steps, schema }
    await keepSet(deps, { ...set, versions: [...set.versions, pinned] })
  })
}
