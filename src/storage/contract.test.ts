import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { openMemoryEngine, openStorage, storageOn } from './open-storage'
import type { Storage } from './records'
import { checkpoint, model, project, run } from './samples.test-help'

provideIndexedDB()

/** Every engine, each opened with an empty database. */
const engines: readonly (readonly [string, () => Promise<Storage>])[] = [
  [
    'IndexedDB',
    async () => {
      vi.stubGlobal('indexedDB', new IDBFactory())
      const storage = await openStorage()
      expect(storage.lasting).toBe(true)
      return storage
    },
  ],
  ['memory', async () => storageOn(openMemoryEngine(), () => new Date(), { lasting: false })],
]

afterEach(() => {
  vi.unstubAllGlobals()
})

describe.each(engines)('the storage contract on %s', (_, open) => {
  test('a project round-trips with the next revision', async () => {
    const storage = await open()
    const kept = await storage.projects.put(project('p'))
    expect(kept.revision).toBe(1)
    expect(await storage.projects.get('p')).toEqual(kept)
    expect(await storage.projects.get('q')).toBeUndefined()
  })

  test('a save that read an older revision is refused and changes nothing', async () => {
    const storage = await open()
    const first = await storage.projects.put(project('p'))
    const second = await storage.projects.put({ ...first, drawingVersion: 9 })
    await expect(storage.projects.put({ ...first, drawingVersion: 5 })).rejects.toMatchObject({
      code: 'project-conflict',
    })
    expect(await storage.projects.get('p')).toEqual(second)
  })

  test('of two simultaneous saves from one revision, one succeeds and the other is refused', async () => {
    const storage = await open()
    const first = await storage.projects.put(project('p'))
    const both = await Promise.allSettled([
      storage.projects.put({ ...first, drawingVersion: 4 }),
      storage.projects.put({ ...first, drawingVersion: 5 }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await storage.projects.get('p'))?.revision).toBe(2)
  })

  test('a missing project is saved again', async () => {
    const storage = await open()
    const first = await storage.projects.put(project('p'))
    await storage.projects.remove('p')
    expect(await storage.projects.get('p')).toBeUndefined()
    expect((await storage.projects.put(first)).revision).toBe(2)
  })

  test('projects are listed newest first; removing one removes its runs and checkpoints, but no others', async () => {
    const storage = await open()
    await storage.projects.put(project('old', 0))
    await storage.projects.put(project('new', 3))
    expect((await storage.projects.list()).map(({ id }) => id)).toEqual(['new', 'old'])
    await storage.runs.put(run('r1', 'old'))
    await storage.runs.put(run('r2', 'new'))
    await storage.runs.putCheckpoint(checkpoint('r1', 1))
    await storage.runs.putCheckpoint(checkpoint('r2', 1))
    await storage.projects.remove('old')
    expect((await storage.projects.list()).map(({ id }) => id)).toEqual(['new'])
    expect(await storage.runs.list('old')).toEqual([])
    expect(await storage.runs.checkpoint('r1')).toBeUndefined()
    expect(await storage.runs.list('new')).toHaveLength(1)
    expect(await storage.runs.checkpoint('r2')).toEqual(checkpoint('r2', 1))
  })

  test('runs are listed by project, newest first, and replaced by id', async () => {
    const storage = await open()
    await storage.runs.put(run('a', 'p', '2025-01-01T00:00:00.000Z'))
    await storage.runs.put(run('b', 'p', '2025-01-03T00:00:00.000Z'))
    await storage.runs.put(run('c', 'q', '2025-01-02T00:00:00.000Z'))
    await storage.runs.put({ ...run('a', 'p'), name: 'renamed' })
    expect((await storage.runs.list('p')).map(({ name }) => name)).toEqual(['b', 'renamed'])
    await storage.runs.remove('b')
    expect((await storage.runs.list('p')).map(({ id }) => id)).toEqual(['a'])
  })

  test('the newest checkpoint round-trips bit for bit, also when its arrays were views of a larger buffer', async () => {
    const storage = await open()
    for (let step = 1; step <= 5; step++) await storage.runs.putCheckpoint(checkpoint('r', step))
    const large = new Float32Array(1000).fill(7)
    const window = large.subarray(2, 6)
    window.set(checkpoint('r', 6).weights.data)
    await storage.runs.putCheckpoint({
      ...checkpoint('r', 6),
      weights: { ...checkpoint('r', 6).weights, data: window },
    })
    const found = await storage.runs.checkpoint('r')
    expect(found).toEqual(checkpoint('r', 6))
    expect(Object.is(found?.state?.average?.[0], -0)).toBe(true)
    expect(found?.weights.data.buffer.byteLength).toBe(16)
    expect(Object.is(found?.weights.data[1], -0)).toBe(true)
  })

  test('keeps the last two checkpoints, the best so far, and every milestone', async () => {
    const storage = await open()
    const steps = async () => (await storage.runs.checkpoints('r')).map(({ step, keep }) => `${step} ${keep ?? ''}`)
    await storage.runs.putCheckpoint(checkpoint('r', 1))
    await storage.runs.putCheckpoint(checkpoint('r', 2, 'best'))
    await storage.runs.putCheckpoint(checkpoint('r', 3, 'milestone'))
    await storage.runs.putCheckpoint(checkpoint('r', 4))
    await storage.runs.putCheckpoint(checkpoint('other', 9, 'best'))
    await storage.runs.putCheckpoint(checkpoint('r', 5))
    expect(await steps()).toEqual(['2 best', '3 milestone', '4 ', '5 '])
    // If checkpoint 6 is damaged, the run resumes from 5, whose best checkpoint is 2.
    await storage.runs.putCheckpoint(checkpoint('r', 6, 'best'))
    expect(await steps()).toEqual(['2 best', '3 milestone', '5 ', '6 best'])
    await storage.runs.putCheckpoint(checkpoint('r', 7))
    expect(await steps()).toEqual(['3 milestone', '6 best', '7 '])
    expect(await storage.runs.checkpoint('r', 3)).toEqual(checkpoint('r', 3, 'milestone'))
    await storage.runs.removeCheckpoint('r', 3)
    expect(await storage.runs.checkpoint('r', 3)).toBeUndefined()
    await expect(storage.runs.removeCheckpoint('r', 7)).rejects.toMatchObject({ code: 'checkpoint-newest' })
    expect(await steps()).toEqual(['6 best', '7 '])
    await storage.runs.remove('r')
    expect(await steps()).toEqual([])
    expect(await storage.runs.checkpoints('other')).toHaveLength(1)
  })

  test('the moments of a run are stored next to its checkpoints, and removed with it', async () => {
    const storage = await open()
    const moments = {
      ...checkpoint('r', 9),
      moments: [
        { step: 0, epoch: 0 },
        { step: 9, epoch: 1 },
      ],
    }
    await storage.runs.put(run('r', 'p'))
    await storage.runs.putMoments(moments)
    for (let step = 1; step < 4; step++) await storage.runs.putCheckpoint(checkpoint('r', step))
    expect(await storage.runs.moments('r')).toEqual(moments)
    expect((await storage.runs.checkpoints('r')).map(({ generation }) => generation)).toEqual([2, 3])
    expect((await storage.runs.checkpoint('r'))?.step).toBe(3)
    await storage.runs.remove('r')
    expect(await storage.runs.moments('r')).toBeUndefined()
  })

  test('a checkpoint is listed with its step, losses, and size', async () => {
    const storage = await open()
    await storage.runs.putCheckpoint(checkpoint('r', 4, 'best'))
    expect(await storage.runs.checkpoints('r')).toEqual([
      {
        run: 'r',
        generation: 1,
        step: 4,
        epoch: 1,
        savedAt: '2025-01-01T00:00:01.000Z',
        keep: 'best',
        loss: 0.25,
        validationLoss: 0.5,
        bytes: 4 * (4 + 8 + 2),
        exact: true,
      },
    ])
  })

  test('stored values are copies: changing the original later has no effect', async () => {
    const storage = await open()
    const given = checkpoint('r', 1)
    await storage.runs.putCheckpoint(given)
    given.weights.data[0] = 99
    expect((await storage.runs.checkpoint('r'))?.weights.data[0]).toBe(1)
  })

  test('models count versions by name; a removed version number is never reused', async () => {
    const storage = await open()
    expect((await storage.models.add(model('a'))).version).toBe(1)
    expect((await storage.models.add(model('a', 2))).version).toBe(2)
    expect((await storage.models.add(model('b'))).version).toBe(1)
    await storage.models.remove('a', 2)
    expect((await storage.models.get('a'))?.version).toBe(1)
    expect((await storage.models.add(model('a', 3))).version).toBe(3)
    expect((await storage.models.get('a', 3))?.weights.data[0]).toBe(3)
    expect(await storage.models.get('a', 2)).toBeUndefined()
    expect((await storage.models.list()).map((row) => `${row.name} ${row.version}`)).toEqual(['a 1', 'a 3', 'b 1'])
    await storage.models.remove('a')
    expect((await storage.models.list()).map(({ name }) => name)).toEqual(['b'])
    expect(await storage.models.get('a')).toBeUndefined()
  })

  const champion = { model: 'a', alias: 'champion', by: 'me', why: 'better' } as const

  test('every move of an alias is recorded with its author, reason, and resulting aliases', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('a', i))
    expect(await storage.aliases.of('a')).toEqual({ model: 'a', now: {}, moves: [], damaged: [] })
    await storage.aliases.move({ ...champion, to: 1 })
    await storage.aliases.move({ ...champion, alias: 'shadow', to: 3 })
    const moved = await storage.aliases.move({ ...champion, to: 2, from: 1 })
    expect(moved).toMatchObject({ number: 3, from: 1, to: 2, by: 'me', why: 'better', kind: 'move' })
    const line = await storage.aliases.of('a')
    expect(line.now).toEqual({ champion: 2, shadow: 3 })
    expect(line.moves.map(({ number, from, to }) => [number, from, to])).toEqual([
      [1, undefined, 1],
      [2, undefined, 3],
      [3, 1, 2],
    ])
    await storage.aliases.move({ model: 'a', alias: 'shadow', by: 'me', why: '' })
    expect((await storage.aliases.of('a')).now).toEqual({ champion: 2 })
    expect((await storage.aliases.list()).map((one) => one.model)).toEqual(['a'])
  })

  test('an alias cannot point to a missing version, and cannot be moved after another tab moved it', async () => {
    const storage = await open()
    await storage.models.add(model('a'))
    await storage.aliases.move({ ...champion, to: 1 })
    await expect(storage.aliases.move({ ...champion, to: 2 })).rejects.toMatchObject({ code: 'no-model' })
    await storage.models.add(model('a'))
    await expect(storage.aliases.move({ ...champion, to: 2, from: null })).rejects.toMatchObject({
      code: 'alias-moved',
    })
    expect((await storage.aliases.of('a')).now).toEqual({ champion: 1 })
  })

  test('of two simultaneous moves from one version, one succeeds and the other is refused', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('a', i))
    await storage.aliases.move({ ...champion, to: 1 })
    const both = await Promise.allSettled([2, 3].map((to) => storage.aliases.move({ ...champion, to, from: 1 })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await storage.aliases.of('a')).moves).toHaveLength(2)
  })

  test('a rollback is a new move; repeated ones go further back; a move after them starts a new history', async () => {
    const storage = await open()
    for (let i = 1; i <= 4; i++) await storage.models.add(model('a', i))
    for (const to of [1, 2, 3]) await storage.aliases.move({ ...champion, to })
    const { to: _to, ...rollback } = { ...champion, to: 0 }
    const championVersion = async () => (await storage.aliases.of('a')).now.champion
    expect(await storage.aliases.rollback(rollback)).toMatchObject({ number: 4, from: 3, to: 2, kind: 'rollback' })
    await storage.aliases.rollback(rollback)
    expect(await championVersion()).toBe(1)
    await storage.aliases.move({ ...champion, to: 4 })
    await storage.aliases.rollback(rollback)
    expect(await championVersion()).toBe(1)
    await storage.models.remove('a', 3)
    await storage.aliases.rollback(rollback)
    expect(await championVersion()).toBeUndefined()
    await expect(storage.aliases.rollback(rollback)).rejects.toMatchObject({ code: 'alias-no-way-back' })
  })

  test('no rollback goes past a start', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('a', i))
    const { to: _to, ...rollback } = { ...champion, to: 0 }
    await storage.aliases.move({ ...champion, to: 1 })
    await storage.aliases.move({ ...champion, to: 2 })
    const began = await storage.aliases.start({ ...champion, to: 1 })
    expect(began).toMatchObject({ number: 3, to: 1, kind: 'start', now: { champion: 1 } })
    expect(began).not.toHaveProperty('from')
    await expect(storage.aliases.rollback(rollback)).rejects.toMatchObject({ code: 'alias-no-way-back' })
    await storage.aliases.move({ ...champion, to: 3 })
    expect((await storage.aliases.rollback(rollback)).to).toBe(1)
  })

  test('a rollback skips a deleted version', async () => {
    const storage = await open()
    for (let i = 1; i <= 3; i++) await storage.models.add(model('a', i))
    for (const to of [1, 2, 3]) await storage.aliases.move({ ...champion, to })
    await storage.models.remove('a', 2)
    expect((await storage.aliases.rollback(champion)).to).toBe(1)
  })

  test('a version with an alias cannot be removed, nor its model; removing a model removes its moves', async () => {
    const storage = await open()
    for (let i = 1; i <= 2; i++) await storage.models.add(model('a', i))
    await storage.aliases.move({ ...champion, to: 1 })
    await expect(storage.models.remove('a', 1)).rejects.toMatchObject({
      reason: { code: 'model-flagged', args: { name: 'a', version: 1, flags: ['champion'] } },
    })
    await expect(storage.models.remove('a')).rejects.toMatchObject({ code: 'model-flagged' })
    await storage.models.remove('a', 2)
    await storage.aliases.move({ model: 'a', alias: 'champion', by: 'me', why: '' })
    await storage.models.remove('a')
    expect(await storage.aliases.list()).toEqual([])
  })

  test('versions of a name are ordered as numbers', async () => {
    const storage = await open()
    for (let version = 1; version <= 11; version++) await storage.models.add(model('a', version))
    expect((await storage.models.get('a'))?.weights.data[0]).toBe(11)
  })

  test('two models saved simultaneously under one name get two versions', async () => {
    const storage = await open()
    const rows = await Promise.all([storage.models.add(model('a')), storage.models.add(model('a'))])
    expect(rows.map(({ version }) => version).sort()).toEqual([1, 2])
  })

  test('versions count by project, newest first; a removed number is never reused', async () => {
    const storage = await open()
    const { content } = project('p')
    const kept = await storage.versions.add({ project: 'p', name: 'Before the pools', content })
    expect(kept).toMatchObject({ project: 'p', number: 1, name: 'Before the pools', content })
    expect(await storage.versions.get('p', 1)).toEqual(kept)
    expect((await storage.versions.add({ project: 'p', content })).name).toBe('Version 2')
    expect((await storage.versions.add({ project: 'q', content })).number).toBe(1)
    await storage.versions.remove('p', 2)
    expect(await storage.versions.get('p', 2)).toBeUndefined()
    expect((await storage.versions.add({ project: 'p', content })).number).toBe(3)
    for (let number = 4; number <= 11; number++) await storage.versions.add({ project: 'p', content })
    const { versions, damaged } = await storage.versions.list('p')
    expect(versions.map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 1])
    expect(damaged).toEqual([])
  })

  test('a version can be renamed and keeps its content; a missing one is refused', async () => {
    const storage = await open()
    const kept = await storage.versions.add({ project: 'p', content: project('p').content })
    await storage.versions.rename('p', 1, 'Wide')
    expect(await storage.versions.get('p', 1)).toEqual({ ...kept, name: 'Wide' })
    await expect(storage.versions.rename('p', 2, 'Deep')).rejects.toMatchObject({ code: 'no-version' })
  })

  test('two versions saved simultaneously get two numbers; removing a project removes only its versions', async () => {
    const storage = await open()
    const { content } = await storage.projects.put(project('p'))
    const both = await Promise.all([1, 2].map(() => storage.versions.add({ project: 'p', content })))
    expect(both.map(({ number }) => number).sort()).toEqual([1, 2])
    await storage.versions.add({ project: 'q', content })
    await storage.projects.remove('p')
    expect((await storage.versions.list('p')).versions).toEqual([])
    expect((await storage.versions.list('q')).versions).toHaveLength(1)
  })

  test('a name like that of a prototype property works', async () => {
    const storage = await open()
    for (const name of ['__proto__', 'constructor', '<b>', 'a:b', '']) await storage.models.add(model(name))
    expect((await storage.models.get('__proto__'))?.name).toBe('__proto__')
    expect(await storage.models.list()).toHaveLength(5)
  })

  test('chunks and settings round-trip; unknown ones are undefined', async () => {
    const storage = await open()
    const bytes = new Uint8Array(100).subarray(10, 13).fill(4) as Uint8Array<ArrayBuffer>
    await storage.chunks.put('h1', bytes)
    await storage.chunks.put('h2', Uint8Array.of(9))
    expect(await storage.chunks.get('h1')).toEqual(Uint8Array.of(4, 4, 4))
    expect(await storage.chunks.has(['h2', 'h3', 'h1'])).toEqual([true, false, true])
    await storage.chunks.remove(['h1', 'h3'])
    expect(await storage.chunks.get('h1')).toBeUndefined()
    await storage.settings.put('theme', { dark: true })
    await storage.settings.put('none', undefined)
    expect(await storage.settings.get('theme')).toEqual({ dark: true })
    expect(await storage.settings.get('none')).toBeUndefined()
  })

  test('usage grows with saved data and shrinks when it is removed', async () => {
    const storage = await open()
    const before = (await storage.estimate()).usage
    await storage.chunks.put('h', new Uint8Array(50_000))
    const with50 = (await storage.estimate()).usage
    expect(with50 - before).toBe(50_000)
    await storage.chunks.remove(['h'])
    expect((await storage.estimate()).usage).toBe(before)
  })
})
