import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open-storage'
import { suggestedTitle } from './dataset-title'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
afterEach(() => scene?.close())

const rows = Array.from({ length: 90 }, (_, i) => `${i % 3 ? i : -i},${i % 2 ? 'odd' : 'even'}`)
const table = { path: 'my_numbers.csv', text: `size,kind\n${rows.join('\n')}\n` }

test('a file becomes the dataset in use, named after the file', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const id = await scene.run<string>('data.bring', { files: [table], card: { license: 'CC0' } })
  expect(scene.state().data).toMatchObject({ dataset: id, loaded: true, classes: ['even', 'odd'] })
  expect(await storage.sets.get(id)).toMatchObject({ title: 'my numbers', card: { licence: 'CC0' } })
  expect(scene.state().bringing).toBeNull()
})

test('the dataset record stores the number and date format of its files', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const text = `height;day;kind\n${Array.from({ length: 40 }, (_, i) => `${i},5;${1 + (i % 28)}.6.2022;${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
  const id = await scene.run<string>('data.bring', { files: [{ path: 'german.csv', text }] })
  expect((await storage.sets.get(id))?.read).toEqual({ decimal: ',', columns: { day: { order: 'dmy' } } })
})

test('a dataset gets a new project with a fitting network, and the previous project is unchanged', async () => {
  const storage = memoryStorage()
  scene = await openScene('digits-cnn', Promise.resolve(storage))
  await scene.run('project.save')
  const before = scene.state().project.id
  const kept = await storage.projects.get(before)
  const id = await scene.run<string>('data.bring', { files: [table], project: 'new' })
  expect(scene.state().data).toMatchObject({ dataset: id, loaded: true })
  expect(scene.state().project).toMatchObject({ name: 'my numbers' })
  expect(scene.state().project.id).not.toBe(before)
  expect(scene.state().check.ok).toBe(true)
  expect((await storage.projects.get(before))?.content).toEqual(kept?.content)
  await scene.run('project.open', { id: before })
  await scene.run('data.use', { dataset: id })
  expect(scene.state().check.ok).toBe(false)
  await scene.run('data.draw')
  expect(scene.state().check.ok).toBe(true)
  expect(await scene.refused('project.forSet', { dataset: 'nothing' })).toBe('unknown-dataset')
})

test('datasets with the same title are numbered, and so are new projects', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const titles = async () => (await storage.sets.list()).sets.map(({ title }) => title).sort()
  await scene.run('data.bring', { files: [table] })
  await scene.run('data.bring', { files: [table], title: 'my numbers' })
  await scene.run('data.bring', { files: [table] })
  expect(await titles()).toEqual(['my numbers', 'my numbers 2', 'my numbers 3'])
  await scene.run('project.rename', { name: 'Own' })
  await scene.run('project.save')
  await scene.run('data.bring', { files: [table], title: 'Own', project: 'new' })
  expect(scene.state().project.name).toBe('Own 2')
})

test('unreadable files are refused, and nothing is stored', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const before = scene.state().data
  expect(await scene.refused('data.bring', { files: [] })).toBe('ingest-nothing')
  expect(await scene.refused('data.bring', { files: [{ path: 'a.csv' }] })).toBe('ingest-no-content')
  expect(await scene.refused('data.bring', { files: [{ path: 'a.csv', bytes: [] }] })).toBe('ingest-empty')
  expect(await scene.refused('data.bring', { files: [{ path: 'a.csv', text: 'a,b\n1,2\n' }] })).toBe(
    'ingest-too-few-rows',
  )
  expect(await storage.sets.list()).toEqual({ sets: [], damaged: [] })
  expect(scene.state().data).toEqual(before)
})

test('a canceled import is refused as canceled, stores nothing, and the next one works', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const given = scene.refused('data.bring', {
    files: [{ path: 'a.csv', text: `a,b\n${'1,2\n3,4\n'.repeat(200_000)}` }],
  })
  await scene.when((state) => state.bringing !== null)
  expect(await scene.refused('data.bring', { files: [table] })).toBe('ingest-busy')
  await scene.run('data.stopBringing')
  expect(await given).toBe('ingest-cancelled')
  expect((await storage.sets.list()).sets).toEqual([])
  await scene.run('data.bring', { files: [table], title: 'Mine' })
  expect((await storage.sets.list()).sets.map(({ title }) => title)).toEqual(['Mine'])
})

test('a preview describes the files and changes nothing', async () => {
  scene = await openScene('blank', Promise.resolve(memoryStorage()))
  const look = await scene.run<{ about: string; columns: { name: string }[] }>('data.peek', { files: [table] })
  expect(look.about).toBe('CSV, separated by commas, UTF-8')
  expect(look.columns.map(({ name }) => name)).toEqual(['size', 'kind'])
})

test.each([
  [['some/where/my_data.csv'], 'my data'],
  [['cats and dogs/cats/1.png', 'cats and dogs/dogs/1.png'], 'cats and dogs'],
  [['.csv'], '.csv'],
])('%j is called %s', (paths, title) => {
  expect(suggestedTitle(paths.map((path) => ({ path })))).toBe(title)
})
