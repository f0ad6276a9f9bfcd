import { IDBFactory, IDBObjectStore as Store } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SetRecord } from './dataset-records'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { openStorage } from './open-storage'
import type { Storage } from './records'
import { checkpoint, liveLog, model, newSet, project, run } from './samples.test-help'

provideIndexedDB()

/**
 * Any call on a store may fail, so each kind of failure hits each call in turn. After reopening, the state must be
 * either completely the old or completely the new one, and a save that failed must never be reported as successful.
 */
const FAULTS = ['throws', 'aborts', 'is silent', 'finds the disk full on commit'] as const
type Fault = (typeof FAULTS)[number]
const METHODS = ['put', 'get', 'delete', 'getAllKeys', 'getAll'] as const

const opened: Storage[] = []
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const DEADLINE_MS = 5000

async function open(deadlineMs = DEADLINE_MS): Promise<Storage> {
  const storage = await openStorage({ deadlineMs })
  expect(storage.lasting).toBe(true)
  opened.push(storage)
  return storage
}

/** Makes the nth call from now on fail, counted from 0. The returned function tells whether that call was made. */
function strike(n: number, fault: Fault): () => boolean {
  let calls = 0
  for (const method of METHODS) {
    const real = Store.prototype[method] as (...args: unknown[]) => IDBRequest
    vi.spyOn(Store.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
      if (calls++ !== n) return real.apply(this, args)
      switch (fault) {
        case 'throws':
          throw new DOMException('struck', 'UnknownError')
        case 'aborts': {
          const request = real.apply(this, args)
          this.transaction.abort()
          return request
        }
        case 'is silent':
          stall(this)
          return new (IDBRequest as unknown as new () => IDBRequest)()
        case 'finds the disk full on commit': {
          const { transaction } = this
          const request = real.apply(this, args)
          request.addEventListener('success', () => {
            ;(transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError')
          })
          return request
        }
        default:
          return fault satisfies never
      }
    } as never)
  }
  return () => calls > n
}

/** Turns of the event loop in which any undisturbed transaction ends. */
const TURNS = 50

/** Lets deadlines pass on a simulated clock, once the call that never settles was made, until everything is done. */
async function passDeadlines(acting: Promise<unknown>, struck: () => boolean): Promise<void> {
  let done = false
  void acting.then(() => {
    done = true
  })
  while (!done) {
    for (let turn = 0; turn < TURNS && !done; turn++) await new Promise((resolve) => setImmediate(resolve))
    // Saving a log also pauses for other tasks.
    vi.advanceTimersByTime(struck() ? 2 * DEADLINE_MS : 1)
  }
}

/** Keeps a transaction open, like a request that never settles, by repeatedly making requests. */
function stall(store: IDBObjectStore): void {
  try {
    const request = store.count()
    request.onsuccess = () => stall(store)
    request.onerror = (event) => event.preventDefault()
  } catch {
    // Ignore the error: it means that the transaction was finally aborted.
  }
}

interface FaultCase {
  readonly name: string
  readonly before: (storage: Storage) => Promise<unknown>
  readonly act: (storage: Storage) => Promise<unknown>
  /** Reads everything in storage that the user can see. */
  readonly look: (storage: Storage) => Promise<unknown>
}

const { content } = project('p')

const look: FaultCase['look'] = async (storage) => ({
  projects: await storage.projects.list(),
  runs: (await storage.runs.list('p')).map(({ id }) => id),
  checkpoint: await storage.runs.checkpoint('r'),
  checkpoints: await storage.runs.checkpoints('r'),
  models: (await storage.models.list()).map(({ name, version }) => `${name} ${version}`),
  newest: (await storage.models.get('m'))?.weights,
  versions: await storage.versions.list('p'),
  aliases: (await storage.aliases.of('m')).now,
  chunk: await storage.chunks.get('h'),
  log: (await storage.serviceLogs.open({ project: 'p', service: 's' })).kept?.through,
  sets: (await storage.sets.list()).sets.map((set) => ({ ...set, updatedAt: '' })),
})

const champion = { model: 'm', alias: 'champion', by: 'a test', why: '' } as const

async function bringSet(storage: Storage): Promise<void> {
  const writer = await storage.sets.beginImport()
  await writer.finish(newSet('s', [await writer.put(Uint8Array.of(1, 2, 3), 1)]))
}

const cases: readonly FaultCase[] = [
  {
    name: 'saving a project',
    before: async (storage) => storage.projects.put(await storage.projects.put(project('p'))),
    act: async (storage) => storage.projects.put(project('p', 2, 'Renamed')),
    look,
  },
  {
    name: 'removing a project',
    before: async (storage) => storage.projects.put(project('p')),
    act: (storage) => storage.projects.remove('p'),
    look,
  },
  {
    name: 'saving a checkpoint',
    before: async (storage) => {
      for (let step = 1; step < 4; step++) await storage.runs.putCheckpoint(checkpoint('r', step))
    },
    act: (storage) => storage.runs.putCheckpoint(checkpoint('r', 4)),
    look,
  },
  {
    name: 'saving the best checkpoint',
    before: async (storage) => {
      await storage.runs.putCheckpoint(checkpoint('r', 1, 'best'))
      for (let step = 2; step < 4; step++) await storage.runs.putCheckpoint(checkpoint('r', step, 'milestone'))
      await storage.runs.putCheckpoint(checkpoint('r', 4))
    },
    act: (storage) => storage.runs.putCheckpoint(checkpoint('r', 5, 'best')),
    look,
  },
  {
    name: 'removing a milestone',
    before: async (storage) => {
      await storage.runs.putCheckpoint(checkpoint('r', 1, 'milestone'))
      await storage.runs.putCheckpoint(checkpoint('r', 2))
    },
    act: (storage) => storage.runs.removeCheckpoint('r', 1),
    look,
  },
  {
    name: 'saving a run',
    before: (storage) => storage.runs.put(run('r', 'p')),
    act: (storage) => storage.runs.put(run('r2', 'p')),
    look,
  },
  {
    name: 'saving a model',
    before: (storage) => storage.models.add(model('m', 1)),
    act: (storage) => storage.models.add(model('m', 2)),
    look,
  },
  {
    name: 'removing a model',
    before: async (storage) => {
      await storage.models.add(model('m', 1))
      await storage.models.add(model('m', 2))
    },
    act: (storage) => storage.models.remove('m', 2),
    look,
  },
  {
    name: 'moving an alias',
    before: async (storage) => {
      for (let i = 1; i <= 2; i++) await storage.models.add(model('m', i))
      await storage.aliases.move({ ...champion, to: 1 })
    },
    act: (storage) => storage.aliases.move({ ...champion, to: 2 }),
    look,
  },
  {
    name: 'rolling back an alias',
    before: async (storage) => {
      for (let i = 1; i <= 2; i++) await storage.models.add(model('m', i))
      for (let to = 1; to <= 2; to++) await storage.aliases.move({ ...champion, to })
    },
    act: (storage) => storage.aliases.rollback(champion),
    look,
  },
  {
    name: 'removing a model with its moves',
    before: async (storage) => {
      await storage.models.add(model('m', 1))
      await storage.aliases.move({ ...champion, to: 1 })
      await storage.aliases.move(champion)
    },
    act: (storage) => storage.models.remove('m'),
    look,
  },
  {
    name: 'saving a version',
    before: (storage) => storage.versions.add({ project: 'p', content }),
    act: (storage) => storage.versions.add({ project: 'p', content }),
    look,
  },
  {
    name: 'renaming a version',
    before: (storage) => storage.versions.add({ project: 'p', content }),
    act: (storage) => storage.versions.rename('p', 1, 'Wide'),
    look,
  },
  {
    name: 'removing a version',
    before: (storage) => storage.versions.add({ project: 'p', content }),
    act: (storage) => storage.versions.remove('p', 1),
    look,
  },
  {
    name: 'removing a project with versions',
    before: async (storage) => {
      await storage.projects.put(project('p'))
      await storage.versions.add({ project: 'p', content })
    },
    act: (storage) => storage.projects.remove('p'),
    look,
  },
  {
    name: 'saving a dataset',
    before: bringSet,
    act: async (storage) => storage.sets.put({ ...((await storage.sets.get('s')) as SetRecord), title: 'Renamed' }),
    look,
  },
  {
    name: 'removing a dataset',
    before: bringSet,
    act: (storage) => storage.sets.remove('s'),
    look,
  },
  {
    name: 'saving a log',
    before: async () => undefined,
    act: async (storage) => (await storage.serviceLogs.open({ project: 'p', service: 's' })).flush(liveLog(7)),
    look,
  },
  {
    name: 'removing a log',
    before: async (storage) => (await storage.serviceLogs.open({ project: 'p', service: 's' })).flush(liveLog(7)),
    act: (storage) => storage.serviceLogs.remove({ project: 'p', service: 's' }),
    look,
  },
  {
    name: 'saving a chunk',
    before: async () => undefined,
    act: (storage) => storage.chunks.put('h', Uint8Array.of(1, 2, 3)),
    look,
  },
]

describe.each(FAULTS)('a store that %s', (fault) => {
  test.each(cases)('$name leaves the state before or the state after', async (one) => {
    for (let n = 0; ; n++) {
      vi.stubGlobal('indexedDB', new IDBFactory())
      const first = await open()
      await one.before(first)
      const before = JSON.stringify(await one.look(first))
      first.close()
      if (fault === 'is silent') vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const storage = await open()
      const struck = strike(n, fault)
      const acting = one.act(storage).then(
        () => 'saved' as const,
        (error: { code?: string }) => error.code,
      )
      if (fault === 'is silent') await passDeadlines(acting, struck)
      const outcome = await acting
      const came = struck()
      vi.restoreAllMocks()
      vi.useRealTimers()
      storage.close()
      const after = JSON.stringify(await one.look(await open()))
      if (!came) {
        expect(outcome).toBe('saved')
        expect(after).not.toBe(before)
        expect(n).toBeGreaterThan(0)
        return
      }
      const result = { call: n, outcome, kept: after === before ? 'before' : 'after' }
      const code = {
        throws: 'storage-failed',
        aborts: 'storage-failed',
        'is silent': 'storage-silent',
        'finds the disk full on commit': 'storage-full',
      }[fault]
      expect(result).toEqual({ call: n, outcome: code, kept: 'before' })
    }
  })
})

describe('damaged rows', () => {
  /** Changes a row of a store directly, bypassing storage. */
  async function tamper(store: string, change: (row: never) => void, key?: IDBValidKey): Promise<void> {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('netloom')
      request.onsuccess = () => resolve(request.result)
    })
    await new Promise<void>((resolve) => {
      const transaction = database.transaction(store, 'readwrite')
      const cursor = transaction.objectStore(store).openCursor(key ?? null, 'prev')
      cursor.onsuccess = () => {
        const at = cursor.result
        if (!at) return
        const row = at.value
        change(row as never)
        at.update(row)
      }
      transaction.oncomplete = () => resolve()
    })
    database.close()
  }

  interface Row {
    readonly data: Float32Array
    readonly more: Record<string, { readonly data: Float32Array }>
    readonly head: { readonly value: { readonly mark: { updates: number } } }
  }
  const flip = (data: ArrayBufferView = new Float32Array()) =>
    new Uint8Array(data.buffer as ArrayBuffer).fill(0x41, 3, 4)

  test.each([
    ['weights', (row: Row) => void flip(row.data)],
    ['slots', (row: Row) => void flip(row.more.slots?.data)],
    ['average', (row: Row) => void flip(row.more.average?.data)],
    ['mark', (row: Row) => void row.head.value.mark.updates++],
  ])('a checkpoint with a changed bit in its %s is skipped for the one before', async (_, change) => {
    const storage = await open()
    await storage.runs.putCheckpoint(checkpoint('r', 1))
    await storage.runs.putCheckpoint(checkpoint('r', 2))
    await tamper('checkpoints', change as (row: never) => void)
    expect((await storage.runs.checkpoint('r'))?.step).toBe(1)
    expect((await storage.runs.checkpoints('r')).map(({ step }) => step)).toEqual([1])
    await storage.runs.putCheckpoint(checkpoint('r', 3))
    expect((await storage.runs.checkpoint('r'))?.step).toBe(3)
    // While the disk keeps corrupting checkpoints, the undamaged checkpoint must be retained, not the one that was
    // damaged earlier.
    await tamper('checkpoints', change as (row: never) => void)
    expect((await storage.runs.checkpoint('r'))?.step).toBe(1)
  })

  test('a damaged version is refused by its number, listed as damaged, and hides no other', async () => {
    const storage = await open()
    for (let i = 0; i < 3; i++) await storage.versions.add({ project: 'p', content })
    await tamper(
      'versions',
      (row: { value: { content: { plan: { seed: number } } } }) => {
        row.value.content.plan.seed++
      },
      ['p', 2],
    )
    await expect(storage.versions.get('p', 2)).rejects.toMatchObject({
      reason: { code: 'version-damaged', args: { number: 2 } },
    })
    await expect(storage.versions.rename('p', 2, 'Mine')).rejects.toMatchObject({ code: 'version-damaged' })
    const { versions, damaged } = await storage.versions.list('p')
    expect(versions.map(({ number }) => number)).toEqual([3, 1])
    expect(damaged).toEqual([2])
    await storage.versions.remove('p', 2)
    expect((await storage.versions.list('p')).damaged).toEqual([])
  })

  test('a version that never responds does not block the list', async () => {
    const storage = await open(100)
    for (let i = 0; i < 2; i++) await storage.versions.add({ project: 'p', content })
    // Call 0 lists the version numbers, call 1 reads the newest version.
    strike(1, 'is silent')
    const { versions, damaged } = await storage.versions.list('p')
    expect([versions.map(({ number }) => number), damaged]).toEqual([[1], [2]])
  })

  test('a model with a changed weight is refused, with its name and version', async () => {
    const storage = await open()
    await storage.models.add(model('m'))
    await tamper('modelWeights', (row: { data: Float32Array }) => {
      row.data[0] = 1.0000001
    })
    await expect(storage.models.get('m')).rejects.toMatchObject({
      reason: { code: 'model-damaged', args: { name: 'm', version: 1 } },
    })
  })

  test('a model whose weights are missing is refused', async () => {
    const storage = await open()
    await storage.models.add(model('m'))
    await tamper('modelWeights', (row: { data: unknown }) => {
      row.data = null
    })
    await expect(storage.models.get('m')).rejects.toMatchObject({ code: 'model-damaged' })
  })

  test('an alias cannot be moved to a version whose record or weights are damaged', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('m', i))
    await storage.aliases.move({ ...champion, to: 1 })
    await tamper('modelWeights', (row: { data: Float32Array }) => void row.data.fill(2), ['m', 2])
    await tamper(
      'models',
      (row: { value: { content: { plan: { seed: number } } } }) => void row.value.content.plan.seed++,
      ['m', 3],
    )
    for (const to of [2, 3])
      await expect(storage.aliases.move({ ...champion, to })).rejects.toMatchObject({ code: 'model-damaged' })
    expect((await storage.aliases.of('m')).now).toEqual({ champion: 1 })
  })

  test('a rollback skips a damaged version', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('m', i))
    for (let to = 1; to <= 3; to++) await storage.aliases.move({ ...champion, to })
    await tamper('modelWeights', (row: { data: Float32Array }) => void row.data.fill(2), ['m', 2])
    expect((await storage.aliases.rollback(champion)).to).toBe(1)
  })

  test('if the newest move is damaged, the one before counts, and the next gets a new number', async () => {
    const storage = await open()
    for (let i = 1; i <= 2; i++) await storage.models.add(model('m', i))
    for (let to = 1; to <= 2; to++) await storage.aliases.move({ ...champion, to })
    await tamper('aliases', (row: { value: { now: { champion: number } } }) => void row.value.now.champion++, ['m', 2])
    const line = await storage.aliases.of('m')
    expect([line.now, line.damaged]).toEqual([{ champion: 1 }, [2]])
    expect((await storage.aliases.move({ ...champion, to: 2 })).number).toBe(3)
  })

  test('a version damaged between check and write gets no alias', async () => {
    const storage = await open()
    for (let i = 1; i <= 2; i++) await storage.models.add(model('m', i))
    await storage.aliases.move({ ...champion, to: 1 })
    const real = Store.prototype.get
    let asked = 0
    vi.spyOn(Store.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key: IDBValidKey) {
      const request = real.call(this, key)
      if (this.name === 'modelWeights' && ++asked === 2)
        request.addEventListener('success', () => void (request.result as { data: Float32Array }).data.fill(9))
      return request
    } as never)
    await expect(storage.aliases.move({ ...champion, to: 2 })).rejects.toMatchObject({ code: 'model-damaged' })
    vi.restoreAllMocks()
    expect((await storage.aliases.of('m')).now).toEqual({ champion: 1 })
  })

  test('a project whose newest save is damaged opens as the previous save, and can be saved', async () => {
    const storage = await open()
    const first = await storage.projects.put(project('p', 0, 'First'))
    await storage.projects.put({ ...first, content: { ...first.content, name: 'Second' } })
    await tamper('projects', (row: { value: { content: { name: string } } }) => {
      row.value.content.name = 'Secomd'
    })
    const found = await storage.projects.get('p')
    expect(found?.content.name).toBe('First')
    expect((await storage.projects.list()).map(({ content }) => content.name)).toEqual(['First'])
    expect((await storage.projects.put(found as never)).revision).toBe(3)
  })

  test('a project damaged in both saves is refused and does not hide the others', async () => {
    const storage = await open()
    await storage.projects.put(project('p'))
    await storage.projects.put(project('q'))
    await tamper(
      'projects',
      (row: { sum: string }) => {
        row.sum = '0'
      },
      'p',
    )
    await expect(storage.projects.get('p')).rejects.toMatchObject({ code: 'project-damaged' })
    expect((await storage.projects.list()).map(({ id }) => id)).toEqual(['q'])
  })

  test('a row that never responds does not block: the previous save or generation is used', async () => {
    const storage = await open(100)
    await storage.runs.putCheckpoint(checkpoint('r', 1))
    await storage.runs.putCheckpoint(checkpoint('r', 2))
    // Call 0 lists the generations, call 1 reads the newest checkpoint.
    strike(1, 'is silent')
    expect((await storage.runs.checkpoint('r'))?.step).toBe(1)
  })
})

test('a database deleted by the browser is opened again, and the current work is saved again', async () => {
  const reasons: string[] = []
  const storage = await openStorage({ onClosed: ({ code }) => reasons.push(code) })
  opened.push(storage)
  const kept = await storage.projects.put(project('p'))
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('closing', 'InvalidStateError')
  })
  vi.stubGlobal('indexedDB', new IDBFactory())
  expect((await storage.projects.put(kept)).revision).toBe(2)
  expect(transaction).toHaveBeenCalled()
  expect(await storage.projects.list()).toHaveLength(1)
})
