import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import type { Returned } from './restore-dataset'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
let storage: Storage
afterEach(() => netloom?.close())

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
  netloom = await openTestStudio('blank', Promise.resolve(storage))
}

/** A project on an edited custom dataset, with columns named in its plan and slices. */
async function shop(): Promise<string> {
  await start()
  const id = await netloom.run<string>('data.bring', { files: [FILE], options: OPTIONS, card: { license: 'ours' } })
  await netloom.run('dataset.edit', { step: { kind: 'rename', column: 'day', to: 'date' } })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  await netloom.run('dataset.saveVersion', { name: 'without the first days' })
  await netloom.run('dataset.edit', { step: { kind: 'drop', columns: ['note'] } })
  await netloom.run('plan.set', {
    split: { kind: 'time', column: 'date', train: 0.6, validation: 0.2, test: 0.2 },
    balance: { weights: 'counts' },
    classWeights: 'balanced',
  })
  await netloom.run('data.prepare', { column: 'counts', steps: [{ kind: 'minMax' }] })
  await netloom.run('data.slice', { name: 'many', where: 'counts > 2' })
  await netloom.run('project.save')
  return id
}

const data = () => netloom.app().project.data
const plan = () => netloom.app().project.plan
const back = (text = FILE.text, how: true | 'other' = true, options: object = OPTIONS) =>
  new Promise<Returned>((resolve, reject) => {
    const files = [{ path: 'shop.csv', text }]
    netloom.run('data.bring', { files, options, back: how, onBack: resolve }).catch(reject)
  })
const code = (given: Promise<unknown>) => given.then(String, (error: { code?: string }) => error.code ?? String(error))

test('importing the files of a removed dataset restores its version, steps, slices, and plan', async () => {
  const id = await shop()
  const before = { data: data(), plan: plan(), set: await storage.sets.get(id), samples: netloom.state().data.samples }
  expect(await code(back())).toBe('dataset-is-here')
  expect(await netloom.run('data.lacks')).toBeNull()
  await netloom.run('dataset.remove', { dataset: id, force: true })
  await netloom.when((state) => !state.data.loaded)
  expect(await netloom.run('data.lacks')).toMatchObject({ set: id, title: 'shop', read: OPTIONS })
  await netloom.run('data.bringBack')
  expect(netloom.app()).toMatchObject({ choosing: [], bringBack: { set: id, read: OPTIONS } })
  const returned = await back()
  expect(returned).toMatchObject({ id, message: { code: 'dataset-is-back', args: { edits: 3 } } })
  expect([data(), plan()]).toEqual([before.data, before.plan])
  expect(netloom.state().data).toMatchObject({ loaded: true, samples: before.samples })
  const {
    revision: _r,
    createdAt: _c,
    updatedAt: _u,
    ...set
  } = (await storage.sets.get(id)) as object as typeof noDates
  expect(before.set).toMatchObject(set)
  expect(set).toMatchObject({ slices: [{ name: 'many' }], versions: [{ name: 'without the first days' }] })
  expect(await storage.settings.get('gone-sets')).toEqual({})
  await netloom.run('dataset.undo', { to: 0 })
  expect(plan().split.column).toBe('day')
})
const noDates = { revision: 0, createdAt: '', updatedAt: '' }

test('a project file describes its dataset, so importing the files elsewhere restores that version', async () => {
  const id = await shop()
  const before = { version: data().version, schema: data().schema, plan: plan() }
  const bytes = await netloom.run<Uint8Array>('project.export')
  await netloom.close()
  await start()
  await netloom.run('project.import', { bytes })
  await netloom.when((state) => !state.data.loaded)
  // Exporting again still includes the description.
  expect(await netloom.run('project.export')).toEqual(bytes)
  expect(await back()).toMatchObject({ id, message: { code: 'dataset-is-back', args: { edits: 3 } } })
  expect(data()).toEqual({ dataset: id, version: before.version, schema: before.schema })
  expect(plan()).toEqual(before.plan)
  expect((await storage.sets.get(id))?.slices).toMatchObject([{ name: 'many' }])
})

test('other content is refused with both hashes; used anyway, it keeps the settings its columns allow', async () => {
  const id = await shop()
  const before = { data: data(), plan: plan() }
  await netloom.run('dataset.remove', { dataset: id, force: true })
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
  await netloom.run('project.save')
  await netloom.run('dataset.remove', { dataset: returned.id, force: true })
  expect(Object.keys((await storage.settings.get('gone-sets')) as object)).toEqual([returned.id])
})

test('if only the version is known, unedited files can restore it', async () => {
  await start()
  const id = await netloom.run<string>('data.bring', { files: [FILE] })
  await netloom.run('project.save')
  await netloom.run('dataset.remove', { dataset: id, force: true })
  await storage.settings.put('gone-sets', {})
  expect(await back(FILE.text, true, {})).toMatchObject({
    id,
    message: { code: 'dataset-is-back', args: { edits: 0 } },
  })
})

test('a dataset derived from a built-in one is restored from its steps, without files', async () => {
  await start()
  await netloom.run('data.use', { dataset: 'spirals' })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  await netloom.run('project.save')
  const { dataset, version } = data()
  await netloom.run('dataset.remove', { dataset, force: true })
  await netloom.when((state) => !state.data.loaded)
  await netloom.run('data.bringBack')
  expect(data()).toMatchObject({ dataset, version })
  expect(netloom.state().data.loaded).toBe(true)
})

test('rows appended from other files are missing after a restore, and can be appended again', async () => {
  await start()
  const id = await netloom.run<string>('data.bring', { files: [FILE], options: OPTIONS })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 4]] } })
  const more = { path: 'more.csv', text: csv(lines.slice(0, 10)) }
  await netloom.run('data.bring', { files: [more], options: OPTIONS, into: id })
  await netloom.run('plan.set', { split: { kind: 'time', column: 'day', train: 0.6, validation: 0.2, test: 0.2 } })
  await netloom.run('project.save')
  const before = { version: data().version, plan: plan() }
  await netloom.run('dataset.remove', { dataset: id, force: true })
  expect(await back()).toMatchObject({ id, message: { code: 'dataset-back-unedited', args: { edits: 1, reset: [] } } })
  expect(plan()).toEqual(before.plan)
  expect(data().version).not.toBe(before.version)
  await netloom.run('data.bring', { files: [more], options: OPTIONS, into: id })
  expect(data().version).toBe(before.version)
})
