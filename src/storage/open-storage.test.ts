import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { migrations, openIdbEngine } from './idb-engine'
import { openStorage } from './open-storage'
import type { Storage } from './records'
import { checkpoint, model, project } from './samples.test-help'

provideIndexedDB()

const opened: Storage[] = []

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close()
  vi.unstubAllGlobals()
})

async function open(options: Parameters<typeof openStorage>[0] = {}): Promise<Storage> {
  const storage = await openStorage(options)
  opened.push(storage)
  return storage
}

describe('persistence', () => {
  test('everything is there after closing and opening again', async () => {
    const first = await open()
    const kept = await first.projects.put(project('p'))
    await first.runs.putCheckpoint(checkpoint('r', 4))
    await first.models.add(model('m', 5))
    first.close()
    const again = await open()
    expect(again.lasting).toBe(true)
    expect(await again.projects.get('p')).toEqual(kept)
    expect((await again.runs.checkpoint('r'))?.step).toBe(4)
    expect((await again.models.get('m'))?.weights.data[0]).toBe(5)
  })

  test('without IndexedDB it works in memory and says that nothing is saved', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const storage = await open()
    expect(storage.lasting).toBe(false)
    expect(storage.whyNot?.code).toBe('storage-missing')
    await storage.projects.put(project('p'))
    expect(await storage.projects.list()).toHaveLength(1)
    expect(await storage.persist()).toBe(false)
  })

  test('an IndexedDB that throws or never responds counts as missing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError')
      },
    })
    expect((await open()).whyNot).toEqual({ code: 'storage-missing', args: { why: 'SecurityError' } })
    const silent = new (IDBOpenDBRequest as unknown as new () => IDBOpenDBRequest)()
    vi.stubGlobal('indexedDB', { open: () => silent })
    expect((await open({ deadlineMs: 20 })).whyNot?.code).toBe('storage-silent')
  })

  test('a database of a newer Netloom is left unchanged', async () => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('netloom', 99)
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
    })
    expect((await open()).whyNot?.code).toBe('storage-newer')
  })
})

describe('other tabs', () => {
  test('an old tab closes for a newer one, says so, and saves no more', async () => {
    const reasons: string[] = []
    const old = await open({ onClosed: ({ code }) => reasons.push(code) })
    await old.projects.put(project('p'))
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('netloom', 99)
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
    })
    expect(reasons).toEqual(['storage-closed'])
    await expect(old.projects.put(project('q'))).rejects.toMatchObject({ code: 'storage-closed' })
  })

  test('a blocked tab says so after two seconds, and opens when the other closes', async () => {
    // A tab that keeps its database connection open when a newer tab needs to upgrade.
    const holder = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('netloom', 1)
      request.onupgradeneeded = () => {
        for (const migrate of migrations.slice(0, 1)) migrate(request.result as never, undefined as never)
      }
      request.onsuccess = () => resolve(request.result)
    })
    const reasons: string[] = []
    // The database itself waits for no timer.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const opening = openIdbEngine({
      name: 'netloom',
      deadlineMs: 1000,
      onClosed: () => {},
      onBlocked: ({ code }) => reasons.push(code),
      migrations: [...migrations, () => reasons.push('migrated')],
    })
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    vi.advanceTimersByTime(1999)
    expect(reasons).toEqual([])
    vi.advanceTimersByTime(1)
    expect(reasons).toEqual(['storage-blocked'])
    holder.close()
    ;(await opening).close()
    expect(reasons).toEqual(['storage-blocked', 'migrated'])
  })
})
