/**
 * @file Storage of the user's datasets: a save must include the revision that was read, the previous save is retained,
 * and no chunk is lost or left behind.
 */
import { refuse } from '../messages/message'
import type { Engine, Rows, Transaction } from './storage-engine'
import { importsOn, removeChunks, SETTLING } from './unfinished-imports'
import { intact, seal } from './checksums'
import { chunksOf, type NewSet, type SetRecord, type SetStorage } from './dataset-records'

/** The dataset storage on an engine; `now` returns the date for new records. */
export function setsOn(engine: Engine, now: () => Date): SetStorage {
  const save = async (t: Transaction, set: SetRecord): Promise<SetRecord> => {
    const row = await t.get('sets', set.id)
    const kept: SetRecord = { ...set, revision: set.revision + 1, updatedAt: now().toISOString() }
    if (row && row.value.revision !== set.revision) {
      refuse('dataset-conflict', { title: set.title, kept: row.value.revision, yours: set.revision })
    }
    const before = await t.get('setsBefore', set.id)
    if (row && intact(row)) await t.put('setsBefore', set.id, row)
    await t.put('sets', set.id, seal(kept))
    if (before && row && intact(before) && intact(row)) {
      const still = new Set([...chunksOf(row.value), ...chunksOf(kept)])
      await removeChunks(t, new Set([...chunksOf(before.value)].filter((sha256) => !still.has(sha256))))
    }
    return kept
  }
  const make = async (t: Transaction, set: NewSet): Promise<SetRecord> => {
    const at = now().toISOString()
    const there = await t.get('sets', set.id)
    if (there) refuse('dataset-conflict', { title: set.title, kept: there.value.revision, yours: 0 })
    const kept: SetRecord = { ...set, revision: 1, createdAt: at, updatedAt: at }
    await t.put('sets', set.id, seal(kept))
    return kept
  }
  return {
    async list() {
      const ids = (await engine.transact(['sets'], 'read', (t) => t.keys('sets'))).map(String)
      // Read each dataset separately, so that a damaged or unresponsive row does not hide the others.
      const found = await Promise.all(ids.map((id) => read(engine, id).catch(() => undefined)))
      return {
        sets: found
          .filter((set) => set !== undefined)
          .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0)),
        damaged: ids.filter((_, i) => found[i] === undefined),
      }
    },
    get: (id) => read(engine, id),
    put: (set) => engine.transact(SETTLING, 'write', (t) => save(t, set)),
    remove: (id) =>
      engine.transact(SETTLING, 'write', async (t) => {
        const rows = [await t.get('sets', id), await t.get('setsBefore', id)]
        await t.remove('sets', id)
        await t.remove('setsBefore', id)
        const intacts = rows.filter((row) => row !== undefined && intact(row)) as Rows['sets'][]
        await removeChunks(t, new Set(intacts.flatMap(({ value }) => [...chunksOf(value)])))
      }),
    ...importsOn(engine, now, { finish: make, join: save }),
  }
}

/** Reads the most recent save, or the previous one if the most recent is damaged or does not respond. */
async function read(engine: Engine, id: string): Promise<SetRecord | undefined> {
  let row: Rows['sets'] | undefined
  let trouble: unknown
  try {
    row = await engine.transact(['sets'], 'read', (t) => t.get('sets', id))
    if (row === undefined) return undefined
    if (intact(row)) return row.value
  } catch (error) {
    trouble = error
  }
  const before = await engine.transact(['setsBefore'], 'read', (t) => t.get('setsBefore', id)).catch(() => undefined)
  // Return the previous save with the revision of the most recent one, so that the next save replaces the damaged one.
  if (before && intact(before)) return { ...before.value, revision: before.value.revision + 1 }
  if (trouble) throw trouble
  return refuse('dataset-damaged', { title: String(row?.value?.title ?? id) })
}
