import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { openIdbEngine } from './idb-engine'
import { openMemoryEngine } from './open-storage'
import { libraryBlock } from './samples.test-help'
import { libraryOn } from './saved-items'
import type { Engine } from './storage-engine'

provideIndexedDB()

/** Every engine, each opened with an empty database. */
const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  [
    'IndexedDB',
    () => {
      vi.stubGlobal('indexedDB', new IDBFactory())
      return openIdbEngine({ name: 'netloom', deadlineMs: 5000, onClosed: () => {}, onBlocked: () => {} })
    },
  ],
  ['memory', async () => openMemoryEngine()],
]

afterEach(() => {
  vi.unstubAllGlobals()
})

describe.each(engines)('the library on %s', (_, open) => {
  async function room() {
    const engine = await open()
    return { engine, library: libraryOn(engine, () => new Date('2025-01-01T00:00:00.000Z')) }
  }
  const stem = (id = 'stem') => {
    const { name, block, within } = libraryBlock(id, 1)
    return { id, name, block, within }
  }

  test('a block round-trips; saving it again creates the next version; removed numbers are never reused', async () => {
    const { library } = await room()
    const first = await library.add(stem())
    expect(first).toEqual(libraryBlock('stem', 1))
    expect((await library.add(stem())).version).toBe(2)
    expect((await library.add(stem('other'))).version).toBe(1)
    expect(await library.get('stem', 1)).toEqual(first)
    expect((await library.get('stem'))?.version).toBe(2)
    await library.remove('stem', 2)
    expect((await library.get('stem'))?.version).toBe(1)
    expect((await library.add(stem())).version).toBe(3)
    expect(await library.get('stem', 2)).toBeUndefined()
    expect(await library.get('nobody')).toBeUndefined()
    await library.remove('stem')
    expect((await library.list()).blocks.map(({ id }) => id)).toEqual(['other'])
    expect((await library.add(stem())).version).toBe(1)
  })

  test('versions of a block are listed as numbers; two saved simultaneously get two of them', async () => {
    const { library } = await room()
    for (let n = 1; n <= 10; n++) await library.add(stem())
    const both = await Promise.all([library.add(stem()), library.add(stem())])
    expect(both.map(({ version }) => version).sort()).toEqual([11, 12])
    const { blocks, damaged } = await library.list()
    expect(blocks.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(damaged).toEqual([])
  })

  test('renaming a block renames all its versions and nothing else', async () => {
    const { library } = await room()
    await library.add(stem())
    await library.add(stem())
    await library.add(stem('other'))
    await library.rename('stem', 'Beginning')
    const { blocks } = await library.list()
    expect(blocks.map(({ name, block }) => `${name} ${block.name}`)).toEqual([
      'Stem Stem',
      'Beginning Beginning',
      'Beginning Beginning',
    ])
  })

  test('a row with a changed byte is reported, refused, and can be removed; the others are read', async () => {
    const { engine, library } = await room()
    await library.add(stem())
    await library.add(stem())
    await engine.transact(['library'], 'write', async (t) => {
      const row = await t.get('library', ['stem', 2])
      if (row) await t.put('library', ['stem', 2], { ...row, value: { ...row.value, name: 'Stern' } })
    })
    const { blocks, damaged } = await library.list()
    expect(blocks.map(({ version }) => version)).toEqual([1])
    expect(damaged).toEqual([{ id: 'stem', version: 2 }])
    await expect(library.get('stem')).rejects.toMatchObject({ code: 'library-damaged' })
    await library.rename('stem', 'Root')
    expect((await library.list()).damaged).toHaveLength(1)
    await library.remove('stem', 2)
    expect((await library.list()).damaged).toEqual([])
    expect((await library.get('stem'))?.name).toBe('Root')
  })

  test('an id like that of a prototype property works', async () => {
    const { library } = await room()
    for (const id of ['__proto__', 'constructor', 'a:b']) await library.add(stem(id))
    expect((await library.list()).blocks.map(({ id }) => id)).toEqual(['__proto__', 'a:b', 'constructor'])
  })
})
