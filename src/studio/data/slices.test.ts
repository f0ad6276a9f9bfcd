/**
 * @file Slices are saved and scored. Test rows stay sealed until they are first viewed or evaluated; every view and
 * evaluation is counted and reported.
 */
import { afterEach, expect, test } from 'vitest'
import { openStorage } from '../../storage/open-storage'
import type { ConsoleMetrics } from '../console/loaded-metrics'
import type { ReadyData } from './data-session'
import { rowsToTry } from './test-set-views'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

const scenes: TestStudio[] = []
afterEach(async () => {
  for (const netloom of scenes.splice(0)) await netloom.close()
})

async function trained(storage = openStorage()): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp', storage)
  scenes.push(netloom)
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  return netloom
}

test('slices are saved in the project and its file, counted, and scored worst first in every evaluation', async () => {
  const netloom = await trained()
  expect(await netloom.refused('data.slice', { name: 'right', where: 'x >' })).toBe('condition-wrong')
  expect(await netloom.refused('data.slice', { name: 'right', where: 'z > 0' })).toBe('condition-wrong')
  expect(await netloom.refused('data.slice', { name: ' ', where: 'x > 0' })).toBe('name-empty')
  expect(await netloom.refused('data.slice', { name: 'r'.repeat(81), where: 'x > 0' })).toBe('slice-name-long')
  expect(netloom.state().data.slices).toEqual([])
  const kept = await netloom.run<{ rows: number }>('data.slice', { name: 'right', where: 'x > 0.5' })
  expect(kept.rows).toBe((await netloom.run<number[]>('data.find', { where: 'x > 0.5' })).length)
  expect(await netloom.run('data.slice', { name: 'unsure', where: 'confidence < 0.9' })).toEqual({})
  await netloom.run('data.slice', { name: 'wrong', where: 'mistake' })
  await netloom.run('data.slice', { name: 'nobody', where: 'x > 1e9' })
  const metrics = await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
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
  const inSight = await netloom.run<number[]>('data.find', { where: 'x > 0.5 and split = validation' })
  const right = await netloom.run<number[]>('data.find', { where: 'x > 0.5 and split = validation and not mistake' })
  expect(byName.get('right')).toMatchObject({ support: inSight.length, value: right.length / inSight.length })
  // The project file includes slices.
  const bytes = await netloom.run<Uint8Array>('project.export')
  await netloom.run('data.slice', { name: 'nobody', where: null })
  expect(netloom.state().data.slices.map(({ name }) => name)).toEqual(['right', 'unsure', 'wrong'])
  expect(await netloom.refused('data.slice', { name: 'nobody', where: null })).toBe('no-slice')
  await netloom.run('project.import', { bytes })
  expect(netloom.state().data.slices.map(({ name }) => name)).toEqual(['right', 'unsure', 'wrong', 'nobody'])
})

test('test rows are sealed until a look; looks are counted by split and kept across reloads', async () => {
  const storage = openStorage()
  const netloom = await trained(storage)
  expect(netloom.state().data.testLooks).toBe(0)
  const setsNow = () => (netloom.app().data as ReadyData).split
  // "Sample" takes no sealed row.
  expect(rowsToTry(netloom.app())).toBe(setsNow().validation)
  const find = (where: string) => netloom.run<number[]>('data.find', { where })
  const known = 'confidence is not missing and split = test'
  // Predictions for sealed rows are hidden too.
  expect(await find(known)).toEqual([])
  await netloom.run('run.evaluate', { split: 'validation' })
  expect(netloom.state().data.testLooks).toBe(0)
  expect((await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'test' })).testLooks).toBe(1)
  expect((await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'test' })).testLooks).toBe(2)
  expect(netloom.state().metrics?.testLooks).toBe(2)
  expect(netloom.state().data.testLooks).toBe(2)
  expect(rowsToTry(netloom.app())).toBe(setsNow().test)
  expect((await find(known)).length).toBe(netloom.state().data.samples.test)
  expect(await netloom.run('data.openSeal')).toEqual({ looks: 3 })
  await netloom.run('model.save', { name: 'moons' })
  expect(netloom.state().models[0]?.metrics?.testLooks).toBe(3)
  // A different split, or a different sample of rows, has a separate seal.
  const { split, seed } = netloom.app().project.plan
  await netloom.run('plan.set', { split: { ...split, seed: 41 } })
  expect(netloom.state().data.testLooks).toBe(0)
  expect(await netloom.run('data.openSeal')).toEqual({ looks: 1 })
  await netloom.run('plan.set', { split: { ...split, seed } })
  expect(netloom.state().data.testLooks).toBe(3)
  await netloom.run('data.use', { dataset: 'moons', seed: 99 })
  expect(netloom.state().data.testLooks).toBe(0)
  await netloom.vanish()
  const again = await openTestStudio('moons-mlp', storage)
  scenes.push(again)
  await again.when(({ data }) => data.loaded)
  expect(again.state().data.testLooks).toBe(3)
})
