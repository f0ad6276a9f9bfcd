import { unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { collectedClasses } from '../../data/collected-classes'
import { rowNumber } from '../../data/dataset'
import type { DataPreview } from '../../data/data-preview'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
let storage: Storage
let set: string
beforeEach(async () => {
  storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  set = await netloom.run('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
})
afterEach(() => netloom.close())

const picture = (value: number) => new Uint8Array(28 * 28).fill(value)
const sample = (label: string, value: number, from = 'camera') => ({
  image: picture(value),
  class: label,
  from,
  time: 1,
})
const add = (label: string, values: readonly number[], group?: string) =>
  netloom.run<string>('collect.add', {
    dataset: set,
    rows: values.map((value) => sample(label, value)),
    ...(group ? { group } : {}),
  })
const change = (args: object) => netloom.run<string>('collect.change', { dataset: set, ...args })

/** The first pixel of each stored sample, grouped by class; classes that are turned off are in parentheses. */
async function kept(): Promise<string> {
  await netloom.run('data.collect', { dataset: set })
  const { collecting } = netloom.app()
  if (!collecting || collecting === 'new') throw new Error('nothing is collected')
  const { dataset, off } = collecting
  const pixels = dataset.columns[0]
  const first = (row: number) => (pixels?.type === 'image' ? pixels.pixels[row * 784] : -1)
  return collectedClasses(dataset, off)
    .map(({ label, rows, isOff }) => `${isOff ? `(${label})` : label} ${rows.map(first).join(' ')}`.trim())
    .join(', ')
}
const rowsOnDisk = async () => (await storage.sets.get(set))?.schema.rows

test('a new dataset is empty, added samples are stored immediately, and an open project sees them', async () => {
  expect(await kept()).toBe('rock, paper')
  await add('rock', [1, 2])
  await add('paper', [3])
  await add('scissors', [4])
  expect(await kept()).toBe('rock 1 2, paper 3, scissors 4')
  expect(await rowsOnDisk()).toBe(4)
  await netloom.run('data.use', { dataset: set })
  expect(netloom.state().data).toMatchObject({ dataset: set, classes: ['rock', 'paper', 'scissors'] })
  await add('rock', [5])
  const pick = netloom.app().project.data
  expect(pick.schema?.rows).toBe(5)
})

test('a class can be turned off and on after other changes, and keeps its samples', async () => {
  await add('rock', [1, 2])
  await add('paper', [3])
  await change({ label: 'rock', off: true })
  expect([await kept(), await rowsOnDisk()]).toEqual(['(rock) 1 2, paper 3', 1])
  await add('paper', [4])
  await add('rock', [5])
  await change({ steps: [{ kind: 'exclude', rows: [[2, 2]] }] })
  await change({ label: 'rock', to: 'stone' })
  expect([await kept(), await rowsOnDisk()]).toEqual(['(stone) 1 2 5, paper 4', 1])
  await change({ label: 'stone', off: false })
  expect([await kept(), await rowsOnDisk()]).toEqual(['stone 1 2 5, paper 4', 4])
})

test('a removed class offers to undo that, until the next change', async () => {
  await add('paper', [2])
  await add('rock', [1])
  await add('rock', [3])
  const notices = () => netloom.app().notices.map(({ text, action }) => [text, action?.title])
  await change({ label: 'rock', remove: true })
  expect(notices()).toEqual([['The class "rock" was removed with its 2 examples.', 'Undo']])
  const action = netloom.app().notices[0]?.action
  if (!action) throw new Error('no action')
  await netloom.studio.runById(action.command, action.args)
  expect(await kept()).toBe('rock 1 3, paper 2')
  expect(notices()).toEqual([])
  await change({ label: 'scissors' })
  await change({ label: 'scissors', remove: true })
  expect(notices()).toEqual([['The class "scissors" was removed.', 'Undo']])
  await add('rock', [4])
  expect(notices()).toEqual([])
})

test('batches in one group are undone and redone together', async () => {
  await add('rock', [1])
  await add('paper', [2], 'a')
  await add('paper', [3, 4], 'a')
  await change({ undo: true })
  expect(await kept()).toBe('rock 1, paper')
  await change({ redo: true })
  expect(await kept()).toBe('rock 1, paper 2 3 4')
  await add('scissors', [5])
  for (let step = 0; step < 3; step++) await change({ undo: true })
  expect(await kept()).toBe('rock, paper')
  expect(await netloom.refused('collect.change', { dataset: set, undo: true })).toBe('dataset-nothing-undone')
})

test('undo and redo cover changes to samples and to classes, in the order they were made', async () => {
  await add('rock', [1])
  await add('paper', [2, 3], 'a')
  const states = [await kept()]
  const changes: readonly (readonly [() => Promise<string>, string])[] = [
    [() => change({ label: 'rock', off: true }), '(rock) 1, paper 2 3'],
    [() => add('paper', [4]), '(rock) 1, paper 2 3 4'],
    [() => change({ label: 'rock', to: 'stone' }), '(stone) 1, paper 2 3 4'],
    [() => change({ label: 'scissors' }), '(stone) 1, paper 2 3 4, scissors'],
    [() => add('scissors', [5]), '(stone) 1, paper 2 3 4, scissors 5'],
    [
      () => change({ steps: [{ kind: 'set', column: 'class', rows: [[1, 1]], value: 'scissors' }] }),
      '(stone) 1, paper 3 4, scissors 2 5',
    ],
    [() => change({ steps: [{ kind: 'exclude', rows: [[3, 3]] }] }), '(stone) 1, paper 3, scissors 2 5'],
    [() => change({ label: 'paper', off: true }), '(stone) 1, (paper) 3, scissors 2 5'],
    [() => change({ label: 'stone', off: false }), 'stone 1, (paper) 3, scissors 2 5'],
    [() => change({ label: 'paper', remove: true }), 'stone 1, scissors 2 5'],
  ]
  for (const [make, expected] of changes) {
    await make()
    expect(await kept()).toBe(expected)
    states.push(expected)
  }
  for (const expected of states.slice(0, -1).toReversed()) {
    await change({ undo: true })
    expect(await kept()).toBe(expected)
  }
  for (const expected of states.slice(1)) {
    expect(netloom.app().collecting).toMatchObject({ redo: true })
    await change({ redo: true })
    expect(await kept()).toBe(expected)
  }
  expect(netloom.app().collecting).toMatchObject({ undo: true, redo: false })
  // In the list of edits, rows that are redone stay before the steps that turn classes off.
  await change({ label: 'scissors', off: true })
  await add('stone', [6])
  await change({ undo: true })
  await netloom.run('dataset.redo', { dataset: set })
  expect(await kept()).toBe('stone 1 6, (scissors) 2 5')
})

test('another project shows its own data, and a project made for the dataset goes on collecting', async () => {
  await add('rock', [1, 2])
  await add('paper', [3, 4])
  await netloom.run('data.collect', { dataset: set })
  await netloom.run('project.forSet', { dataset: set })
  expect(netloom.app().collecting).toMatchObject({ set })
  await netloom.run('project.new', { template: 'blank' })
  expect(netloom.app().collecting).toBeNull()
})

test('a sample moves to another class', async () => {
  await add('rock', [1, 2])
  await change({ steps: [{ kind: 'set', column: 'class', rows: [[0, 0]], value: 'paper' }] })
  expect(await kept()).toBe('rock 2, paper 1')
})

test('refuses invalid input and stores nothing', async () => {
  const before = await storage.sets.get(set)
  for (const [command, args, code] of [
    ['collect.add', { rows: [{ image: new Uint8Array(4), class: 'rock' }] }, 'step-value'],
    ['collect.add', { rows: [{ colour: 'red' }] }, 'step-column'],
    ['collect.change', { label: 'rock' }, 'collect-class-there'],
    ['collect.change', { label: 'water', off: true }, 'collect-no-class'],
    ['collect.change', { label: 'rock', to: 'paper' }, 'collect-class-there'],
    ['collect.change', { label: '  ' }, 'name-empty'],
    ['data.collect', { title: 'Large', size: 500, dataset: undefined }, 'collect-size'],
    ['data.collect', { title: 'T', kind: 'table', columns: [{ name: 'a', type: 'number' }] }, 'collect-columns'],
  ] as const)
    expect([
      command,
      await netloom.refused(command, { ...(command === 'data.collect' ? {} : { set }), ...args }),
    ]).toEqual([command, code])
  expect(await storage.sets.get(set)).toEqual(before)
  expect(await storage.sets.sweep()).toBe(0)
})

test('a table is made and filled row by row', async () => {
  const columns = [
    { name: 'width', type: 'number' },
    { name: 'kind', type: 'category' },
  ]
  const table = await netloom.run<string>('data.collect', { title: 'Leaves', kind: 'table', columns })
  await netloom.run('collect.add', { set: table, rows: [{ width: 2.5, kind: 'oak' }, { kind: 'birch' }] })
  const record = await storage.sets.get(table)
  expect(record?.schema).toMatchObject({ rows: 2, target: 'kind', columns: [{}, { values: ['oak', 'birch'] }] })
})

test('a project on the dataset finds its rows after its tab dies while collecting', async () => {
  await add('rock', [1, 2])
  await add('paper', [3, 4])
  await change({ label: 'rock', off: true })
  await netloom.run('data.use', { dataset: set })
  await netloom.run('project.save')
  const [project] = await storage.projects.list()
  // Adding rows does not save the project, so this simulates a tab that was killed before it saved.
  await add('paper', [5])
  await netloom.vanish()
  const other = await openTestStudio('blank', Promise.resolve(storage))
  await other.run('project.open', { id: project?.id })
  await other.when(({ data }) => data.dataset === set && data.loaded)
  expect(other.state().data.samples.train).toBeGreaterThan(0)
  await other.close()
})

test('files are appended to a dataset even while classes are off; mismatched columns are refused', async () => {
  const columns = [
    { name: 'width', type: 'number' },
    { name: 'kind', type: 'category' },
  ]
  const table = await netloom.run<string>('data.collect', { title: 'Leaves', kind: 'table', columns })
  await netloom.run('collect.add', {
    set: table,
    rows: [
      { width: 2.5, kind: 'oak' },
      { width: 3, kind: 'birch' },
    ],
  })
  await netloom.run('collect.change', { set: table, label: 'oak', off: true })
  const options = { columns: { kind: { type: 'category' }, width: { type: 'number' } } }
  const bring = (text: string) => ({ files: [{ path: 'more.csv', text }], into: table, options })
  await netloom.run('data.bring', bring('width,kind\n1.5,oak\n2.5,elm\n3.5,oak\n'))
  expect((await storage.sets.get(table))?.schema.rows).toBe(2)
  await netloom.run('collect.change', { set: table, label: 'oak', off: false })
  expect((await storage.sets.get(table))?.schema.rows).toBe(5)
  // A new dataset needs at least three rows, but one row can be appended.
  await netloom.run('data.bring', bring('width,kind\n4.5,elm\n'))
  expect((await storage.sets.get(table))?.schema.rows).toBe(6)
  expect(await netloom.refused('data.bring', bring('width,colour\n1,red\n2,blue\n3,red\n'))).toBe('append-columns')
  expect(await storage.sets.sweep()).toBe(0)
  expect(netloom.state().data.dataset).not.toBe(table)
})

test('reports how many camera images a project file would carry, including those of classes that are off', async () => {
  await add('rock', [1, 2])
  await netloom.run('collect.add', { dataset: set, rows: [sample('paper', 3, 'pad'), sample('paper', 4)] })
  await change({ label: 'rock', off: true })
  await netloom.run('data.use', { dataset: set })
  expect(await netloom.run('project.carries')).toMatchObject({ rows: 2, pictures: 4, byCamera: 3, hasAddedRows: true })
  const file = await netloom.run<Uint8Array>('project.export')
  expect(file.length).toBeLessThan(20_000)
  // The file records the dataset's history only as row hashes; it contains no samples.
  const { data } = JSON.parse(new TextDecoder().decode(file))
  const chunks = data.made.steps.flatMap((step: { chunks?: object[] }) => step.chunks ?? [])
  expect(chunks.length).toBeGreaterThan(0)
  for (const chunk of chunks) expect(Object.keys(chunk).sort()).toEqual(['bytes', 'rows', 'sha256'])
})

test('a project file has no pixels of removed images, and their rows keep their numbers and sets', async () => {
  await add('rock', [1, 2])
  await add('paper', [3, 4])
  await netloom.run('collect.add', { dataset: set, rows: [sample('paper', 5), sample('rock', 6)] })
  await netloom.run('data.use', { dataset: set })
  await change({ steps: [{ kind: 'exclude', rows: [[1, 1]] }] })
  await change({ steps: [{ kind: 'exclude', rows: [[3, 3]] }] })
  const bytes = await netloom.run<Uint8Array>('project.export', { rows: true })
  const files = Object.values(unzipSync(bytes))
  const has = (value: number) => files.some((file) => Buffer.from(file).includes(Buffer.alloc(784, value)))
  expect([1, 2, 3, 4, 5, 6].map(has)).toEqual([true, false, true, true, false, true])
  const rowsOf = (studio: TestStudio) => {
    const { data } = studio.app()
    if (data.tag !== 'ready') throw new Error('the data is ready')
    const [pixels] = data.dataset.columns
    const numbers = Array.from({ length: data.dataset.schema.rows }, (_, row) => rowNumber(data.dataset, row))
    return [numbers, pixels?.type === 'image' && [...pixels.pixels].filter((_, i) => i % 784 === 0), data.split]
  }
  const other = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  onTestFinished(() => other.close())
  await other.run('project.import', { bytes })
  await other.when((state) => state.data.loaded)
  expect(rowsOf(other)).toEqual(rowsOf(netloom))
  expect(rowsOf(other).slice(0, 2)).toEqual([
    [1, 3, 4, 6],
    [1, 3, 4, 6],
  ])
})

test('the picture of a dataset is of its rows now: collected and removed images count', async () => {
  const preview = () => netloom.run<DataPreview | null>('data.preview', { dataset: set })
  const firstPixels = async () => {
    const shown = await preview()
    return shown?.kind === 'images' ? shown.images.map((image) => Buffer.from(image, 'base64')[0]) : shown
  }
  expect(await preview()).toBeNull()
  await add('rock', [1, 2])
  await add('papr', [3])
  expect(await firstPixels()).toEqual([1, 3, 2])
  await netloom.run('data.use', { dataset: set })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[1, 1]] } })
  expect(await firstPixels()).toEqual([1, 3])
})

test.each([{ rows: true }, { rows: false }])(
  'a project on collected data opens on another device, %o',
  async ({ rows }) => {
    await add('rock', [1, 2])
    await add('paper', [3, 4])
    await netloom.run('data.use', { dataset: set })
    const bytes = await netloom.run<Uint8Array>('project.export', { rows })
    const there = await openTestStudio('blank', Promise.resolve(memoryStorage()))
    onTestFinished(() => there.close())
    await there.run('project.import', { bytes })
    if (rows) await there.when(({ data }) => data.loaded)
    expect(there.state().data).toMatchObject({ dataset: set, loaded: rows, classes: ['rock', 'paper'] })
    expect(there.app().project.data).toMatchObject(netloom.app().project.data)
    if (!rows) return
    await there.run('collect.add', { dataset: set, rows: [sample('rock', 9)] })
    expect(there.app().project.data.schema?.rows).toBe(5)
  },
)
