/** @file The library: blocks that are available in all projects on this device, keyed by id and version. */
import { refuse } from '../messages/message'
import type { Engine, Key, Rows, Transaction } from './storage-engine'
import type { LibraryRecord, Storage } from './records'
import { intact, seal } from './checksums'

type Row = Rows['library']

/** The library storage on an engine; `now` returns the date for new versions. */
export function libraryOn(engine: Engine, now: () => Date): Storage['library'] {
  const rowAt = (key: Key) => engine.transact(['library'], 'read', (t) => t.get('library', key))
  return {
    async list() {
      const keys = (await engine.transact(['library'], 'read', (t) => t.keys('library'))) as readonly RowKey[]
      // Read each row separately, so that a damaged or unresponsive one does not hide the others.
      const rows = await Promise.all(keys.map((key) => rowAt(key).catch(() => undefined)))
      return {
        blocks: rows.flatMap((row) => (row && intact(row) ? [row.value] : [])),
        damaged: keys.flatMap(([id, version], i) => (intact(rows[i]) ? [] : [{ id, version }])),
      }
    },
    async get(id, version) {
      const row = await engine.transact(['library'], 'read', async (t) => {
        const key = version === undefined ? (await t.keys('library', id)).at(-1) : ([id, version] as const)
        return key ? t.get('library', key) : undefined
      })
      return row ? whole(row, id) : undefined
    },
    add: ({ id, name, block, within }) =>
      engine.transact(['library', 'settings'], 'write', async (t) => {
        const version = await nextVersion(t, id)
        const record: LibraryRecord = { id, version, name, at: now().toISOString(), block, within }
        await t.put('settings', counterOf(id), { value: version })
        await t.put('library', [id, version], seal(record))
        return record
      }),
    rename: (id, name) =>
      engine.transact(['library'], 'write', async (t) => {
        for (const key of await t.keys('library', id)) {
          const row = await t.get('library', key)
          if (!row || !intact(row)) continue
          const { value } = row
          await t.put('library', key, seal({ ...value, name, block: { ...value.block, name } }))
        }
      }),
    remove: (id, version) =>
      engine.transact(['library', 'settings'], 'write', async (t) => {
        const keys: readonly Key[] = version === undefined ? await t.keys('library', id) : [[id, version]]
        for (const key of keys) await t.remove('library', key)
        if (version === undefined) await t.remove('settings', counterOf(id))
      }),
  }
}

type RowKey = readonly [id: string, version: number]

function whole(row: Row, id: string): LibraryRecord {
  return intact(row) ? row.value : refuse('library-damaged', { block: row.value?.name ?? id })
}

/** Numbers are never reused, even after the newest version is removed, because a drawing may still refer to it. */
async function nextVersion(t: Transaction, id: string): Promise<number> {
  const newest = (await t.keys('library', id)).at(-1)
  const counted = (await t.get('settings', counterOf(id)))?.value
  return Math.max(newest ? (newest[1] as number) : 0, typeof counted === 'number' ? counted : 0) + 1
}

function counterOf(id: string): string {
  return `library:${id}`
}
