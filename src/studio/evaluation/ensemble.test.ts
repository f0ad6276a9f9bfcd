/** @file Ensembles of runs: other seeds on the same split, their mean by brute force, and what is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { EnsembleReport } from './ensemble'
import type { PredictedClasses, PredictedNumbers } from './report'

let netloom: TestStudio
let first: string
let others: readonly string[]

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  first = await train({ epochs: 3 })
  others = await netloom.run<readonly string[]>('run.seeds', { count: 2 })
}, 60_000)
afterAll(() => netloom.close())

async function train(plan: object): Promise<string> {
  await netloom.run('plan.set', plan)
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  return id
}
const measure = (runs: readonly string[], args: object = {}) =>
  netloom.run<EnsembleReport>('evaluate.ensemble', { members: runs.map((run) => ({ run })), ...args })
const predictions = (run: string) => netloom.run<PredictedClasses>('evaluate.predictions', { run, decided: false })

test('other seeds have the same split and other weights, and the settings are as before', async () => {
  const { runs, project } = netloom.app()
  const found = [first, ...others].map((id) => runs.find((run) => run.id === id))
  expect(found.map((run) => run?.content.plan.seed)).toEqual([7, 8, 9])
  expect(found.map((run) => run?.content.plan.split.seed)).toEqual([undefined, 7, 7])
  expect(new Set(found.map((run) => run?.hash)).size).toBe(3)
  expect([project.plan.seed, project.plan.split.seed]).toEqual([7, undefined])
  const all = await Promise.all([first, ...others].map(predictions))
  for (const { rows } of all) expect(rows).toEqual(all[0]?.rows)
  // Seeds that were trained are not trained again.
  const [next = ''] = await netloom.run<readonly string[]>('run.seeds', { count: 1 })
  expect(netloom.app().runs.find(({ id }) => id === next)?.content.plan.seed).toBe(10)
  expect(await netloom.refused('run.seeds', { count: 0 })).toBe('ensemble-seeds')
})

test('an ensemble predicts the mean, and lists the rows with the most disagreement', async () => {
  const members = [first, ...others]
  const report = await measure(members)
  if (report.kind !== 'classes') throw new Error('it predicts classes')
  const own = await Promise.all(members.map(predictions))
  const { rows, actual } = own[0] as PredictedClasses
  const mean = (row: number, k: number) =>
    own.reduce((sum, { probabilities }) => sum + (probabilities[row * 2 + k] as number), 0) / own.length
  const entropy = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p)
  const disagreement = (row: number) =>
    entropy(mean(row, 1)) - own.reduce((sum, one) => sum + entropy(one.probabilities[row * 2 + 1] as number), 0) / 3
  const predicted = [...rows.keys()].map((row) => (mean(row, 1) > mean(row, 0) ? 1 : 0))
  expect([report.n, report.rows, [...report.predicted]]).toEqual([rows.length, rows, predicted])
  const right = predicted.filter((one, row) => one === actual[row]).length
  expect(report.ensemble.accuracy.value).toBeCloseTo(right / rows.length, 12)
  expect(report.members.map(({ accuracy }) => accuracy.value)).toEqual(
    own.map((one) => one.predicted.filter((k, row) => k === actual[row]).length / rows.length),
  )
  const sorted = [...rows.keys()].sort((a, b) => disagreement(b) - disagreement(a))
  expect(report.disputed).toHaveLength(24)
  expect(report.disputed.slice(0, 5).map(({ row }) => row)).toEqual(sorted.slice(0, 5).map((i) => rows[i]))
  report.disputed.slice(0, 5).forEach(({ votes, mutualInformation }, at) => {
    const i = sorted[at] as number
    expect(votes).toEqual(own.map((one) => one.predicted[i]))
    expect(mutualInformation).toBeCloseTo(disagreement(i), 6)
  })
})

test('members predict without their own threshold, and a saved model can be one', async () => {
  // The decision is that of the weights in use, those of the newest run.
  const { run } = netloom.app()
  const members = [first, run.tag === 'done' ? run.id : '']
  const before = await measure(members)
  await netloom.run('calibrate.fit', { method: 'platt' })
  await netloom.run('evaluate.decide', { threshold: 0.99 })
  expect(await measure(members)).toEqual(before)
  await netloom.run('model.save', { name: 'moons' })
  const mixed = await netloom.run<EnsembleReport>('evaluate.ensemble', {
    members: [{ run: first }, { model: 'moons' }],
  })
  expect(mixed.names[1]).toBe('moons v1')
})

test('on the test set it is one look, and numbers have a spread', async () => {
  const { testLooks } = await measure([first, ...others], { split: 'test' })
  expect(testLooks).toBe(1)
  const plan = { target: 'x', features: ['y'], loss: { kind: 'meanSquaredError' }, epochs: 2 }
  const runs = [await train(plan), ...(await netloom.run<readonly string[]>('run.seeds', { count: 1 }))]
  const report = await measure(runs)
  if (report.kind !== 'number') throw new Error('it predicts a number')
  const own = await Promise.all(runs.map((run) => netloom.run<PredictedNumbers>('evaluate.predictions', { run })))
  const [a, b] = own.map(({ predicted }) => predicted) as [Float64Array, Float64Array]
  expect([...report.predicted]).toEqual([...a].map((one, i) => (one + (b[i] as number)) / 2))
  // The sample standard deviation of two numbers.
  expect(report.deviation[0]).toBeCloseTo(Math.abs((a[0] as number) - (b[0] as number)) / Math.SQRT2, 12)
  expect(await netloom.refused('evaluate.ensemble', { members: [{ run: first }, { run: runs[0] }] })).toBe(
    'compare-other-output',
  )
})

test('refuses one member, the same one twice, and members without a row in common', async () => {
  expect(await netloom.refused('evaluate.ensemble', { members: [{ run: first }] })).toBe('ensemble-members')
  expect(await netloom.refused('evaluate.ensemble', { members: [{ run: first }, { run: first }] })).toBe(
    'ensemble-twice',
  )
  await netloom.run('data.use', { dataset: 'spirals', network: true })
  await netloom.when(({ data }) => data.loaded)
  const other = await train({ epochs: 1 })
  expect(await netloom.refused('evaluate.ensemble', { members: [{ run: first }, { run: other }] })).toBe(
    'compare-other-data',
  )
})
