/**
 * @file Slices are saved and scored. Test rows stay sealed until they are first viewed or evaluated; every view and
 * evaluation is counted and reported.
 */
import { afterEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open-storage'
import type { ConsoleMetrics } from './console-state'
import { openScene, type Scene } from './testing/studio-fixture'

const scenes: Scene[] = []
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.close()
})

async function trained(storage = openStorage()): Promise<Scene> {
  const scene = await openScene('moons-mlp', storage)
  scenes.push(scene)
  await scene.when(({ data }) => data.loaded)
  await scene.run('plan.set', { epochs: 2 })
  await scene.run('run.start')
  await scene.when(({ run }) => run.tag === 'done')
  return scene
}

test('slices are saved in the project and its file, counted, and scored worst first in every evaluation', async () => {
  const scene = await trained()
  expect(await scene.refused('data.slice', { name: 'right', where: 'x >' })).toBe('condition-wrong')
  expect(await scene.refused('data.slice', { name: 'right', where: 'z > 0' })).toBe('condition-wrong')
  expect(await scene.refused('data.slice', { name: ' ', where: 'x > 0' })).toBe('name-empty')
  expect(scene.state().data.slices).toEqual([])
  const kept = await scene.run<{ rows: number }>('data.slice', { name: 'right', where: 'x > 0.5' })
  expect(kept.rows).toBe((await scene.run<number[]>('data.find', { where: 'x > 0.5' })).length)
  expect(await scene.run('data.slice', { name: 'unsure', where: 'confidence < 0.9' })).toEqual({})
  await scene.run('data.slice', { name: 'wrong', where: 'mistake' })
  await scene.run('data.slice', { name: 'nobody', where: 'x > 1e9' })
  const metrics = await scene.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
  const byName = new Map(metrics.slices?.map((score) => [score.name, score]))
  expect([...byName.keys()].sort()).toEqual(['nobody', 'right', 'unsure', 'wrong'])
  const wrong = byName.get('wrong')
  const mistakes = Math.round((1 - (metrics.accuracy as number)) * metrics.rows)
  expect(wrong).toMatchObject({
    support: mistakes,
    value: 0,
    difference: -(metrics.accuracy as number),
    where: 'mistake = yes',
  })
  expect(metrics.slices?.[0]).toEqual(wrong)
  expect(metrics.slices?.at(-1)).toEqual({
    name: 'nobody',
    where: 'x > 1000000000',
    support: 0,
    measure: 'accuracy',
  })
  const inSight = await scene.run<number[]>('data.find', { where: 'x > 0.5 and split = validation' })
  const right = await scene.run<number[]>('data.find', { where: 'x > 0.5 and split = validation and not mistake' })
  expect(byName.get('right')).toMatchObject({ support: inSight.length, value: right.length / inSight.length })
  // The project file includes slices.
  const bytes = await scene.run<Uint8Array>('project.export')
  await scene.run('data.slice', { name: 'nobody', where: null })
  expect(scene.state().data.slices.map(({ name }) => name)).toEqual(['right', 'unsure', 'wrong'])
  expect(await scene.refused('data.slice', { name: 'nobody', where: null })).toBe('no-slice')
  await scene.run('project.import', { bytes })
  expect(scene.state().data.slices.map(({ name }) => name)).toEqual(['right', 'unsure', 'wrong', 'nobody'])
})

test('test rows are sealed until a look; looks are counted by dataset version and kept across reloads', async () => {
  const storage = openStorage()
  const scene = await trained(storage)
  expect(scene.state().data.testLooks).toBe(0)
  const find = (where: string) => scene.run<number[]>('data.find', { where })
  const known = 'confidence is not missing and split = test'
  // Predictions for sealed rows are hidden too.
  expect(await find(known)).toEqual([])
  await scene.run('run.evaluate', { split: 'validation' })
  expect(scene.state().data.testLooks).toBe(0)
  expect((await scene.run<ConsoleMetrics>('run.evaluate', { split: 'test' })).testLooks).toBe(1)
  expect((await scene.run<ConsoleMetrics>('run.evaluate', { split: 'test' })).testLooks).toBe(2)
  expect(scene.state().metrics?.testLooks).toBe(2)
  expect(scene.state().data.testLooks).toBe(2)
  expect((await find(known)).length).toBe(scene.state().data.samples.test)
  expect(await scene.run('data.openSeal')).toEqual({ looks: 3 })
  await scene.run('model.save', { name: 'moons' })
  expect(scene.state().models[0]?.metrics?.testLooks).toBe(3)
  // A different sample of rows has a separate seal.
  await scene.run('data.use', { dataset: 'moons', seed: 99 })
  expect(scene.state().data.testLooks).toBe(0)
  await scene.vanish()
  const again = await openScene('moons-mlp', storage)
  scenes.push(again)
  await again.when(({ data }) => data.loaded)
  expect(again.state().data.testLooks).toBe(3)
})
