/**
 * @file Storage of the user's datasets: a save must include the revision that was read, the previous save is retained,
 * and no chunk is lost or left behind.
 */

import { hash } from '../base/hash'
import { refuse } from '../messages/message'
import { intact, seal } from './checksums'
import type { ImportWriter, StoredChunk } from './dataset-records'
import { chunksOf, type NewSet, type SetRecord, type SetStorage } from './dataset-records'
import type { Engine, Rows, StoreName, Transaction } from './storage-engine'
import { type Claim, claimImport } from './tab-locks'

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

/** Without Web Locks, an import is considered abandoned after this many milliseconds without activity. */
const SILENT_MS = 120_000
const BEAT_MS = 10_000

/** The stores that must be read to find out which other records use a chunk. */
const SETTLING: readonly StoreName[] = ['sets', 'setsBefore', 'imports', 'chunks']

interface Endings {
  readonly finish: (t: Transaction, set: Parameters<ImportWriter['finish']>[0]) => ReturnType<ImportWriter['finish']>
  readonly join: (t: Transaction, set: Parameters<ImportWriter['join']>[0]) => ReturnType<ImportWriter['join']>
}

/** The import storage on an engine; `endings` creates or saves the dataset that receives the chunks. */
function importsOn(engine: Engine, now: () => Date, endings: Endings): Pick<SetStorage, 'beginImport' | 'sweep'> {
  return {
    async beginImport() {
      const id = newId()
      const beat = () => ({ at: now().toISOString() })
      const claim = await claimed(id)
      const begun = engine.transact(['imports'], 'write', (t) => t.put('imports', [id, 0], seal(beat())))
      await begun.catch((error: unknown) => {
        claim?.release()
        throw error
      })
      const again = async (t: Transaction) => {
        if (await t.get('imports', [id, 0])) await t.put('imports', [id, 0], seal(beat()))
      }
      const timer = setInterval(() => void engine.transact(['imports'], 'write', again).catch(() => undefined), BEAT_MS)
      const over = () => {
        clearInterval(timer)
        claim?.release()
      }
      let count = 0
      const end = async <T>(work: (t: Transaction) => Promise<T>): Promise<T> => {
        const done = await engine.transact(SETTLING, 'write', async (t) => {
          if (!(await t.get('imports', [id, 0]))) refuse('import-gone', {})
          const result = await work(t)
          await removeImport(t, id)
          return result
        })
        over()
        return done
      }
      return {
        async put(bytes, rows) {
          const sha256 = await hash(bytes)
          const number = ++count
          const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
          await engine.transact(
            ['imports', 'chunks'],
            'write',
            async (t) => {
              if (!(await t.get('imports', [id, 0]))) refuse('import-gone', {})
              await t.put('imports', [id, 0], seal(beat()))
              await t.put('imports', [id, number], seal({ sha256 }))
              await t.put('chunks', sha256, own)
            },
            own.byteLength,
          )
          return { sha256, rows, bytes: own.byteLength } satisfies StoredChunk
        },
        finish: (set) => end((t) => endings.finish(t, set)),
        join: (set) => end((t) => endings.join(t, set)),
        async abandon() {
          await engine.transact(SETTLING, 'write', (t) => removeImport(t, id))
          over()
        },
      }
    },
    async sweep() {
      const ids = new Set(
        (await engine.transact(['imports'], 'read', (t) => t.keys('imports'))).map(([id]) => String(id)),
      )
      let swept = 0
      for (const id of ids) {
        const claim = await claimed(id)
        if (claim?.holder === 'elsewhere') continue
        swept += await engine.transact(SETTLING, 'write', async (t) => {
          if (!claim && (await isActive(t, id, now().getTime()))) return 0
          await removeImport(t, id)
          return 1
        })
        claim?.release()
      }
      return swept
    },
  }
}

/** With Web Locks, a closed tab is detected at once; without them, only from the age of the import's marker. */
async function claimed(id: string): Promise<Claim | undefined> {
  return globalThis.navigator?.locks ? claimImport(id) : undefined
}

async function isActive(t: Transaction, id: string, now: number): Promise<boolean> {
  const row = await t.get('imports', [id, 0])
  return row !== undefined && 'at' in row.value && now - Date.parse(row.value.at) < SILENT_MS
}

async function removeImport(t: Transaction, id: string): Promise<void> {
  const rows = await t.all('imports', id)
  for (const key of await t.keys('imports', id)) await t.remove('imports', key)
  await removeChunks(t, new Set(rows.filter(intact).flatMap(({ value }) => ('sha256' in value ? [value.sha256] : []))))
}

/** Removes those chunks that no dataset, import, or shipped dataset uses. */
async function removeChunks(t: Transaction, hashes: ReadonlySet<string>): Promise<void> {
  if (hashes.size === 0) return
  const needed = new Set<string>()
  for (const row of [...(await t.all('sets')), ...(await t.all('setsBefore'))]) {
    for (const sha256 of readable(() => chunksOf(row.value))) needed.add(sha256)
  }
  for (const { value } of await t.all('imports')) if ('sha256' in value) needed.add(value.sha256)
  for (const key of await t.keys('chunks')) {
    if (!String(key).startsWith('manifest:')) continue
    const manifest = new TextDecoder().decode(await t.get('chunks', key))
    for (const sha256 of hashes) if (manifest.includes(sha256)) needed.add(sha256)
  }
  for (const sha256 of hashes) if (!needed.has(sha256)) await t.remove('chunks', sha256)
}

/** The hashes that a record uses. A damaged record may have lost its lists, and is then treated as using nothing. */
function readable(read: () => ReadonlySet<string>): ReadonlySet<string> {
  try {
    return read()
  } catch {
    return new Set()
  }
}

function newId(): string {
  return Array.from(globalThis.crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('')
}
