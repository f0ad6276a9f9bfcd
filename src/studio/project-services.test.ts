/** @file Services of a project: saved with it, restored when the project is opened, and included in its versions. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exampleService, shadowService } from '../gallery/services'
import { openStorage } from '../storage/open-storage'
import { changeProject } from './project-document'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
const services = () => scene.studio.store.getState().project.services
const id = () => scene.studio.store.getState().project.id
const draw = (names: readonly string[]) =>
  changeProject(scene.studio.store, { services: names.map((name) => exampleService('moons', name)) })

beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `services-${++databases}` }))
})
afterEach(() => scene.close())

test('are saved with the project and not shared with other projects', async () => {
  draw(['Front', 'Back'])
  const first = id()
  await scene.studio.projects.flush()
  expect((await scene.studio.storage.projects.get(first))?.content.services?.map(({ name }) => name)).toEqual([
    'Front',
    'Back',
  ])
  await scene.run('project.new', { template: 'moons-mlp' })
  expect(services()).toBeUndefined()
  await scene.run('project.open', { id: first })
  expect(services()).toEqual([exampleService('moons', 'Front'), exampleService('moons', 'Back')])
})

test('a version restores the services it was saved with', async () => {
  draw(['Front'])
  await scene.run('version.save')
  changeProject(scene.studio.store, { services: [shadowService('moons')] })
  await scene.run('version.open', { number: 1 })
  expect(services()?.map(({ name }) => name)).toEqual(['Front'])
  await scene.run('version.open', { number: 2 })
  expect(services()).toEqual([shadowService('moons')])
})
