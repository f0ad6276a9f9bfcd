/** @file Checks docs/console/ on runs and models: run states, single steps, metrics, versions, raw inputs. */
import { expect, type Netloom, near, type State, test } from './fixture'

/** Trains the moons example for two epochs, about 1 s. */
async function tinyRun(netloom: Netloom): Promise<State> {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  return netloom.when((s) => s.run.tag === 'done')
}

test('the sample limit is seeded and keeps the class proportions', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const trained = async (seed: number) => {
    await netloom.run('data.use', { dataset: 'mnist-starter', samples: 100, seed })
    expect((await netloom.state()).data.samples.train).toBe(100)
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

test('run states: idle, training, paused, single step, changed learning rate, done', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const idle = await netloom.state()
  expect(idle.run).toEqual({ tag: 'idle', step: 0, steps: 0, epoch: 0, history: [] })
  expect(idle.metrics).toBeNull()
  await netloom.run('plan.set', { epochs: 100_000, optimizer: { kind: 'sgd' }, learningRate: 0.1 })
  const id = await netloom.run<string>('run.start')
  const training = await netloom.state()
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
  const paused = await netloom.state()
  expect(paused.run.tag).toBe('paused')
  expect(paused.run.weightsHash).toMatch(/^[0-9a-f]{64}$/)
  await netloom.run('run.step')
  const stepped = await netloom.state()
  expect(stepped.run).toMatchObject({ tag: 'paused', step: paused.run.step + 1 })
  expect(stepped.run.weightsHash).not.toBe(paused.run.weightsHash)
  // This rate is too small to change a float32 weight. The run adopts the new rate immediately, but not the new batch
  // size.
  await netloom.run('plan.set', { learningRate: 1e-30, batchSize: 7 })
  await netloom.run('run.step')
  const still = await netloom.state()
  expect(still.run).toMatchObject({ step: stepped.run.step + 1, steps: going.run.steps })
  expect(still.run.weightsHash).toBe(stepped.run.weightsHash)
  await netloom.run('run.resume')
  expect((await netloom.state()).run.tag).toBe('training')
  await netloom.run('run.stop')
  const done = await netloom.state()
  expect(done.run).toMatchObject({ id, tag: 'done', why: 'stopped', weightsHash: stepped.run.weightsHash })
  expect(done.runs[0]).toMatchObject({ id, tag: 'done', name: 'Run 1' })
  expect(Number.isNaN(Date.parse(done.runs[0]?.startedAt ?? ''))).toBe(false)
  await netloom.run('runs.rename', { id, name: 'slow' })
  expect((await netloom.state()).runs[0]?.name).toBe('slow')
  await netloom.run('runs.remove', { id })
  expect((await netloom.state()).runs).toEqual([])
})

test('metrics and the other state fields have the documented shapes', async ({ netloom }) => {
  const done = await tinyRun(netloom)
  for (const split of ['train', 'validation', 'test'] as const) {
    const scores = await netloom.run<NonNullable<State['metrics']>>('run.evaluate', { split })
    const { metrics, data } = await netloom.state()
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
  expect(done.storage).toEqual({
    persisted: expect.any(Boolean),
    usage: expect.any(Number),
    secureContext: true,
    offlineReady: expect.any(Boolean),
  })
  expect(done.data).toMatchObject({ dataset: 'moons', loaded: true })
  expect(JSON.parse(JSON.stringify(done))).toEqual(done)
})

test('models: versions 1 to 3 are listed, predict by version, and are exported, imported, and removed', async ({
  netloom,
}) => {
  await tinyRun(netloom)
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
  const { classes = [] } = (await netloom.state()).data
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
    const refusal = await netloom.refused('model.predict', { inputs: wrong })
    expect.soft(refusal.code, JSON.stringify(wrong)).not.toMatch(/internal|not refused|training-broke/)
  }
  const zip = await netloom.bytes('model.export', { name: 'm', version: 2, format: 'zip' })
  expect(await netloom.give('model.import', zip)).toEqual({ name: 'm', version: 4 })
  const rows = await netloom.run<{ name: string; version: number }[]>('model.list')
  expect(rows.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4])
  await netloom.run('model.remove', { name: 'm', version: 4 })
  const { models } = await netloom.state()
  expect(models.map(({ version }) => version).sort()).toEqual([1, 2, 3])
  for (const model of models) expect(Object.keys(model).sort()).toEqual(['createdAt', 'metrics', 'name', 'version'])
  await netloom.run('model.remove', { name: 'm' })
  expect((await netloom.state()).models).toEqual([])
})

test('predict accepts images with or without a channel axis, and table rows as records, in raw values', async ({
  netloom,
}) => {
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
    const refusal = await netloom.refused('model.predict', { inputs: wrong })
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
