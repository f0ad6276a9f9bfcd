/** @file Versions of a project: opening one restores what was saved, and loses nothing. */
import 'fake-indexeddb/auto'
import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
const drawn = () => scene.state().project.networks[0]
const unitsOf = () => drawn()?.nodes.find(({ kind }) => kind === 'dense')?.params.units
const listed = async () =>
  (await scene.run<{ number: number; name: string }[]>('version.list')).map(({ number, name }) => `${number} ${name}`)

async function setUnits(units: number): Promise<void> {
  await scene.run('graph.set', { node: drawn()?.nodes.find(({ kind }) => kind === 'dense')?.id, params: { units } })
}

beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `versions-${++databases}` }))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await scene.close()
})

test('versions are saved, listed newest first, renamed, and removed', async () => {
  expect(await scene.run('version.save', { name: '  Narrow ' })).toEqual({ number: 1, name: 'Narrow' })
  await setUnits(33)
  expect(await scene.run('version.save')).toEqual({ number: 2, name: 'Version 2' })
  await scene.run('version.rename', { number: 2, name: 'Wide' })
  expect(await listed()).toEqual(['2 Wide', '1 Narrow'])
  await scene.run('version.remove', { number: 2 })
  expect(await scene.run('version.save')).toMatchObject({ number: 3 })
  expect(await listed()).toEqual(['3 Version 3', '1 Narrow'])
})

test('opening a version is one undo step, and saves unsaved work as a version first', async () => {
  await scene.run('version.save', { name: 'Narrow' })
  const narrow = drawn()
  await setUnits(33)
  await scene.run('plan.set', { epochs: 9 })
  await scene.run('project.rename', { name: 'Another name' })
  const wide = drawn()
  await scene.run('version.open', { number: 1 })
  expect(drawn()).toEqual(narrow)
  expect(scene.state().plan.epochs).not.toBe(9)
  expect(scene.state().project.name).toBe('Another name')
  expect(await listed()).toEqual(['2 Before version 1 was opened', '1 Narrow'])
  expect(scene.notices().join()).toContain('saved as version 2')
  await scene.run('graph.undo')
  expect(drawn()).toEqual(wide)
  await scene.run('graph.redo')
  expect(drawn()).toEqual(narrow)
  // A state that is already saved as a version is not saved again.
  await scene.run('version.open', { number: 2 })
  expect(drawn()).toEqual(wide)
  expect(scene.state().plan.epochs).toBe(9)
  expect(await listed()).toHaveLength(2)
})

test('the data of a version is loaded', async () => {
  await scene.run('version.save')
  await scene.run('data.use', { dataset: 'circles' })
  await scene.run('version.open', { number: 1 })
  const { data } = await scene.when((state) => state.data.loaded && state.data.dataset === 'moons')
  expect(data.samples.train).toBeGreaterThan(0)
})

test('a missing version, or a failed save before opening, changes nothing', async () => {
  await scene.run('version.save')
  await setUnits(33)
  const before = scene.state()
  expect(await scene.refused('version.open', { number: 7 })).toBe('no-version')
  expect(await scene.refused('version.remove', { number: 7 })).toBe('no-version')
  expect(await scene.refused('version.rename', { number: 7, name: 'x' })).toBe('no-version')
  expect(await scene.refused('version.rename', { number: 1, name: ' ' })).toBe('name-empty')
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(await scene.refused('version.open', { number: 1 })).toBe('storage-full')
  expect(await scene.refused('version.save')).toBe('storage-full')
  vi.restoreAllMocks()
  expect(unitsOf()).toBe(33)
  expect({ ...scene.state(), saving: before.saving }).toEqual(before)
})

test('removing a project removes its versions; each project has its own', async () => {
  const { id } = scene.state().project
  await scene.run('version.save')
  await scene.run('project.new', { template: 'blank' })
  expect(await listed()).toEqual([])
  await scene.run('version.save')
  await scene.run('project.remove', { id })
  expect(await listed()).toEqual(['1 Version 1'])
})
