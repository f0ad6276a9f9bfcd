import { afterEach, expect, test, vi } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { suggestedTitle } from './import-dataset'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom?.close())

const rows = Array.from({ length: 90 }, (_, i) => `${i % 3 ? i : -i},${i % 2 ? 'odd' : 'even'}`)
const table = { path: 'my_numbers.csv', text: `size,kind\n${rows.join('\n')}\n` }

test('a file becomes the dataset in use, named after the file', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const id = await netloom.run<string>('data.bring', { files: [table], card: { license: 'CC0' } })
  expect(netloom.state().data).toMatchObject({ dataset: id, loaded: true, classes: ['even', 'odd'] })
  expect(await storage.sets.get(id)).toMatchObject({ title: 'my numbers', card: { licence: 'CC0' } })
  expect(netloom.state().bringing).toBeNull()
})

test('the dataset record stores the number and date format of its files', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const text = `height;day;kind\n${Array.from({ length: 40 }, (_, i) => `${i},5;${1 + (i % 28)}.6.2022;${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
  const id = await netloom.run<string>('data.bring', { files: [{ path: 'german.csv', text }] })
  expect((await storage.sets.get(id))?.read).toEqual({ decimal: ',', columns: { day: { order: 'dmy' } } })
})

test('a dataset gets a new project with a fitting network, and the previous project is unchanged', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('digits-cnn', Promise.resolve(storage))
  await netloom.run('project.save')
  const before = netloom.state().project.id
  const kept = await storage.projects.get(before)
  const id = await netloom.run<string>('data.bring', { files: [table], project: 'new' })
  expect(netloom.state().data).toMatchObject({ dataset: id, loaded: true })
  expect(netloom.state().project).toMatchObject({ name: 'my numbers' })
  expect(netloom.state().project.id).not.toBe(before)
  expect(netloom.state().check.ok).toBe(true)
  expect((await storage.projects.get(before))?.content).toEqual(kept?.content)
  await netloom.run('project.open', { id: before })
  await netloom.run('data.use', { dataset: id })
  expect(netloom.state().check.ok).toBe(false)
  await netloom.run('data.draw')
  expect(netloom.state().check.ok).toBe(true)
  expect(await netloom.refused('project.forSet', { dataset: 'nothing' })).toBe('unknown-dataset')
})

test('a text column of single words is read by character, in a new and in the open project; longer texts by word', async () => {
  netloom = await openTestStudio('blank')
  const lines = Array.from(
    { length: 60 },
    (_, i) => `Anna${String.fromCharCode(97 + (i % 26))}${i},I like ${i} cats,${i % 2}`,
  )
  const names = { path: 'names.csv', text: `name,note,girl\n${lines.join('\n')}\n` }
  for (const project of ['new', 'open'] as const) {
    await netloom.run('data.bring', { files: [names], options: { target: 'girl' }, project })
    expect(netloom.app().project.plan.prepare).toEqual({
      name: [{ kind: 'characters', most: 60, length: 7, pad: 'left' }],
    })
  }
})

test('datasets with the same title are numbered, and so are new projects', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const titles = async () => (await storage.sets.list()).sets.map(({ title }) => title).sort()
  await netloom.run('data.bring', { files: [table] })
  await netloom.run('data.bring', { files: [table], title: 'my numbers' })
  await netloom.run('data.bring', { files: [table] })
  expect(await titles()).toEqual(['my numbers', 'my numbers 2', 'my numbers 3'])
  await netloom.run('project.rename', { name: 'Own' })
  await netloom.run('project.save')
  await netloom.run('data.bring', { files: [table], title: 'Own', project: 'new' })
  expect(netloom.state().project.name).toBe('Own 2')
})

test('unreadable files are refused, and nothing is stored', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const before = netloom.state().data
  expect(await netloom.refused('data.bring', { files: [] })).toBe('ingest-nothing')
  expect(await netloom.refused('data.bring', { files: [{ path: 'a.csv' }] })).toBe('ingest-no-content')
  expect(await netloom.refused('data.bring', { files: [{ path: 'a.csv', bytes: [] }] })).toBe('ingest-empty')
  const opened = vi.spyOn(netloom.studio, 'openIngest')
  const empty = Array.from({ length: 65_000 }, (_, i) => ({ path: `t/${i}.txt`, text: '' }))
  expect([await netloom.refused('data.bring', { files: empty }), opened.mock.calls.length]).toEqual(['ingest-empty', 0])
  expect(await netloom.refused('data.bring', { files: [{ path: 'a.csv', text: 'a,b\n1,2\n' }] })).toBe(
    'ingest-too-few-rows',
  )
  expect(await storage.sets.list()).toEqual({ sets: [], damaged: [] })
  expect(netloom.state().data).toEqual(before)
})

test('a canceled import is refused as canceled, stores nothing, and the next one works', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const given = netloom.refused('data.bring', {
    files: [{ path: 'a.csv', text: `a,b\n${'1,2\n3,4\n'.repeat(200_000)}` }],
  })
  await netloom.when((state) => state.bringing !== null)
  expect(await netloom.refused('data.bring', { files: [table] })).toBe('ingest-busy')
  await netloom.run('data.stopBringing')
  expect(await given).toBe('ingest-cancelled')
  expect((await storage.sets.list()).sets).toEqual([])
  await netloom.run('data.bring', { files: [table], title: 'Mine' })
  expect((await storage.sets.list()).sets.map(({ title }) => title)).toEqual(['Mine'])
})

test('a preview describes the files and changes nothing', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const look = await netloom.run<{ about: string; columns: { name: string }[] }>('data.peek', { files: [table] })
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
