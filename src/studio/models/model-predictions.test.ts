/**
 * @file Conditions on the mistakes of a saved model: finding rows, saving the condition as a slice, and reporting a
 * removed model.
 */
import { afterEach, expect, test } from 'vitest'
import { openStorage } from '../../storage/open-storage'
import type { ConsoleMetrics } from '../console/loaded-metrics'
import { modelCalled } from './model-predictions'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom?.close())

async function train(epochs: number): Promise<void> {
  await netloom.run('plan.set', { epochs })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
}

const find = (where: string) => netloom.run<number[]>('data.find', { where })

test("a saved model's mistakes stay the same after more training, and can define a slice", async () => {
  netloom = await openTestStudio('moons-mlp', openStorage())
  await netloom.when(({ data }) => data.loaded)
  await train(1)
  await netloom.run('model.save', { name: 'moons' })
  const then = await find('mistake')
  expect(then.length).toBeGreaterThan(0)
  expect(await find('mistake of "moons v1"')).toEqual(then)
  expect(await find('mistake of moons')).toEqual(then)
  expect(await netloom.run('data.slice', { name: 'of v1', where: 'mistake of "moons v1"' })).toEqual({})
  expect(await netloom.refused('data.slice', { name: 'of v9', where: 'mistake of "moons v9"' })).toBe('no-model')
  await train(30)
  const now = await find('mistake')
  expect(now).not.toEqual(then)
  expect(await find('mistake of "moons v1"')).toEqual(then)
  expect(await find('mistake of "moons v1" and not mistake')).toEqual(then.filter((row) => !now.includes(row)))
  // Predictions for sealed test rows are never revealed, by any model.
  expect(await find('prediction of "moons v1" is not missing and split = test')).toEqual([])
  const metrics = await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
  const watched = new Set(await find('split = validation'))
  expect(metrics.slices?.[0]).toMatchObject({
    name: 'of v1',
    where: 'mistake of "moons v1" = yes',
    support: then.filter((row) => watched.has(row)).length,
  })
  // The slice stays in the file and reports that its model is missing.
  await netloom.run('model.remove', { name: 'moons' })
  const after = await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
  expect(after.slices?.[0]).toMatchObject({ name: 'of v1', fault: 'There is no version 1 of a model "moons".' })
  expect(await netloom.refused('data.find', { where: 'mistake of "moons v1"' })).toBe('condition-wrong')
})

test('a model is found by name and version, by name only, or by a name that looks like a version', () => {
  const models = [
    { name: 'digits', version: 1 },
    { name: 'digits', version: 12 },
    { name: 'digits v1', version: 2 },
    { name: 'old v7', version: 1 },
  ].map((one) => ({ ...one, createdAt: '', metrics: null }))
  const of = (called: string) => {
    const { name, version } = modelCalled(models, called)
    return [name, version]
  }
  expect(of('digits v1')).toEqual(['digits', 1])
  expect(of('digits')).toEqual(['digits', 12])
  expect(of('digits v1 v2')).toEqual(['digits v1', 2])
  expect(of('old v7')).toEqual(['old v7', 1])
  expect(() => of('digits v3')).toThrow('no version 3')
})
