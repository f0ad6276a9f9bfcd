/** @file Services of a project: saved with it, restored when the project is opened, and included in its versions. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exampleService, shadowService } from '../../gallery/services'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { changeProject } from './project-document'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const services = () => netloom.studio.store.getState().project.services
const id = () => netloom.studio.store.getState().project.id
const draw = (names: readonly string[]) =>
  changeProject(netloom.studio.store, { services: names.map((name) => exampleService('moons', name)) })

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `services-${++databases}` }))
})
afterEach(() => netloom.close())

test('are saved with the project and not shared with other projects', async () => {
  draw(['Front', 'Back'])
  const first = id()
  await netloom.studio.projects.flush()
  expect((await netloom.studio.storage.projects.get(first))?.content.services?.map(({ name }) => name)).toEqual([
    'Front',
    'Back',
  ])
  await netloom.run('project.new', { template: 'moons-mlp' })
  expect(services()).toBeUndefined()
  await netloom.run('project.open', { id: first })
  expect(services()).toEqual([exampleService('moons', 'Front'), exampleService('moons', 'Back')])
})

test('a version restores the services it was saved with', async () => {
  draw(['Front'])
  await netloom.run('version.save')
  changeProject(netloom.studio.store, { services: [shadowService('moons')] })
  await netloom.run('version.open', { number: 1 })
  expect(services()?.map(({ name }) => name)).toEqual(['Front'])
  await netloom.run('version.open', { number: 2 })
  expect(services()).toEqual([shadowService('moons')])
})
