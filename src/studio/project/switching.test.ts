/**
 * @file Switching data: weights are used with another dataset, or another project is opened while the last one is still
 * loading.
 */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { bring, flowers } from '../testing/bring'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom.close())

async function train(): Promise<string> {
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.run('project.save')
  return netloom.app().project.id
}

test('weights that need a missing column are refused with a message, not reported as an internal error', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await train()
  expect((await netloom.run<number[]>('data.find', { where: 'mistake' })).length).toBeGreaterThan(0)
  await netloom.run('data.use', { dataset: await bring(storage, flowers(), netloom.run) })
  expect(await netloom.refused('data.find', { where: 'mistake' })).toBe('data-lacks-column')
  expect(await netloom.refused('data.answer', { row: 0 })).toBe('data-lacks-column')
})

test('the copy of a project says how many runs stay with the original, which keeps them', async () => {
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()))
  const stay = () => netloom.notices().filter((text) => text.includes('stay'))
  await netloom.run('project.copy')
  expect(stay()).toEqual([])
  const first = await train()
  await train()
  const { name } = netloom.app().project
  await netloom.run('project.copy')
  expect(netloom.app().runs).toEqual([])
  expect(stay()).toEqual([`This is the copy. The 2 runs stay in "${name}".`])
  await netloom.run('project.open', { id: first })
  expect(netloom.app().runs).toHaveLength(2)
})

test('a project opened while another is still loading keeps its own runs and weights', async () => {
  const storage = memoryStorage()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  const moons = await train()
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const penguins = netloom.app().project.id
  const { checkpoint } = storage.runs
  const waiting: (() => void)[] = []
  storage.runs.checkpoint = async (...args) => {
    await new Promise<void>((go) => waiting.push(go))
    return checkpoint(...args)
  }
  const first = netloom.run('project.open', { id: moons })
  await expect.poll(() => waiting.length).toBe(1)
  await netloom.run('project.open', { id: penguins })
  waiting[0]?.()
  await first
  expect(netloom.app().project.id).toBe(penguins)
  expect(netloom.app().runs).toEqual([])
  expect(netloom.app().metrics).toBeNull()
  expect(await netloom.refused('model.save', { name: 'nothing' })).toBe('nothing-trained')
})

test('of two projects opened at once, the later one is shown', async () => {
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()))
  const moons = netloom.app().project.id
  await netloom.run('project.new', { template: 'spirals-mlp' })
  const spirals = netloom.app().project.id
  await Promise.all([netloom.run('project.open', { id: moons }), netloom.run('project.open', { id: spirals })])
  expect(netloom.app().project.id).toBe(spirals)
  await netloom.when(({ data }) => data.loaded)
  expect(netloom.state().data.dataset).toBe('spirals')
})
