import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open'
import { bring, flowers } from './testing/bring'
import { openScene, type Scene } from './testing/scene'

let scene: Scene
afterEach(() => scene.close())

test('a set that was brought is used, trained on and named by its version', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const id = await bring(storage, flowers(), scene.run)
  await scene.run('data.use', { dataset: id })
  expect(scene.state().data).toMatchObject({ dataset: id, loaded: true, classes: ['rose', 'tulip'] })
  expect(scene.state().data.samples.train).toBe(48)
})
