/**
 * @file Switching data: weights are used with another dataset, or another project is opened while the last one is still
 * loading.
 */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open-storage'
import { bring, flowers } from './testing/bring'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
afterEach(() => scene.close())

async function train(): Promise<string> {
  await scene.when(({ data }) => data.loaded)
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when(({ run }) => run.tag === 'done')
  await scene.run('project.save')
  return scene.app().project.id
}

test('weights that need a missing column are refused with a message, not reported as an internal error', async () => {
  const storage = memoryStorage()
  scene = await openScene('moons-mlp', Promise.resolve(storage))
  await train()
  expect((await scene.run<number[]>('data.find', { where: 'mistake' })).length).toBeGreaterThan(0)
  await scene.run('data.use', { dataset: await bring(storage, flowers(), scene.run) })
  expect(await scene.refused('data.find', { where: 'mistake' })).toBe('data-lacks-column')
  expect(await scene.refused('data.answer', { row: 0 })).toBe('data-lacks-column')
})

test('a project opened while another is still loading keeps its own runs and weights', async () => {
  const storage = memoryStorage()
  scene = await openScene('moons-mlp', Promise.resolve(storage))
  const moons = await train()
  await scene.run('project.new', { template: 'penguins-mlp' })
  const penguins = scene.app().project.id
  const { checkpoint } = storage.runs
  const waiting: (() => void)[] = []
  storage.runs.checkpoint = async (...args) => {
    await new Promise<void>((go) => waiting.push(go))
    return checkpoint(...args)
  }
  const first = scene.run('project.open', { id: moons })
  await expect.poll(() => waiting.length).toBe(1)
  await scene.run('project.open', { id: penguins })
  waiting[0]?.()
  await first
  expect(scene.app().project.id).toBe(penguins)
  expect(scene.app().runs).toEqual([])
  expect(scene.app().metrics).toBeNull()
  expect(await scene.refused('model.save', { name: 'nothing' })).toBe('nothing-trained')
})

test('of two projects opened at once, the later one is shown', async () => {
  scene = await openScene('moons-mlp', Promise.resolve(memoryStorage()))
  const moons = scene.app().project.id
  await scene.run('project.new', { template: 'spirals-mlp' })
  const spirals = scene.app().project.id
  await Promise.all([scene.run('project.open', { id: moons }), scene.run('project.open', { id: spirals })])
  expect(scene.app().project.id).toBe(spirals)
  await scene.when(({ data }) => data.loaded)
  expect(scene.state().data.dataset).toBe('spirals')
})
