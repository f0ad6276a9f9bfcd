/**
 * @file Simple models never see the target: a network that reads earlier targets is compared with forecasts that repeat
 * them.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { BaselineReport } from '../../protocol/analysis-messages'
import { NodeAnalysis } from '../testing/node-analysis.test-help'
import { memoryStorage } from '../../storage/open-storage'
import { openTestStudio } from '../testing/studio-fixture'
import { serveShippedData } from '../testing/shipped-data.test-help'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeAnalysis)
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await data.close()
})

test('co2-forecast reads only earlier values of its target, so it is compared with repeating them and with models of them', async () => {
  const netloom = await openTestStudio('co2-forecast', undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const { scores, network } = await netloom.run<BaselineReport>('run.baselines')
  expect(scores.map(({ id, title }) => [id, title])).toEqual([
    ['constant', 'Always predict the mean'],
    ['last', 'Same as the last value'],
    ['season', 'Same month last year'],
    ['linear', 'Linear regression'],
    ['neighbours', '5 nearest neighbors'],
    ['forest', 'Random forest with 40 trees'],
  ])
  // From month to month, CO2 changes by less than 2 ppm; in a year, it rises by about 2 ppm.
  const [mean, last, season, linear] = scores.map(({ score }) => score)
  expect(mean).toBeGreaterThan(10)
  expect(last).toBeLessThan(2)
  expect(season).toBeGreaterThan(1)
  expect(season).toBeLessThan(4)
  // Months a year apart in the same window give both the season and the rise.
  expect(linear).toBeLessThan(0.5)
  for (const { behind, low, high, score } of scores) {
    expect(behind?.mean).toBeCloseTo(score - (network?.score ?? 0), 6)
    expect([low < score, score < high]).toEqual([true, true])
  }
  await netloom.close()
})

test('the simple models read the columns and the windows of every input of the network', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  // The load is about that of a week earlier; the temperature says nothing about it.
  const load: number[] = []
  for (let day = 0; day < 300; day++) {
    const before = load[day - 7] ?? 50 + 10 * (day - 3)
    load.push(50 + 0.98 * (before - 50) + ((day * 37) % 5) - 2)
  }
  const dayOf = (i: number) => new Date(86_400_000 * i).toISOString().slice(0, 10)
  const text = `day,temp,load\n${load.map((one, i) => `${dayOf(i)},${(i * 13) % 29},${one.toFixed(3)}`).join('\n')}\n`
  await netloom.run('data.bring', { files: [{ path: 'grid.csv', text }], options: { target: 'load' }, project: 'new' })
  const split = { kind: 'time', column: 'day', train: 0.6, validation: 0.2, test: 0.2 }
  await netloom.run('plan.set', { split, epochs: 1 })
  await netloom.run('data.input', { column: 'load' })
  expect(netloom.app().report.binding.inputs.map(({ columns }) => columns)).toEqual([['temp'], ['load']])
  const titles = async () => (await netloom.run<BaselineReport>('run.baselines')).scores
  const untrained = await titles()
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const { scores, network, reduced } = await netloom.run<BaselineReport>('run.baselines')
  expect(network).toBeDefined()
  expect(reduced).toEqual([])
  expect(scores.map(({ id, score }) => [id, score])).toEqual(untrained.map(({ id, score }) => [id, score]))
  const scoreOf = (id: string) => scores.find((one) => one.id === id)?.score ?? Number.NaN
  expect(scores.map(({ id }) => id)).toEqual(['constant', 'last', 'linear', 'neighbours', 'forest'])
  // Only the window holds the value of a week earlier, except in the first rows after the border of the split.
  expect(scoreOf('linear')).toBeLessThan(0.5 * scoreOf('constant'))
  await netloom.close()
})

test('a network that redraws images is not compared with models of another task', async () => {
  const netloom = await openTestStudio('digits-autoencoder', undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  expect(await netloom.refusal('run.baselines')).toMatchObject({
    code: 'baselines-target',
    message: 'Simple models predict classes and numbers, but "image" contains neither, so there is nothing to compare.',
  })
  await netloom.close()
})

test('with class weights, the simple models balance the classes too, and balanced accuracies are compared', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  // One in 20 is a yes, and x says only that yes is more likely.
  const rows = Array.from(
    { length: 400 },
    (_, i) => `${i % 20 === 0 ? 3 + (i % 3) : (i * 7) % 5},${i % 20 === 0 ? 'yes' : 'no'}`,
  )
  const files = [{ path: 'rare.csv', text: `x,late\n${rows.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'late' }, project: 'new' })
  const plain = await netloom.run<BaselineReport>('run.baselines')
  expect(plain.isBalanced).toBe(false)
  expect(plain.scores.find(({ id }) => id === 'constant')?.score).toBeGreaterThan(0.9)
  await netloom.run('plan.set', { classWeights: 'balanced' })
  const { scores, isBalanced } = await netloom.run<BaselineReport>('run.baselines')
  expect(isBalanced).toBe(true)
  expect(scores.find(({ id }) => id === 'constant')?.score).toBe(0.5)
  const [linear, forest] = ['linear', 'forest'].map((id) => scores.find((one) => one.id === id))
  // Without the same weights, both would always say no, as the constant model does.
  expect(linear?.score).toBeGreaterThan(0.7)
  expect(forest?.score).toBeGreaterThan(0.7)
  expect([(linear?.low ?? 1) < 0.9, (linear?.high ?? 0) > (linear?.score ?? 1)]).toEqual([true, true])
  await netloom.close()
})

test('a network with a saved threshold is compared by its most likely class, as the simple models are', async () => {
  const netloom = await openTestStudio('moons-mlp')
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done' && s.metrics !== null)
  const head = () => netloom.app().metrics?.heads[0]
  const accuracy = () => (head()?.kind === 'classes' ? (head() as { accuracy: number }).accuracy : Number.NaN)
  const before = accuracy()
  await netloom.run('evaluate.decide', { positive: 'upper', threshold: 0.999 })
  expect(accuracy()).toBeLessThan(before)
  const { network } = await netloom.run<BaselineReport>('run.baselines')
  expect(network?.score).toBeCloseTo(before, 12)
  await netloom.close()
})

test('each output of a network is compared on the column that it predicts', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const rows = Array.from({ length: 200 }, (_, i) => {
    const [x, y] = [(i * 37) % 101, (i * 53) % 97]
    return `${x},${y},${x > 50 ? 'wet' : 'dry'},${(x * y) % 7 > 2 ? 'calm' : 'windy'}`
  })
  const table = { path: 'weather.csv', text: `x,y,rain,wind\n${rows.join('\n')}\n` }
  await netloom.run('data.bring', { files: [table], options: { target: 'rain' }, project: 'new' })
  await netloom.when((s) => s.data.loaded)
  const nodes = () => netloom.state().project.networks[0]?.nodes ?? []
  const before = nodes().findLast(({ kind }) => kind === 'dense')
  const from = netloom.state().project.networks[0]?.wires.find(({ to }) => to === before?.id)?.from ?? ''
  const dense = await netloom.run<string>('graph.add', { kind: 'dense', params: { units: 1, activation: 'sigmoid' } })
  const output = await netloom.run<string>('graph.add', { kind: 'output', params: { target: 'wind' } })
  await netloom.run('graph.connect', { from, to: dense })
  await netloom.run('graph.connect', { from: dense, to: output })
  await netloom.run('plan.set', { epochs: 2, features: ['x', 'y'] })
  expect(netloom.state().check.diagnostics).toEqual([])
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done' && s.metrics !== null)
  const heads = netloom.app().metrics?.heads.map((head) => (head.kind === 'classes' ? head.accuracy : NaN)) ?? []
  const reports = [
    await netloom.run<BaselineReport>('run.baselines', { column: 'rain' }),
    await netloom.run<BaselineReport>('run.baselines', { column: 'wind' }),
  ]
  expect(reports.map(({ network }) => network?.score.toFixed(9))).toEqual(heads.map((score) => score?.toFixed(9)))
  expect(heads[0]).not.toBe(heads[1])
  expect(reports[0]?.scores).not.toEqual(reports[1]?.scores)
  await netloom.close()
})
