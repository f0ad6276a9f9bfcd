/** @file Changes of sets, one after the other: each reads the record as it is kept, and is on disk before it is told as done. */
import type { DataPick } from '../compile/project'
import { refuse } from '../messages/message'
import '../messages/en/dataset-edits'
import type { Storage } from '../storage/records'
import type { SetRecord, SetVersion } from '../storage/dataset-records'
import { stepsOf } from '../storage/dataset-versions'
import type { BoardStore } from './board'
import type { AppState } from './state'

type Desk = { readonly store: BoardStore<AppState>; readonly storage: Storage }

let last: Promise<unknown> = Promise.resolve()

/** Runs one change after the other, whoever asks for them. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work)
  last = mine.catch(() => undefined)
  return mine
}

/** Keeps a set and shows it in the list. */
export async function keepSet({ store, storage }: Desk, set: SetRecord): Promise<SetRecord> {
  const kept = await storage.sets.put(set)
  store.setState(({ sets }) => ({
    sets: { ...sets, sets: [kept, ...sets.sets.filter(({ id }) => id !== kept.id)] },
  }))
  return kept
}

/** A set of this device, or a refusal. */
export async function setById(storage: Storage, id: string): Promise<SetRecord> {
  return (await storage.sets.get(id)) ?? refuse('no-set', { id })
}

/** Keeps the version that a run trains on, so that it stays whatever is edited after. */
export async function pinVersion(desk: Desk, { dataset, version, schema }: DataPick): Promise<void> {
  if (version === undefined || !schema) return
  await inTurn(async () => {
    const set = await desk.storage.sets.get(dataset)
    const steps = set && stepsOf(set, version)
    if (!set || !steps || set.versions.some(({ hash }) => hash === version)) return
    const pinned: SetVersion = { hash: version, at: new Date().toISOString(), steps, schema }
    await keepSet(desk, { ...set, versions: [...set.versions, pinned] })
  })
}
