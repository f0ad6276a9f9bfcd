import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KerasModel } from '../catalog/keras-json'
import type { TrainingJob } from '../data/training-job'
import { openBackend } from './backends/open'
import { constantsOf } from './loop/chunk'
import { freshMark } from './loop/run-mark'
import { type Network, openNetwork } from './network'
import { tf } from './tensorflow'
import { chain, dense, points, pointsJob } from './testing/small-networks'
import { plainStep } from './tfjs-step'
import type { TrainStep } from './train-step'

const ROWS = 40
const XOR = points('xor', ROWS)
const ALL = Uint32Array.from({ length: ROWS }, (_, row) => row)
const MLP = chain([2], [dense(6, 'tanh'), dense(2, 'softmax')])
const SGD = { class_name: 'SGD', config: {} }

const opened: { engine: TrainStep; network: Network }[] = []
beforeEach(() => openBackend('cpu'))
afterEach(() => {
  for (const { engine, network } of opened.splice(0)) {
    engine.close()
    network.close()
  }
})

async function open(model: KerasModel, more: Partial<TrainingJob> = {}, data = XOR) {
  const job: TrainingJob = {
    ...pointsJob(model, ROWS, { optimizer: SGD, batchSize: 10, ...more }),
    split: { train: ALL, validation: ALL, test: ALL },
  }
  const network = await openNetwork(model, job.seed)
  const engine = plainStep(network, job, data)
  engine.order(ALL)
  opened.push({ engine, network })
  let step = 0
  let updates = 0
  return {
    engine,
    job,
    /** Trains on this many batches of ten rows with this learning rate. */
    train(count: number, rate = 0.1) {
      for (let i = 0; i < count; i++) {
        const batch = step % 4
        const constants = constantsOf(job, { ...freshMark(job), step: batch, updates }, batch * 10, rate)
        engine.steps([{ ...constants, step }], 10)
        step++
        updates += constants.update
      }
    },
    weights: async () => (await engine.snapshot()).weights.data,
  }
}

function expectClose(given: Float32Array, expected: Float32Array, digits = 6): void {
  expect(given).toHaveLength(expected.length)
  given.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, digits)
  })
}

test('accumulated batches update the weights like one large batch', async () => {
  const parts = await open(MLP, { accumulate: 4 })
  const before = await parts.weights()
  parts.train(3)
  expect(await parts.weights()).toEqual(before)
  parts.train(1)
  const whole = await open(MLP, { batchSize: 40 })
  whole.engine.steps([constantsOf(whole.job, freshMark(whole.job), 0, 0.1)], 40)
  expectClose(await parts.weights(), await whole.weights())
})

test.each([
  ['value', (g: Float32Array) => g.map((x) => Math.max(-0.01, Math.min(0.01, x)))],
  ['globalNorm', (g: Float32Array) => g.map((x) => x * Math.min(1, 0.01 / Math.hypot(...g)))],
] as const)('gradients are clipped by %s', async (by, clip) => {
  const { engine, train, weights } = await open(MLP, { clip: { by, limit: 0.01 } })
  const before = await weights()
  const { gradients } = await engine.inspect(ALL.subarray(0, 10), 0)
  const all = Float32Array.from(gradients.flatMap(({ values }) => [...values]))
  train(1, 1)
  const clipped = clip(all)
  expect(clipped).not.toEqual(all)
  expectClose(
    await weights(),
    before.map((w, i) => w - (clipped[i] as number)),
  )
})

test('gradients are clipped by the norm of each weight separately', async () => {
  const { engine, train, weights } = await open(MLP, { clip: { by: 'norm', limit: 0.05 } })
  const before = await weights()
  const { gradients } = await engine.inspect(ALL.subarray(0, 10), 0)
  train(1, 1)
  const moved = (await weights()).map((w, i) => (before[i] as number) - w)
  let at = 0
  for (const { values } of gradients) {
    const norm = Math.hypot(...values)
    expect(Math.hypot(...moved.subarray(at, at + values.length))).toBeCloseTo(Math.min(norm, 0.05), 5)
    at += values.length
  }
})

test('the moving average follows the weights, and can be swapped in and out', async () => {
  const { engine, train, weights } = await open(MLP, { average: 0.25, accumulate: 2 })
  let average = await weights()
  // The initial value fades quickly: after the first update, only a tenth of it remains, and the decay never exceeds
  // the plan's.
  for (const keep of [1 / 10, 2 / 11, 1 / 4, 1 / 4]) {
    train(2, 0.5)
    const now = await weights()
    average = average.map((a, j) => keep * a + (1 - keep) * (now[j] as number))
  }
  const own = await engine.snapshot()
  expectClose(own.average as Float32Array, average)
  const back = await engine.swapAverage()
  expect(await weights()).toEqual(own.average)
  back()
  expect(await engine.snapshot()).toEqual(own)
})

test('a class weight of 2 equals repeating each row of the class, divided by the original number of rows', async () => {
  const rows = ALL.subarray(0, 10)
  const { engine } = await open(MLP)
  const each = await Promise.all([...rows].map(async (row) => (await engine.inspect(Uint32Array.of(row), 0)).loss))
  const weighted = await open(MLP, { classWeights: [[1, 2]] })
  // Even and odd rows have different classes.
  const sum = each.reduce((total, loss, row) => total + loss * (row % 2 === 0 ? 1 : 2), 0)
  expect((await weighted.engine.inspect(rows, 0)).loss).toBeCloseTo(sum / 10, 5)
  // Class weights apply to training only.
  expect((await weighted.engine.evaluate(rows)).losses[0]).toBeCloseTo(each.reduce((a, b) => a + b, 0) / 10, 5)
})

test('frozen layers do not change; frozen batch normalization uses and keeps its moving statistics', async () => {
  const norm = ['BatchNormalization', { axis: -1, momentum: 0.5, epsilon: 1e-3, trainable: false }] as const
  const model = chain([2], [['Dense', { ...dense(6, 'tanh')[1], trainable: false }], norm, dense(2, 'softmax')])
  const { engine, train } = await open(model)
  const before = await engine.snapshot()
  const rows = ALL.subarray(0, 10)
  // Predictions use the moving statistics of batch normalization, and so does training if the layer is frozen.
  expect((await engine.inspect(rows, 0)).loss).toBeCloseTo((await engine.evaluate(rows)).losses[0] as number, 6)
  train(4)
  const after = await engine.snapshot()
  let at = 0
  const moved = before.weights.specs.filter(({ shape }) => {
    const from = at
    at += shape.reduce((size, n) => size * n, 1)
    return String(before.weights.data.subarray(from, at)) !== String(after.weights.data.subarray(from, at))
  })
  expect(moved.map(({ name }) => name)).toEqual(['layer_3/kernel', 'layer_3/bias'])
})

test('correct predictions and confusion counts match the outputs', async () => {
  const { engine, train } = await open(MLP)
  const { outputs } = await engine.evaluate(ALL)
  const predicted = [...ALL].map((row) =>
    (outputs[0]?.[2 * row + 1] as number) > (outputs[0]?.[2 * row] as number) ? 1 : 0,
  )
  const expected = [0, 0, 0, 0]
  predicted.forEach((one, row) => {
    expected[2 * (row % 2) + one] = (expected[2 * (row % 2) + one] as number) + 1
  })
  train(4, 0)
  const { losses, sums, known } = await engine.read()
  expect(losses).toHaveLength(4)
  expect(known).toEqual([ROWS])
  expect(sums).toEqual([(expected[0] as number) + (expected[3] as number)])
  expect([...((await engine.confusion())[0] as Uint32Array)]).toEqual(expected)
  expect([...((await engine.confusion())[0] as Uint32Array)]).toEqual([0, 0, 0, 0])
})

const OPTIMIZERS = ['SGD', 'Momentum', 'RMSProp', 'Adagrad', 'Adadelta', 'Adam', 'AdamW', 'Adamax']
const DROPOUT = chain(
  [2],
  [dense(6, 'relu'), ['Dropout', { rate: 0.3 }], ['BatchNormalization', {}], dense(2, 'softmax')],
)

test.each(OPTIMIZERS)(
  '%s resumes from a snapshot bit for bit, and an inspection changes nothing',
  async (class_name) => {
    const more = { optimizer: { class_name, config: {} }, average: 0.9, accumulate: 2 }
    const { engine, train, weights } = await open(DROPOUT, more)
    train(3)
    const kept = await engine.snapshot()
    await engine.inspect(ALL, 3)
    train(4)
    const expected = await weights()
    const other = await open(DROPOUT, more)
    other.train(3, 0)
    other.engine.restore(kept)
    other.train(4)
    expect(await other.weights()).toEqual(expected)
    expect(await other.engine.snapshot()).toEqual(await engine.snapshot())
  },
)

test('the state of another network is refused, and an inspection names what is not finite', async () => {
  const { engine } = await open(MLP, { optimizer: { class_name: 'Adam', config: {} } })
  const state = await engine.snapshot()
  expect(() => engine.restore({ ...state, slots: new Float32Array(3) })).toThrow('do not fit')
  state.weights.data.fill(Number.NaN, 0, 2)
  engine.restore(state)
  expect(await engine.probe()).toBeNaN()
  const { loss, results } = await engine.inspect(ALL, 0)
  expect(loss).toBeNaN()
  expect(results.map(({ layer }) => layer)).toEqual(['layer_1', 'layer_2'])
  expect(results[0]?.values.some(Number.isNaN)).toBe(true)
})

test('no tensor is leaked', async () => {
  const { engine, train } = await open(DROPOUT, { average: 0.9, accumulate: 2, clip: { by: 'norm', limit: 1 } })
  const work = async () => {
    train(3)
    await engine.read()
    await engine.inspect(ALL, 0)
    const back = await engine.swapAverage()
    back()
    engine.restore(await engine.snapshot())
    return tf.memory().numTensors
  }
  const level = await work()
  expect(await work()).toBe(level)
})
