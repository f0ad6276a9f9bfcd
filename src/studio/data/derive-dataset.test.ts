import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { chunksOf } from '../../storage/dataset-records'
import type { Storage } from '../../storage/records'
import { bring, flowers } from '../testing/bring'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
let storage: Storage
afterEach(() => netloom.close())

async function open(): Promise<string> {
  storage = memoryStorage()
  netloom = await openTestStudio('blank', Promise.resolve(storage))
  const id = await bring(storage, flowers(), netloom.run)
  await netloom.run('data.use', { dataset: id })
  return id
}

const loaded = () => {
  const { train, validation, test: heldOut } = netloom.state().data.samples
  return train + validation + heldOut
}

test('a derived dataset records its parent and version, shares its chunks, and copies no rows', async () => {
  const id = await open()
  const version = await netloom.run<string>('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  const derived = await netloom.run<string>('dataset.derive', { where: 'kind = rose', rows: [7, 1, 2, 4, 4] })
  const [parent, child] = [await storage.sets.get(id), await storage.sets.get(derived)]
  if (!parent || !child) throw new Error('not kept')
  expect(child).toMatchObject({ parent: { set: id, version }, title: 'Flowers: kind = rose', schema: { rows: 2 } })
  expect(child.steps.map(({ kind, rows }) => [kind, rows])).toEqual([
    ['exclude', [[0, 9]]],
    [
      'keep',
      [
        [2, 2],
        [4, 4],
      ],
    ],
  ])
  expect(chunksOf(child)).toEqual(chunksOf(parent))
  // The project keeps its dataset. Removing the parent dataset does not remove the derived rows.
  expect([netloom.state().data.dataset, loaded()]).toEqual([id, 50])
  await netloom.run('data.use', { dataset: derived })
  expect(loaded()).toBe(2)
  await netloom.run('dataset.remove', { dataset: id, force: true })
  await netloom.run('data.use', { dataset: derived })
  expect(loaded()).toBe(2)
})

test('a built-in dataset can be a parent; unknown rows and columns are refused', async () => {
  await open()
  const derived = await netloom.run<string>('dataset.derive', { dataset: 'spirals', rows: [0, 1, 2], title: 'Three' })
  const again = await netloom.run<string>('dataset.derive', { dataset: 'spirals', rows: [0, 1, 2] })
  const third = await netloom.run<string>('dataset.derive', { dataset: 'spirals', rows: [0, 1, 2] })
  expect(await storage.sets.get(derived)).toMatchObject({
    title: 'Three',
    base: { kind: 'shipped', dataset: 'spirals' },
    parent: { set: 'spirals' },
    schema: { rows: 3, id: derived },
  })
  const titles = [(await storage.sets.get(again))?.title ?? '', (await storage.sets.get(third))?.title]
  expect(titles[0]).toMatch(/: 3 rows$/)
  expect(titles[1]).toBe(`${titles[0]} (2)`)
  expect(await netloom.refused('dataset.derive', {})).toBe('dataset-derive-which')
  expect(await netloom.refused('dataset.derive', { rows: [60] })).toBe('no-such-row')
  expect(await netloom.refused('dataset.derive', { where: 'kind = rose', rows: [1] })).toBe('step-no-rows')
  expect(await netloom.refused('dataset.derive', { dataset: 'spirals', where: 'kind = rose' })).toBe('condition-wrong')
  expect((await storage.sets.list()).sets).toHaveLength(4)
})

test('the parent version of a derived dataset survives later edits', async () => {
  const id = await open()
  const version = await netloom.run<string>('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('dataset.derive', { rows: [3] })
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('dataset.undo', { dataset: id })
  await netloom.run('dataset.edit', { dataset: id, step: { kind: 'drop', columns: ['height'] } })
  expect((await storage.sets.get(id))?.versions.map(({ hash }) => hash)).toContain(version)
})
