import { afterEach, expect, test } from 'vitest'
import { curveJob } from '../../analysis/jobs/baselines'
import { featuresOf } from '../../data/bind-columns'
import type { CurveReport } from '../../data/learning-curve'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom.close())

test('the network trains on growing shares in a separate trainer; the open run is unchanged', async () => {
  netloom = await openTestStudio('spirals-mlp')
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const before = netloom.state().run
  const report = await netloom.run<CurveReport>('data.learningCurve', { more: 100 })
  const { train, validation } = netloom.state().data.samples
  expect(report).toMatchObject({ by: 'network', trainingRows: train, evaluatedOn: validation })
  const { points, more, classes } = report.curve
  expect([classes, points.at(-1)?.rows, more.rows]).toEqual([2, train, 100])
  expect(points.map(({ rows }) => rows)).toEqual([...points.map(({ rows }) => rows)].sort((a, b) => a - b))
  for (const { error, low, high, seeds } of points) {
    expect(seeds.length).toBe(3)
    expect(error).toBeGreaterThanOrEqual(low)
    expect(error).toBeLessThanOrEqual(high)
    expect(high).toBeLessThanOrEqual(1)
  }
  expect(report.needs).toHaveLength(2)
  expect(netloom.state().run).toEqual(before)
})

test('it can be canceled and started again', async () => {
  netloom = await openTestStudio('spirals-mlp')
  // The run is too long to finish, so only canceling ends it.
  await netloom.run('plan.set', { epochs: 100_000 })
  const canceled = netloom.refused('data.learningCurve')
  while (netloom.app().analysis.curve?.tag !== 'looking') await new Promise((resolve) => setTimeout(resolve, 2))
  await netloom.run('data.learningCurve', { cancel: true })
  expect(await canceled).toBe('curve-stopped')
  expect(netloom.app().analysis.curve?.tag).toBe('stopped')
})

test('refuses too few rows or a missing validation split', async () => {
  netloom = await openTestStudio('spirals-mlp')
  await netloom.run('data.use', { dataset: 'spirals', samples: 10 })
  expect(await netloom.refused('data.learningCurve')).toBe('curve-few')
  await netloom.run('plan.set', { split: { kind: 'random', train: 0.9, validation: 0, test: 0.1 } })
  expect(await netloom.refused('data.learningCurve')).toBe('curve-no-validation')
})

test('without a fitting network a forest computes the curve, yielding often', async () => {
  netloom = await openTestStudio('moons-mlp')
  const { data, project } = netloom.app()
  if (data.tag !== 'ready') throw new Error('no data')
  const { dataset, split } = data
  const features = featuresOf(dataset.schema, project.plan, new Set([dataset.schema.target]))
  const args = { target: dataset.schema.target, features, seed: 3, more: 200 }
  const learning = curveJob.run({ key: 'x', dataset, split }, args) as Generator<number, CurveReport | undefined>
  let [step, yields] = [learning.next(), 0]
  while (!step.done) {
    yields++
    expect(step.value).toBeLessThanOrEqual(1)
    step = learning.next()
  }
  expect(yields).toBeGreaterThan(100)
  const report = step.value
  const { points = [], more } = report?.curve ?? {}
  expect(report?.by).toBe('forest')
  // A few hundred rows are enough for moons: the error falls, then levels off.
  expect(points[0]?.error).toBeGreaterThan(points.at(-1)?.error ?? 1)
  expect(more?.gain).toBeLessThan(0.05)
})
