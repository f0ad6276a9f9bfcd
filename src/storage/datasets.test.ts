import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { StoredChunk } from './dataset-records'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { openMemoryEngine, openStorage, storageOn } from './open-storage'
import type { Storage } from './records'
import { newSet } from './samples.test-help'

provideIndexedDB()

let time = 0
const now = () => new Date(Date.UTC(2025, 0, 1, 0, 0, time++))

const engines: readonly (readonly [string, () => Promise<Storage>])[] = [
  [
    'IndexedDB',
    () => {
      vi.stubGlobal('indexedDB', new IDBFactory())
      return openStorage({ now })
    },
  ],
  ['memory', async () => storageOn(openMemoryEngine(), now, { lasting: false })],
]

afterEach(() => {
  vi.unstubAllGlobals()
})

const bytes = (...values: number[]) => Uint8Array.from(values)

/** A dataset with one chunk per value. */
async function brought(storage: Storage, id: string, ...values: number[]) {
  const writer = await storage.sets.beginImport()
  const chunks: StoredChunk[] = []
  for (const value of values) chunks.push(await writer.put(bytes(value), 1))
  return writer.finish(newSet(id, chunks))
}

describe.each(engines)('datasets on %s', (_, open) => {
  const there = async (storage: Storage, ...chunks: readonly StoredChunk[]) =>
    storage.chunks.has(chunks.map(({ sha256 }) => sha256))

  test('a dataset is created from the chunks of its import, round-trips, and counts its saves', async () => {
    const storage = await open()
    const made = await brought(storage, 'a', 1, 2)
    expect(made).toMatchObject({ id: 'a', revision: 1 })
    expect(await storage.sets.get('a')).toEqual(made)
    expect(await storage.sets.get('b')).toBeUndefined()
    const chunks = made.base.kind === 'chunks' ? made.base.chunks : []
    expect(chunks.map(({ rows, bytes: size }) => [rows, size])).toEqual([
      [1, 1],
      [1, 1],
    ])
    expect(await storage.chunks.get(chunks[1]?.sha256 ?? '')).toEqual(bytes(2))
    const saved = await storage.sets.put({ ...made, title: 'Renamed' })
    expect(saved).toMatchObject({ revision: 2, title: 'Renamed', createdAt: made.createdAt })
    await brought(storage, 'b', 3)
    expect((await storage.sets.list()).sets.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('a save that read an older revision is refused and changes nothing; so is creating a dataset twice', async () => {
    const storage = await open()
    const first = await brought(storage, 'a', 1)
    const second = await storage.sets.put({ ...first, title: 'Two' })
    await expect(storage.sets.put({ ...first, title: 'Other' })).rejects.toMatchObject({
      reason: { code: 'dataset-conflict', args: { title: 'Other', kept: 2, yours: 1 } },
    })
    const writer = await storage.sets.beginImport()
    await expect(writer.finish(newSet('a'))).rejects.toMatchObject({ code: 'dataset-conflict' })
    await writer.abandon()
    expect(await storage.sets.get('a')).toEqual(second)
  })

  test('removing a dataset removes its chunks, except those that another dataset uses', async () => {
    const storage = await open()
    const a = await brought(storage, 'a', 1, 2)
    await brought(storage, 'b', 2, 3)
    const chunks = a.base.kind === 'chunks' ? a.base.chunks : []
    await storage.sets.remove('a')
    expect(await there(storage, ...chunks)).toEqual([false, true])
    await storage.sets.remove('b')
    expect(await there(storage, ...chunks)).toEqual([false, false])
    expect((await storage.sets.list()).sets).toEqual([])
  })

  test('a chunk that a shipped dataset uses stays', async () => {
    const storage = await open()
    const writer = await storage.sets.beginImport()
    const chunk = await writer.put(bytes(9), 1)
    await storage.chunks.put('manifest:digits', new TextEncoder().encode(`{"chunks":[{"sha256":"${chunk.sha256}"}]}`))
    await writer.abandon()
    expect(await there(storage, chunk)).toEqual([true])
  })

  test('an abandoned import leaves nothing; a finished one leaves only the chunks of its dataset', async () => {
    const storage = await open()
    const writer = await storage.sets.beginImport()
    const chunk = await writer.put(bytes(5), 1)
    await writer.abandon()
    expect(await there(storage, chunk)).toEqual([false])
    await expect(writer.put(bytes(6), 1)).rejects.toMatchObject({ code: 'import-gone' })
    await expect(writer.finish(newSet('a', [chunk]))).rejects.toMatchObject({ code: 'import-gone' })
    const second = await storage.sets.beginImport()
    const [taken, left] = [await second.put(bytes(7), 1), await second.put(bytes(8), 1)]
    await second.finish(newSet('a', [taken]))
    expect(await there(storage, taken, left)).toEqual([true, false])
  })

  test('added rows stay while a step names them, and for one more save', async () => {
    const storage = await open()
    const made = await brought(storage, 'a', 1)
    const writer = await storage.sets.beginImport()
    const chunk = await writer.put(bytes(2), 1)
    const step = { kind: 'append', chunks: [chunk] }
    const joined = await writer.join({ ...made, steps: [step] })
    expect(joined.revision).toBe(2)
    const undone = await storage.sets.put({ ...joined, steps: [], undone: [step] })
    const other = await storage.sets.put({ ...undone, undone: [] })
    expect(await there(storage, chunk)).toEqual([true])
    await storage.sets.put(other)
    expect(await there(storage, chunk)).toEqual([false])
  })

  test('an import with a living tab is not swept; one inactive for two minutes is, with its chunks', async () => {
    const storage = await open()
    await brought(storage, 'a', 1)
    const writer = await storage.sets.beginImport()
    const [shared, own] = [await writer.put(bytes(1), 1), await writer.put(bytes(2), 1)]
    expect(await storage.sets.sweep()).toBe(0)
    expect(await there(storage, shared, own)).toEqual([true, true])
    time += 121
    expect(await storage.sets.sweep()).toBe(1)
    expect(await there(storage, shared, own)).toEqual([true, false])
    // If the import was still running after all, it is refused, and nothing partial is saved.
    await expect(writer.finish(newSet('b', [own]))).rejects.toMatchObject({ code: 'import-gone' })
    expect((await storage.sets.list()).sets.map(({ id }) => id)).toEqual(['a'])
    await writer.abandon()
  })
})

test('with Web Locks, an import is swept as soon as its tab is gone', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  const held = new Set<string>()
  const locks = {
    async request(name: string, _: object, work: (lock: object | null) => Promise<void> | undefined) {
      if (held.has(name)) return work(null)
      held.add(name)
      await work({ name })
      held.delete(name)
      return undefined
    },
  }
  vi.stubGlobal('navigator', { locks })
  const storage = await openStorage({ now })
  const writer = await storage.sets.beginImport()
  const chunk = await writer.put(bytes(4), 1)
  expect(await storage.sets.sweep()).toBe(0)
  held.clear()
  expect(await storage.sets.sweep()).toBe(1)
  expect(await storage.chunks.has([chunk.sha256])).toEqual([false])
  await writer.abandon()
})

describe('a damaged dataset', () => {
  async function tamper(store: string, key: string): Promise<void> {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('netloom')
      request.onsuccess = () => resolve(request.result)
    })
    await new Promise<void>((resolve) => {
      const transaction = database.transaction(store, 'readwrite')
      const at = transaction.objectStore(store)
      const row = at.get(key)
      row.onsuccess = () => at.put({ ...row.result, sum: '0' }, key)
      transaction.oncomplete = () => resolve()
    })
    database.close()
  }

  test('opens as the previous save; if both are damaged it is reported, and the others are listed', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const storage = await openStorage({ now })
    const first = await brought(storage, 'a', 1)
    await brought(storage, 'b', 2)
    await storage.sets.put({ ...first, title: 'Second' })
    await tamper('sets', 'a')
    expect(await storage.sets.get('a')).toMatchObject({ title: 'Set a', revision: 2 })
    await tamper('setsBefore', 'a')
    await expect(storage.sets.get('a')).rejects.toMatchObject({
      reason: { code: 'dataset-damaged', args: { title: 'Second' } },
    })
    const { sets, damaged } = await storage.sets.list()
    expect([sets.map(({ id }) => id), damaged]).toEqual([['b'], ['a']])
    await storage.sets.remove('a')
    expect((await storage.sets.list()).damaged).toEqual([])
  })
})
