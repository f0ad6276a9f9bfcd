import { afterEach, expect, test } from 'vitest'
import { curveJob } from '../analysis/jobs/learning-curve'
import type { CurveReport } from '../data/learning-curve'
import { featuresOf } from '../data/bind'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
afterEach(() => scene.close())

test('the network learns from growing shares in a trainer of its own; the open run and its weights stay', async () => {
  scene = await openScene('spirals-mlp')
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when(({ run }) => run.tag === 'done')
  const before = scene.state().run
  const report = await scene.run<CurveReport>('data.learningCurve', { more: 100 })
  const { train, validation } = scene.state().data.samples
  expect(report).toMatchObject({ by: 'network', of: train, judged: validation })
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
  expect(scene.state().run).toEqual(before)
})

test('it is cancelled at once, and asked anew after', async () => {
  scene = await openScene('spirals-mlp')
  // So long that nothing but giving up ends it here.
  await scene.run('plan.set', { epochs: 100_000 })
  const asked = scene.refused('data.learningCurve')
  while (scene.app().analysis.curve?.tag !== 'looking') await new Promise((resolve) => setTimeout(resolve, 2))
  await scene.run('data.learningCurve', { cancel: true })
  expect(await asked).toBe('curve-stopped')
  expect(scene.app().analysis.curve?.tag).toBe('stopped')
})

test('where there are too few rows, no validation or no network, it says so', async () => {
  scene = await openScene('spirals-mlp')
  await scene.run('data.use', { dataset: 'spirals', samples: 10 })
  expect(await scene.refused('data.learningCurve')).toBe('curve-few')
  await scene.run('plan.set', { split: { kind: 'random', train: 0.9, validation: 0, test: 0.1 } })
  expect(await scene.refused('data.learningCurve')).toBe('curve-no-validation')
})

test('a forest learns the curve where no network fits, and gives breath between', async () => {
  scene = await openScene('moons-mlp')
  const { data, project } = scene.app()
  if (data.tag !== 'ready') throw new Error('no data')
  const { dataset, split } = data
  const features = featuresOf(dataset.schema, project.plan, new Set([dataset.schema.target]))
  const args = { target: dataset.schema.target, features, seed: 3, more: 200 }
  const learning = curveJob.run({ key: 'x', dataset, split }, args) as Generator<number, CurveReport | undefined>
  let [step, breaths] = [learning.next(), 0]
  while (!step.done) {
    breaths++
    expect(step.value).toBeLessThanOrEqual(1)
    step = learning.next()
  }
  expect(breaths).toBeGreaterThan(100)
  const report = step.value
  const { points = [], more } = report?.curve ?? {}
  expect(report?.by).toBe('forest')
  // Moons are learnt from some hundred rows: the error falls, and from there on hardly.
  expect(points[0]?.error).toBeGreaterThan(points.at(-1)?.error ?? 1)
  expect(more?.gain).toBeLessThan(0.05)
})
