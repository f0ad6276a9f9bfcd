import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { aggregates, DAY_MS, packDay } from '../ops/log/aggregates'
import { openFold } from '../ops/log/fold-log'
import { hashLog } from '../ops/log/hash'
import { makeRequestBuffer, RING_CAPACITY } from '../ops/log/request-buffer'
import { requestOf } from '../ops/log/request-record'
import { book, cut, sampleLog } from '../ops/log/sample-log.test-help'
import type { RetainedInput } from '../ops/log/stored-entries'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { memoryStorage, openStorage } from './open-storage'
import type { Storage } from './records'
import { project } from './samples.test-help'
import type { LiveLog } from './service-log-records'

provideIndexedDB()

const key = { project: 'p', service: 'digits' }
const sample = sampleLog(9000, 3 * DAY_MS)
const batches = cut(sample, [DAY_MS, 2 * DAY_MS, 2.5 * DAY_MS])

const inputs: readonly (readonly [number, RetainedInput])[] = [
  [7, { kind: 'values', values: { age: 3, name: 'é' } }],
  [9, { kind: 'tensor', shape: [2, 2], data: Float32Array.of(1, -0, Number.NaN, 4) }],
]

/** A live log that receives the sample batch by batch. */
function live() {
  const folding = openFold({ aggregates }, { ring: makeRequestBuffer({ width: 3, stages: 3 }) })
  const chain = hashLog()
  let through = 0
  return {
    take(i: number) {
      const batch = batches[i]
      if (!batch) throw new Error(`no batch ${i}`)
      folding.push(batch.entries, batch.through, book)
      chain.push(batch.entries, batch.through)
      through = batch.through
    },
    now: (): LiveLog => ({
      book,
      seed: 5,
      through,
      link: chain.link,
      changes: sample.changes,
      ring: folding.buffer,
      levels: folding.states.aggregates,
      inputs,
    }),
  }
}

function seen({ ring, levels, ...facts }: LiveLog) {
  return {
    ...facts,
    requests: Array.from({ length: 9000 }, (_, id) => requestOf(ring, book, 5, id)),
    days: [0, 1, 2].map((day) => packDay(levels, day)),
  }
}

const opened: Storage[] = []
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function open(): Promise<Storage> {
  const storage = await openStorage()
  expect(storage.lasting).toBe(true)
  opened.push(storage)
  return storage
}

const engines: readonly (readonly [string, () => Promise<Storage>])[] = [
  [
    'IndexedDB',
    async () => {
      vi.stubGlobal('indexedDB', new IDBFactory())
      return open()
    },
  ],
  ['memory', async () => memoryStorage()],
]

describe.each(engines)('a service log on %s', (_, start) => {
  test('round-trips and continues; only what changed is written again', async () => {
    const storage = await start()
    const log = live()
    const file = await storage.serviceLogs.open(key)
    expect(file).toMatchObject({ damaged: [] })
    expect(file.kept).toBeUndefined()
    log.take(0)
    log.take(1)
    const first = await file.flush(log.now())
    expect(await file.flush(log.now())).toBe(0)
    log.now().ring.changed.add(1)
    expect(await file.flush(log.now())).toBeLessThan(first * 0.8)
    log.take(2)
    await file.flush(log.now())
    const userData = { acts: [{ act: 'silence', minute: 3, minutes: 30 }] }
    await file.flush({ ...log.now(), annotations: userData })
    const again = await storage.serviceLogs.open(key)
    expect(again.damaged).toEqual([])
    expect(again.kept?.annotations).toEqual(userData)
    expect(seen(again.kept as LiveLog)).toEqual(seen({ ...log.now(), annotations: userData }))

    const folding = openFold({ aggregates }, {
      ring: again.kept?.ring,
      states: { aggregates: again.kept?.levels },
      minute: again.kept?.link.minute,
    } as never)
    const last = batches[3]
    folding.push(last?.entries ?? [], last?.through ?? 0, book)
    log.take(3)
    expect(packDay(folding.states.aggregates, 2)).toEqual(packDay(log.now().levels, 2))
  })

  test('is removed with its project, and other logs stay', async () => {
    const storage = await start()
    await storage.projects.put(project('p'))
    const log = live()
    log.take(0)
    const other = { project: 'pp', service: 'digits' }
    await (await storage.serviceLogs.open(key)).flush(log.now())
    for (const chunk of [0, 1, 2]) log.now().ring.changed.add(chunk)
    await (await storage.serviceLogs.open(other)).flush(log.now())
    await storage.projects.remove('p')
    expect((await storage.serviceLogs.open(key)).kept).toBeUndefined()
    expect((await storage.serviceLogs.open(other)).kept?.ring.next).toBe(log.now().ring.next)
    await storage.serviceLogs.remove(other)
    expect((await storage.serviceLogs.open(other)).kept).toBeUndefined()
  })

  test('moves with a renamed service, open or not, and replaces the log of a deleted one', async () => {
    const storage = await start()
    const log = live()
    log.take(0)
    const file = await storage.serviceLogs.open(key)
    const named = (service: string) => storage.serviceLogs.open({ ...key, service })
    await (await named('numbers')).flush(live().now())
    await file.flush(log.now())
    await file.rename('numbers')
    log.take(1)
    await file.flush(log.now())
    expect((await storage.serviceLogs.open(key)).kept).toBeUndefined()
    const there = await named('numbers')
    expect(there.damaged).toEqual([])
    expect(seen(there.kept as LiveLog)).toEqual(seen(log.now()))

    await storage.serviceLogs.rename({ ...key, service: 'numbers' }, 'numbers')
    await storage.serviceLogs.rename({ ...key, service: 'numbers' }, 'signs')
    expect((await named('numbers')).kept).toBeUndefined()
    expect(seen((await named('signs')).kept as LiveLog)).toEqual(seen(log.now()))
    // A client that opened the log under its old name gets a conflict.
    expect(await there.rename('mine').catch(({ code }) => code)).toBe('log-conflict')
  })

  test('a second tab is refused, and nothing is overwritten; its changes still count as unsaved', async () => {
    const storage = await start()
    const log = live()
    log.take(0)
    const [mine, theirs] = [await storage.serviceLogs.open(key), await storage.serviceLogs.open(key)]
    await mine.flush(log.now())
    log.take(1)
    const changed = [...log.now().ring.changed]
    await expect(theirs.flush(log.now())).rejects.toMatchObject({ code: 'log-conflict' })
    expect([...log.now().ring.changed]).toEqual(changed)
    expect((await storage.serviceLogs.open(key)).kept?.through).toBe(DAY_MS)
  })
})

/** Changes rows of a store directly, bypassing storage. */
async function tamper(store: string, change: (row: never, key: readonly [string, number]) => void): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('netloom')
    request.onsuccess = () => resolve(request.result)
  })
  await new Promise<void>((resolve) => {
    const transaction = database.transaction(store, 'readwrite')
    const cursor = transaction.objectStore(store).openCursor()
    cursor.onsuccess = () => {
      const at = cursor.result
      if (!at) return
      const row = at.value
      change(row as never, at.key as [string, number])
      at.update(row)
      at.continue()
    }
    transaction.oncomplete = () => resolve()
  })
  database.close()
}

describe('damage in a log', () => {
  async function kept() {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const storage = await open()
    const log = live()
    log.take(0)
    const file = await storage.serviceLogs.open(key)
    await file.flush(log.now())
    log.take(1)
    await file.flush(log.now())
    return { storage, log }
  }

  test('is reported by chunk and day, and the rest is there', async () => {
    const { storage, log } = await kept()
    const before = await storage.serviceLogs.open(key)
    const count = before.kept?.ring.next as number
    let parts = 0
    await tamper('serviceLogParts', (row: { bytes: Uint8Array }) => {
      parts++
      row.bytes[20] = (row.bytes[20] as number) ^ 4
    })
    expect(parts).toBeGreaterThan(3)
    const { kept: none, damaged } = await storage.serviceLogs.open(key)
    expect(damaged.map(({ code }) => code)).toEqual([
      'log-chunk-damaged',
      'log-chunk-damaged',
      'log-day-damaged',
      'log-day-damaged',
    ])
    expect(damaged[1]?.args).toEqual({ from: 4096, to: count - 1 })
    // Request ids are never reused.
    expect(none?.ring.next).toBe(log.now().ring.next)
  })

  test('in the newest head falls back to the one before', async () => {
    const { storage } = await kept()
    await tamper('serviceLogs', (row: { value: { through: number } }, [, generation]) => {
      if (generation === 2) row.value.through++
    })
    const { kept: found, damaged } = await storage.serviceLogs.open(key)
    expect(found?.through).toBe(DAY_MS)
    expect(damaged).toEqual([])
    await tamper('serviceLogs', (row: { value: { through: number } }) => void row.value.through++)
    expect((await storage.serviceLogs.open(key)).damaged).toEqual([
      { code: 'log-damaged', args: { service: 'digits' } },
    ])
  })
})

test('a full ring buffer takes as many chunks as it has room for, whatever was served before', async () => {
  const storage = memoryStorage()
  const file = await storage.serviceLogs.open(key)
  const log = { ...live().now(), ring: makeRequestBuffer({ width: 3, stages: 3 }) }
  log.ring.next = 3 * RING_CAPACITY
  log.ring.id[0] = 3 * RING_CAPACITY - RING_CAPACITY
  for (let chunk = 0; chunk < (3 * RING_CAPACITY) / 4096; chunk++) log.ring.changed.add(chunk)
  await file.flush(log)
  const usage = (await storage.estimate()).usage
  expect(usage).toBeLessThan(100_000)
})

test('a write whose success is reported after its deadline counts, and the next one is no conflict', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  // Only deadlines wait for the simulated clock.
  vi.stubGlobal('scheduler', { yield: () => new Promise((resolve) => setImmediate(resolve)) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
  const storage = await openStorage({ deadlineMs: 5000 })
  const file = await storage.serviceLogs.open(key)
  const log = live()
  log.take(0)
  // A page that was frozen gets the event after the deadline.
  const late: (() => void)[] = []
  const real = IDBTransaction.prototype.addEventListener
  const frozen = vi.spyOn(IDBTransaction.prototype, 'addEventListener').mockImplementation(function (
    this: IDBTransaction,
    type: string,
    listener: unknown,
  ) {
    const hold = (event: Event) => void late.push(() => (listener as EventListener)(event))
    real.call(this, type, type === 'complete' ? hold : (listener as EventListener))
  })
  const writing = file.flush(log.now())
  while (late.length === 0) await new Promise((resolve) => setImmediate(resolve))
  frozen.mockRestore()
  await vi.advanceTimersByTimeAsync(6000)
  for (const report of late) report()
  await writing
  vi.useRealTimers()
  log.take(1)
  await file.flush(log.now())
  storage.close()
}, 20_000)
