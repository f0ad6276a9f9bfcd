/** @file Versions of a project: opening one restores what was saved, and loses nothing. */
import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const drawn = () => netloom.state().project.networks[0]
const unitsOf = () => drawn()?.nodes.find(({ kind }) => kind === 'dense')?.params.units
const listed = async () =>
  (await netloom.run<{ number: number; name: string }[]>('version.list')).map(({ number, name }) => `${number} ${name}`)

async function setUnits(units: number): Promise<void> {
  await netloom.run('graph.set', { node: drawn()?.nodes.find(({ kind }) => kind === 'dense')?.id, params: { units } })
}

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `versions-${++databases}` }))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await netloom.close()
})

test('versions are saved, listed newest first, renamed, and removed', async () => {
  expect(await netloom.run('version.save', { name: '  Narrow ' })).toEqual({ number: 1, name: 'Narrow' })
  await setUnits(33)
  expect(await netloom.run('version.save')).toEqual({ number: 2, name: 'Version 2' })
  await netloom.run('version.rename', { number: 2, name: 'Wide' })
  expect(await listed()).toEqual(['2 Wide', '1 Narrow'])
  await netloom.run('version.remove', { number: 2 })
  expect(await netloom.run('version.save')).toMatchObject({ number: 3 })
  expect(await listed()).toEqual(['3 Version 3', '1 Narrow'])
})

test('opening a version is one undo step, and saves unsaved work as a version first', async () => {
  await netloom.run('version.save', { name: 'Narrow' })
  const narrow = drawn()
  await setUnits(33)
  await netloom.run('plan.set', { epochs: 9 })
  await netloom.run('project.rename', { name: 'Another name' })
  const wide = drawn()
  await netloom.run('version.open', { number: 1 })
  expect(drawn()).toEqual(narrow)
  expect(netloom.state().plan.epochs).not.toBe(9)
  expect(netloom.state().project.name).toBe('Another name')
  expect(await listed()).toEqual(['2 Before version 1 was opened', '1 Narrow'])
  expect(netloom.notices().join()).toContain('saved as version 2')
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(wide)
  await netloom.run('graph.redo')
  expect(drawn()).toEqual(narrow)
  // A state that is already saved as a version is not saved again.
  await netloom.run('version.open', { number: 2 })
  expect(drawn()).toEqual(wide)
  expect(netloom.state().plan.epochs).toBe(9)
  expect(await listed()).toHaveLength(2)
})

test('the data of a version is loaded', async () => {
  await netloom.run('version.save')
  await netloom.run('data.use', { dataset: 'circles' })
  await netloom.run('version.open', { number: 1 })
  const { data } = await netloom.when((state) => state.data.loaded && state.data.dataset === 'moons')
  expect(data.samples.train).toBeGreaterThan(0)
})

test('a missing version, or a failed save before opening, changes nothing', async () => {
  await netloom.run('version.save')
  await setUnits(33)
  const before = netloom.state()
  expect(await netloom.refused('version.open', { number: 7 })).toBe('no-version')
  expect(await netloom.refused('version.remove', { number: 7 })).toBe('no-version')
  expect(await netloom.refused('version.rename', { number: 7, name: 'x' })).toBe('no-version')
  expect(await netloom.refused('version.rename', { number: 1, name: ' ' })).toBe('name-empty')
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(await netloom.refused('version.open', { number: 1 })).toBe('storage-full')
  expect(await netloom.refused('version.save')).toBe('storage-full')
  vi.restoreAllMocks()
  expect(unitsOf()).toBe(33)
  expect({ ...netloom.state(), saving: before.saving }).toEqual(before)
})

test('removing a project removes its versions; each project has its own', async () => {
  const { id } = netloom.state().project
  await netloom.run('version.save')
  await netloom.run('project.new', { template: 'blank' })
  expect(await listed()).toEqual([])
  await netloom.run('version.save')
  await netloom.run('project.remove', { id })
  expect(await listed()).toEqual(['1 Version 1'])
})
