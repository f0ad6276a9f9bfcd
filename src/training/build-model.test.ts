import { beforeAll, expect, test } from 'vitest'
import type { WeightSet } from '../data/training-job'
import { openBackend } from './backends/open'
import { constantsOf } from './loop/chunk'
import { openNetwork } from './network'
import { tf } from './tensorflow'
import { chain, dense, points, pointsJob } from './testing/small-networks'
import { plainStep } from './tfjs-step'

beforeAll(() => openBackend('cpu'))

const RECURRENT = chain(
  [4, 2],
  [
    [
      'LSTM',
      {
        units: 3,
        kernel_initializer: 'glorot_uniform',
        recurrent_initializer: 'orthogonal',
        bias_initializer: 'zeros',
        unit_forget_bias: true,
      },
    ],
    dense(2, 'softmax'),
  ],
)

function part(set: WeightSet, name: string): number[] {
  let at = 0
  for (const spec of set.specs) {
    const size = spec.shape.reduce((product, n) => product * n, 1)
    if (spec.name === name) return [...set.data.slice(at, at + size)]
    at += size
  }
  throw new Error(`no weight ${name}`)
}

test('an LSTM starts with open forget gates, and the rest follows its initializers', async () => {
  const network = await openNetwork(RECURRENT, 3)
  const weights = await network.snapshot()
  network.close()
  expect(weights.specs.map(({ name }) => name)).toEqual([
    'layer_1/kernel',
    'layer_1/recurrent_kernel',
    'layer_1/bias',
    'layer_2/kernel',
    'layer_2/bias',
  ])
  expect(part(weights, 'layer_1/bias')).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
  expect(part(weights, 'layer_1/kernel').every((value) => value !== 0 && Math.abs(value) <= Math.sqrt(6 / 14))).toBe(
    true,
  )
})

test('weights of another order, length, or shape are refused, and nothing leaks', async () => {
  const network = await openNetwork(RECURRENT, 3)
  const set = await network.snapshot()
  network.close()
  const before = tf.memory().numTensors
  const wrong: WeightSet[] = [
    { ...set, specs: [...set.specs].reverse() },
    { ...set, data: set.data.slice(1) },
    { ...set, data: Float32Array.from([...set.data, 0]) },
    { specs: set.specs.slice(1), data: set.data },
    { ...set, specs: set.specs.map((spec) => ({ ...spec, shape: [...spec.shape].reverse() })) },
  ]
  for (const one of wrong)
    await expect(openNetwork(RECURRENT, 3, one)).rejects.toMatchObject({ code: 'weights-do-not-fit' })
  expect(tf.memory().numTensors).toBe(before)
})

const FIRST = { step: 0, updates: 0, epoch: 0 }

test('batch norm updates its moving statistics in training only', async () => {
  const model = chain([2], [['BatchNormalization', { axis: -1, momentum: 0.5, epsilon: 1e-3 }], dense(2, 'softmax')])
  const network = await openNetwork(model, 1)
  const data = points('xor', 40)
  const engine = plainStep(network, pointsJob(model, 40), data)
  const rows = Uint32Array.from({ length: 40 }, (_, row) => row)
  engine.order(rows)
  engine.steps([constantsOf(pointsJob(model, 40), FIRST, 0, 0)], 40)
  await engine.read()
  const x = data.columns[0]?.type === 'number' ? [...data.columns[0].values] : []
  const mean = x.reduce((sum, value) => sum + value, 0) / 40
  // With momentum 0.5, the moving mean is half of the old mean (0) plus half of the batch mean.
  const after = part(await network.snapshot(), 'layer_1/moving_mean')
  expect(after[0]).toBeCloseTo(mean / 2, 5)
  await engine.evaluate(rows)
  expect(part(await network.snapshot(), 'layer_1/moving_mean')).toEqual(after)
  engine.close()
  network.close()
})

test('an L2 penalty is part of the loss, once, and of the gradients', async () => {
  const penalty = { class_name: 'L1L2', config: { l1: 0, l2: 0.1 } }
  const layer = (config: object) =>
    chain([2], [['Dense', { ...dense(2, 'softmax')[1], kernel_initializer: 'ones', ...config }]])
  const data = points('xor', 40)
  const rows = Uint32Array.from({ length: 40 }, (_, row) => row)
  const lossOf = async (config: object) => {
    const network = await openNetwork(layer(config), 1)
    const job = pointsJob(layer(config), 40, { optimizer: { class_name: 'SGD', config: {} } })
    const engine = plainStep(network, job, data)
    engine.order(rows)
    engine.steps([constantsOf(job, FIRST, 0, 1)], 40)
    const { losses } = await engine.read()
    const kernel = part(await network.snapshot(), 'layer_1/kernel')
    engine.close()
    network.close()
    return { loss: losses[0] as number, kernel }
  }
  const free = await lossOf({})
  const held = await lossOf({ kernel_regularizer: penalty })
  // Four weights of 1 add a penalty of 4 * 0.1; its derivative for each weight is 2 * 0.1 * 1 = 0.2.
  expect(held.loss - free.loss).toBeCloseTo(0.4, 5)
  held.kernel.forEach((value, i) => {
    expect(value).toBeCloseTo((free.kernel[i] as number) - 0.2, 5)
  })
})

test('masks are a function of seed and step: the same step gives the same mask, the next another', async () => {
  const model = chain([64], [['Dropout', { rate: 0.5 }]])
  const network = await openNetwork(model, 5)
  const ones = [new Float32Array(128).fill(1)]
  const drop = () => tf.tidy(() => [...(network.forward(ones, 2, 'train')[0] as tf.Tensor).dataSync()])
  const first = drop()
  expect(drop()).toEqual(first)
  network.randomness.step++
  const second = drop()
  expect(second).not.toEqual(first)
  expect(new Set(second)).toEqual(new Set([0, 2]))
  network.close()
})
