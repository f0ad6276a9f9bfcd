/** @file Checks docs/console/ on runs and models: run states, single steps, metrics, versions, raw inputs. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { ConsoleState } from './console-state'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
let data: Awaited<ReturnType<typeof serveShippedData>>

beforeAll(async () => {
  data = await serveShippedData()
})
afterEach(() => netloom.close())
afterAll(() => data.close())

/** Opens a studio on the digits example, which trains on the exact CPU engine as in a browser without a GPU. */
async function open(): Promise<TestStudio> {
  const studio = await openTestStudio('digits-cnn', openStorage({ name: `console-runs-${++databases}` }), data.base)
  await studio.when((s) => s.data.loaded)
  await studio.run('machine.choose', { backend: 'wasm' })
  return studio
}

/** Trains the moons example for two epochs. */
async function tinyRun(): Promise<ConsoleState> {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  return netloom.when((s) => s.run.tag === 'done')
}

test('the sample limit is seeded and keeps the class proportions', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'digits-cnn' })
  const trained = async (seed: number) => {
    await netloom.run('data.use', { dataset: 'mnist-starter', samples: 100, seed })
    expect(netloom.state().data.samples.train).toBe(100)
    await netloom.run('plan.set', { epochs: 1, split: { kind: 'random', train: 0.8, validation: 0.01, test: 0.1 } })
    await netloom.run('run.start')
    const { run } = await netloom.when((s) => s.run.tag === 'done')
    const scores = await netloom.run<{ perClass: { support: number }[] }>('run.evaluate', { split: 'train' })
    return { hash: run.weightsHash, supports: scores.perClass.map(({ support }) => support) }
  }
  const first = await trained(1)
  expect(first.supports.reduce((a, b) => a + b)).toBe(100)
  expect(Math.min(...first.supports)).toBeGreaterThanOrEqual(8)
  expect(Math.max(...first.supports)).toBeLessThanOrEqual(12)
  expect(await trained(1)).toEqual(first)
  expect((await trained(2)).hash).not.toBe(first.hash)
})

test('run states: idle, training, paused, single step, changed learning rate, done', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'moons-mlp' })
  const idle = netloom.state()
  expect(idle.run).toEqual({ tag: 'idle', step: 0, steps: 0, epoch: 0, history: [] })
  expect(idle.metrics).toBeNull()
  // With a larger rate, a run on a busy machine would be at a minimum before it is paused, where steps change no weight.
  await netloom.run('plan.set', { epochs: 100_000, optimizer: { kind: 'sgd' }, learningRate: 0.001 })
  const id = await netloom.run<string>('run.start')
  const training = netloom.state()
  expect(training.run).toMatchObject({ id, tag: 'training', backend: 'wasm', drawingVersion: 1 })
  expect(training.run.step).toBeGreaterThan(0)
  expect(training.run.engine).toEqual(expect.any(String))
  expect(training.run.backendReason).toEqual(expect.any(String))
  expect(training.run).not.toHaveProperty('weightsHash')
  const going = await netloom.when((s) => s.run.history.length >= 2 && s.run.stepsPerSecond !== undefined)
  expect(going.run.steps).toBe(100_000 * Math.ceil(going.data.samples.train / Number(going.plan.batchSize)))
  for (const field of ['loss', 'validationLoss', 'stepsPerSecond', 'step', 'steps', 'epoch'] as const) {
    expect(going.run[field], field).toEqual(expect.any(Number))
  }
  // A fast machine has run thousands of epochs by now; a long history is downsampled but keeps its first epoch.
  expect(going.run.history[0]?.epoch).toBe(1)
  for (const [i, row] of going.run.history.entries()) {
    expect(row.epoch).toBeGreaterThan(going.run.history[i - 1]?.epoch ?? 0)
    for (const value of Object.values(row)) expect(value).toEqual(expect.any(Number))
  }
  expect(Object.keys(going.run.history[0] ?? {})).toEqual(
    expect.arrayContaining(['epoch', 'loss', 'validationLoss', 'accuracy', 'validationAccuracy']),
  )

  await netloom.run('run.pause')
  const paused = netloom.state()
  expect(paused.run.tag).toBe('paused')
  expect(paused.run.weightsHash).toMatch(/^[0-9a-f]{64}$/)
  await netloom.run('run.step')
  const stepped = netloom.state()
  expect(stepped.run).toMatchObject({ tag: 'paused', step: paused.run.step + 1 })
  expect(stepped.run.weightsHash).not.toBe(paused.run.weightsHash)
  // This rate is too small to change a float32 weight. The run adopts the new rate immediately, but not the new batch
  // size.
  await netloom.run('plan.set', { learningRate: 1e-30, batchSize: 7 })
  await netloom.run('run.step')
  const still = netloom.state()
  expect(still.run).toMatchObject({ step: stepped.run.step + 1, steps: going.run.steps })
  expect(still.run.weightsHash).toBe(stepped.run.weightsHash)
  await netloom.run('run.resume')
  expect(netloom.state().run.tag).toBe('training')
  await netloom.run('run.stop')
  const done = netloom.state()
  expect(done.run).toMatchObject({ id, tag: 'done', why: 'stopped', weightsHash: stepped.run.weightsHash })
  expect(done.runs[0]).toMatchObject({ id, tag: 'done', name: 'Run 1' })
  expect(Number.isNaN(Date.parse(done.runs[0]?.startedAt ?? ''))).toBe(false)
  await netloom.run('runs.rename', { id, name: 'slow' })
  expect(netloom.state().runs[0]?.name).toBe('slow')
  await netloom.run('runs.remove', { id })
  expect(netloom.state().runs).toEqual([])
})

test('metrics and the other state fields have the documented shapes', async () => {
  netloom = await open()
  const done = await tinyRun()
  for (const split of ['train', 'validation', 'test'] as const) {
    const scores = await netloom.run<NonNullable<ConsoleState['metrics']>>('run.evaluate', { split })
    const { metrics, data } = netloom.state()
    expect(scores).toEqual(metrics)
    expect(metrics).toMatchObject({ split, rows: data.samples[split] })
    expect(metrics?.perClass?.map(({ label }) => label)).toEqual(data.classes)
    for (const row of metrics?.perClass ?? []) {
      expect(Object.keys(row).sort()).toEqual(['f1', 'label', 'precision', 'recall', 'support'])
    }
    // Rows are the true classes, so each row sums to the support of its class.
    expect(metrics?.confusion?.map((row) => row.reduce((a, b) => a + b))).toEqual(
      metrics?.perClass?.map(({ support }) => support),
    )
    const right = (metrics?.confusion ?? []).reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
    expect(metrics?.accuracy).toBeCloseTo(right / data.samples[split], 6)
  }
  expect(done.data).toMatchObject({ dataset: 'moons', loaded: true })
  expect(JSON.parse(JSON.stringify(done))).toEqual(done)
})

test('models: versions 1 to 3 are listed, predict by version, and are exported, imported, and removed', async () => {
  netloom = await open()
  await tinyRun()
  for (const version of [1, 2, 3]) {
    expect(await netloom.run('model.save', { name: 'm' })).toEqual({ name: 'm', version })
  }
  const inputs = [
    [0.5, 0.2],
    [-1, 1],
  ]
  const { outputs } = await netloom.run<{ outputs: { label: string; probabilities: Record<string, number> }[] }>(
    'model.predict',
    { inputs },
  )
  const { classes = [] } = netloom.state().data
  expect(outputs).toHaveLength(2)
  for (const { label, probabilities } of outputs) {
    expect(Object.keys(probabilities)).toEqual(classes)
    const [best] = Object.entries(probabilities).sort(([, a], [, b]) => b - a)
    expect(label).toBe(best?.[0])
    expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
  }
  for (const model of [{ name: 'm' }, { name: 'm', version: 1 }]) {
    expect(await netloom.run('model.predict', { model, inputs })).toEqual(near({ outputs }))
  }
  expect(await netloom.run('model.predict', { inputs: [] })).toEqual({ outputs: [] })
  for (const wrong of [[[1]], [[1, 2, 3]], [['a', 'b']], 'x', [[Number.NaN, 1]], null]) {
    const refusal = await netloom.refusal('model.predict', { inputs: wrong })
    expect.soft(refusal.code, JSON.stringify(wrong)).not.toMatch(/internal|not refused|training-broke/)
  }
  const zip = await netloom.run<Uint8Array>('model.export', { name: 'm', version: 2, format: 'zip' })
  expect(await netloom.run('model.import', { bytes: zip })).toEqual({ name: 'm', version: 4 })
  const rows = await netloom.run<{ name: string; version: number }[]>('model.list')
  expect(rows.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4])
  await netloom.run('model.remove', { name: 'm', version: 4 })
  const { models } = netloom.state()
  expect(models.map(({ version }) => version).sort()).toEqual([1, 2, 3])
  for (const model of models) expect(Object.keys(model).sort()).toEqual(['createdAt', 'metrics', 'name', 'version'])
  await netloom.run('model.remove', { name: 'm' })
  expect(netloom.state().models).toEqual([])
})

test('predict accepts images with or without a channel axis, and table rows as records, in raw values', async () => {
  netloom = await open()
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 60 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  const flat = Array.from({ length: 28 }, (_, y) => Array.from({ length: 28 }, (_, x) => (x * y) % 256))
  const deep = flat.map((row) => row.map((value) => [value]))
  const { outputs } = await netloom.run<{ outputs: { label: string }[] }>('model.predict', { inputs: [flat, deep] })
  expect(outputs).toHaveLength(2)
  expect(outputs[1]).toEqual(outputs[0])
  for (const wrong of [[flat.slice(1)], [flat.map((row) => row.map((value) => [value, value]))], [[]], [flat.flat()]]) {
    const refusal = await netloom.refusal('model.predict', { inputs: wrong })
    expect.soft(refusal.code).not.toMatch(/internal|not refused|training-broke/)
    expect.soft(refusal.message).toMatch(/28/)
  }
  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { metrics } = await netloom.when((s) => s.run.tag === 'done')
  expect(metrics).toMatchObject({ mae: expect.any(Number), rmse: expect.any(Number), r2: expect.any(Number) })
  const car = {
    Cylinders: 4,
    Displacement: 97,
    Horsepower: 88,
    Weight_in_lbs: 2130,
    Acceleration: 14.5,
    Year: 71,
    Origin: 'Japan',
  }
  const predicted = await netloom.run<{ outputs: number[] }>('model.predict', {
    inputs: [car, { ...car, Weight_in_lbs: 4500 }],
  })
  expect(predicted.outputs).toEqual([expect.any(Number), expect.any(Number)])
  expect(predicted.outputs[0]).not.toBe(predicted.outputs[1])
})

test('an imported artifact predicts exactly the same, and a changed byte is refused', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'curl' })
  const zip = await netloom.run<Uint8Array>('model.export', { name: 'curl', format: 'zip' })
  const inputs = [
    [0.1, 0.2],
    [-0.5, 0.4],
  ]
  const before = await netloom.run('model.predict', { model: { name: 'curl' }, inputs })
  const imported = await netloom.run<{ name: string; version: number }>('model.import', { bytes: zip })
  expect(imported).toEqual({ name: 'curl', version: 2 })
  expect(await netloom.run('model.predict', { model: imported, inputs })).toEqual(before)

  const models = netloom.state().models
  for (const at of [0.2, 0.5, 0.8]) {
    const changed = zip.slice()
    const byte = Math.floor(zip.length * at)
    changed[byte] = (changed[byte] as number) ^ 1
    await expect(netloom.run('model.import', { bytes: changed })).rejects.toThrow()
  }
  expect(netloom.state().models).toEqual(models)
})

/** Trains, saves, exports, and imports a model; the saved and the imported model must predict like the live run. */
async function roundTrip(template: string, inputs: unknown) {
  await netloom.run('project.new', { template })
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done')
  expect(done.run.history).toHaveLength(30)
  const live = await netloom.run<{ outputs: Record<string, unknown> }>('model.predict', { inputs })
  await netloom.run('model.save', { name: template })
  const zip = await netloom.run<Uint8Array>('model.export', { name: template })
  const imported = await netloom.run<{ name: string; version: number }>('model.import', { bytes: zip })
  expect(imported).toEqual({ name: template, version: 2 })
  for (const version of [1, 2]) {
    expect(await netloom.run('model.predict', { model: { name: template, version }, inputs })).toEqual(near(live))
  }
  return { done, live }
}

test('Auto-MPG with two inputs: the columns are divided between them, and prediction is by input label', async () => {
  netloom = await open()
  const engine = { Cylinders: 4, Displacement: 97, Horsepower: 88 }
  const car = { Weight_in_lbs: 2130, Acceleration: 14.5, Year: 71, Origin: 'Japan' }
  const inputs = { Engine: [engine, engine], Car: [car, { ...car, Weight_in_lbs: 4500 }] }
  const { live } = await roundTrip('auto-mpg-two-inputs', inputs)
  const [light, heavy] = live.outputs as unknown as number[]
  expect(light).toBeGreaterThan(heavy as number)
  const { rmse, r2 } = await netloom.run<{ rmse: number; r2: number }>('run.evaluate', { split: 'test' })
  expect(rmse).toBeLessThan(5)
  expect(r2).toBeGreaterThan(0.5)
  // A single list of complete records also works for both inputs.
  expect(await netloom.run('model.predict', { inputs: [{ ...engine, ...car }] })).toEqual({ outputs: [light] })
  for (const wrong of [
    [{ ...engine }],
    { Engine: [engine] },
    { Engine: [engine], Car: [car, car] },
    { Engine: [car], Car: [engine] },
    { Engine: [engine], Car: [{ ...car, Origin: 'Mars' }] },
  ]) {
    const refusal = await netloom.refusal('model.predict', { inputs: wrong })
    expect.soft(refusal.code, JSON.stringify(wrong)).not.toMatch(/internal|not refused|broke/)
  }
})

/**
 * Matches predictions to about 5 digits, because a live run predicts with its training engine and a saved model with
 * plain tf.js.
 */
function near(answer: unknown): unknown {
  if (typeof answer === 'number') {
    const before = Math.ceil(Math.log10(Math.max(1, Math.abs(answer))))
    return expect.closeTo(answer, 5 - before)
  }
  if (Array.isArray(answer)) return answer.map(near)
  if (answer === null || typeof answer !== 'object') return answer
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, near(value)]))
}
