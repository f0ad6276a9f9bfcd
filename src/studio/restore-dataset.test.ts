import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open-storage'
import type { Storage } from '../storage/records'
import type { Returned } from './restore-dataset'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let storage: Storage
afterEach(() => scene?.close())

const lines = Array.from({ length: 80 }, (_, i) => {
  const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
  return `${day},${i % 7},${1 + (i % 3)},${i % 2 ? 'yes' : 'no'},x${i}`
})
const csv = (rows = lines, head = 'day,size,counts,bought,note') => `${head}\n${rows.join('\n')}\n`
const FILE = { path: 'shop.csv', text: csv() }
/** The user's corrections at import; with other options, the imported content would be different. */
const OPTIONS = { target: 'bought', columns: { size: { type: 'category' } } } as const

async function start(): Promise<void> {
  storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
}

/** A project on an edited custom dataset, with columns named in its plan and slices. */
async function shop(): Promise<string> {
  await start()
  const id = await scene.run<string>('data.bring', { files: [FILE], options: OPTIONS, card: { license: 'ours' } })
  await scene.run('dataset.edit', { step: { kind: 'rename', column: 'day', to: 'date' } })
  await scene.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  await scene.run('dataset.saveVersion', { name: 'without the first days' })
  await scene.run('dataset.edit', { step: { kind: 'drop', columns: ['note'] } })
  await scene.run('plan.set', {
    split: { kind: 'time', column: 'date', train: 0.6, validation: 0.2, test: 0.2 },
    balance: { weights: 'counts' },
    classWeights: 'balanced',
  })
  await scene.run('data.prepare', { column: 'counts', steps: [{ kind: 'minMax' }] })
  await scene.run('data.slice', { name: 'many', where: 'counts > 2' })
  await scene.run('project.save')
  return id
}

const data = () => scene.app().project.data
const plan = () => scene.app().project.plan
const back = (text = FILE.text, how: true | 'other' = true, options: object = OPTIONS) =>
  new Promise<Returned>((resolve, reject) => {
    const files = [{ path: 'shop.csv', text }]
    scene.run('data.bring', { files, options, back: how, onBack: resolve }).catch(reject)
  })
const code = (given: Promise<unknown>) => given.then(String, (error: { code?: string }) => error.code ?? String(error))

test('importing the files of a removed dataset restores its version, steps, slices, and plan', async () => {
  const id = await shop()
  const before = { data: data(), plan: plan(), set: await storage.sets.get(id), samples: scene.state().data.samples }
  expect(await code(back())).toBe('dataset-is-here')
  expect(await scene.run('data.lacks')).toBeNull()
  await scene.run('dataset.remove', { dataset: id, force: true })
  await scene.when((state) => !state.data.loaded)
  expect(await scene.run('data.lacks')).toMatchObject({ set: id, title: 'shop', read: OPTIONS })
  await scene.run('data.bringBack')
  expect(scene.app()).toMatchObject({ choosing: [], bringBack: { set: id, read: OPTIONS } })
  const returned = await back()
  expect(returned).toMatchObject({ id, message: { code: 'dataset-is-back', args: { edits: 3 } } })
  expect([data(), plan()]).toEqual([before.data, before.plan])
  expect(scene.state().data).toMatchObject({ loaded: true, samples: before.samples })
  const {
    revision: _r,
    createdAt: _c,
    updatedAt: _u,
    ...set
  } = (await storage.sets.get(id)) as object as typeof noDates
  expect(before.set).toMatchObject(set)
  expect(set).toMatchObject({ slices: [{ name: 'many' }], versions: [{ name: 'without the first days' }] })
  expect(await storage.settings.get('gone-sets')).toEqual({})
  await scene.run('dataset.undo', { to: 0 })
  expect(plan().split.column).toBe('day')
})
const noDates = { revision: 0, createdAt: '', updatedAt: '' }

test('a project file describes its dataset, so importing the files elsewhere restores that version', async () => {
  const id = await shop()
  const before = { version: data().version, schema: data().schema, plan: plan() }
  const bytes = await scene.run<Uint8Array>('project.export')
  await scene.close()
  await start()
  await scene.run('project.import', { bytes })
  await scene.when((state) => !state.data.loaded)
  // Exporting again still includes the description.
  expect(await scene.run('project.export')).toEqual(bytes)
  expect(await back()).toMatchObject({ id, message: { code: 'dataset-is-back', args: { edits: 3 } } })
  expect(data()).toEqual({ dataset: id, version: before.version, schema: before.schema })
  expect(plan()).toEqual(before.plan)
  expect((await storage.sets.get(id))?.slices).toMatchObject([{ name: 'many' }])
})

test('other content is refused with both hashes; used anyway, it keeps the settings its columns allow', async () => {
  const id = await shop()
  const before = { data: data(), plan: plan() }
  await scene.run('dataset.remove', { dataset: id, force: true })
  const other = csv(
    lines.map((line) => line.slice(11)),
    'size,counts,bought,note',
  )
  const options = { target: 'bought' }
  expect(await code(back(other, true, options))).toBe('dataset-other-content')
  expect([data(), plan()]).toEqual([before.data, before.plan])
  expect((await storage.sets.list()).sets).toEqual([])
  const returned = await back(other, 'other', options)
  expect(returned.message).toMatchObject({ code: 'dataset-back-as-other', args: { reset: ['date'] } })
  expect(returned.id).not.toBe(id)
  expect(plan()).toMatchObject({
    split: { kind: 'random', train: 0.6 },
    balance: { weights: 'counts' },
    classWeights: 'balanced',
    prepare: { counts: [{ kind: 'minMax' }] },
  })
  expect((await storage.sets.get(returned.id))?.slices).toMatchObject([{ name: 'many' }])
  // After the save, nothing refers to the removed dataset anymore.
  await scene.run('project.save')
  await scene.run('dataset.remove', { dataset: returned.id, force: true })
  expect(Object.keys((await storage.settings.get('gone-sets')) as object)).toEqual([returned.id])
})

test('if only the version is known, unedited files can restore it', async () => {
  await start()
  const id = await scene.run<string>('data.bring', { files: [FILE] })
  await scene.run('project.save')
  await scene.run('dataset.remove', { dataset: id, force: true })
  await storage.settings.put('gone-sets', {})
  expect(await back(FILE.text, true, {})).toMatchObject({
    id,
    message: { code: 'dataset-is-back', args: { edits: 0 } },
  })
})

test('a dataset derived from a built-in one is restored from its steps, without files', async () => {
  await start()
  await scene.run('data.use', { dataset: 'spirals' })
  await scene.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  await scene.run('project.save')
  const { dataset, version } = data()
  await scene.run('dataset.remove', { dataset, force: true })
  await scene.when((state) => !state.data.loaded)
  await scene.run('data.bringBack')
  expect(data()).toMatchObject({ dataset, version })
  expect(scene.state().data.loaded).toBe(true)
})

test('rows appended from other files are missing after a restore, and can be appended again', async () => {
  await start()
  const id = await scene.run<string>('data.bring', { files: [FILE], options: OPTIONS })
  await scene.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  const more = { path: 'more.csv', text: csv(lines.slice(0, 10)) }
  await scene.run('data.bring', { files: [more], options: OPTIONS, into: id })
  await scene.run('plan.set', { split: { kind: 'time', column: 'day', train: 0.6, validation: 0.2, test: 0.2 } })
  await scene.run('project.save')
  const before = { version: data().version, plan: plan() }
  await scene.run('dataset.remove', { dataset: id, force: true })
  expect(await back()).toMatchObject({ id, message: { code: 'dataset-back-unedited', args: { edits: 1, reset: [] } } })
  expect(plan()).toEqual(before.plan)
  expect(data().version).not.toBe(before.version)
  await scene.run('data.bring', { files: [more], options: OPTIONS, into: id })
  expect(data().version).toBe(before.version)
})
