import { beforeAll, expect, test } from 'vitest'
import { optimizers } from '../catalog/optimizers'
import { defaultsOf } from '../catalog/params'
import { OPTIMIZER_FORMULAS } from '../formulas/optimizer-formulas'
import { openBackend } from './backends/open'
import { constantsOf } from './loop/chunk'
import { makeOptimizer, ruleOf } from './optimizers'
import { tf } from './tensorflow'
import { chain, dense, pointsJob } from './testing/small-networks'

const RATE = 0.05
const BEGIN = [1, -2, 0.5, 3]
const GOAL = [0.2, 0.4, -1, 2]
const STEPS = 25

beforeAll(() => openBackend('cpu'))

/**
 * tf.train's optimizers with the same settings. AdamW is missing because tf.train lacks it, and Adadelta because
 * tf.train divides by the sum before adding the gradient.
 */
const ORACLES: Readonly<Record<string, () => tf.Optimizer>> = {
  SGD: () => tf.train.sgd(RATE),
  Momentum: () => tf.train.momentum(RATE, 0.9, false),
  RMSProp: () => tf.train.rmsprop(RATE, 0.9, 0, 1e-7),
  Adagrad: () => tf.train.adagrad(RATE, 0.1),
  Adam: () => tf.train.adam(RATE, 0.9, 0.999, 1e-7),
  Adamax: () => tf.train.adamax(RATE, 0.9, 0.999, 1e-7),
}

const JOB = pointsJob(chain([2], [dense(2, 'softmax')]), 400)

/** The loss (w - goal)^2, a parabola whose gradient changes sign along the way. */
function bowl(w: tf.Variable): tf.Scalar {
  return tf.sum(tf.square(tf.sub(w, tf.tensor1d(GOAL))))
}

function ours(
  class_name: string,
  config: Readonly<Record<string, unknown>>,
  rates: readonly number[] = Array(STEPS).fill(RATE),
): Float32Array {
  const w = tf.variable(tf.tensor1d(BEGIN))
  const lowered = { class_name, config }
  const optimizer = makeOptimizer(lowered, [w], {})
  rates.forEach((rate, step) => {
    const constants = constantsOf({ ...JOB, optimizer: lowered }, { step, updates: step, epoch: 0 }, 0, rate)
    tf.tidy(() => optimizer.apply(tf.variableGrads(() => bowl(w), [w]).grads, constants))
  })
  optimizer.close()
  return w.dataSync() as Float32Array
}

test.each(Object.keys(ORACLES))('%s takes the same steps as tf.train', (name) => {
  const w = tf.variable(tf.tensor1d(BEGIN))
  const oracle = (ORACLES[name] as () => tf.Optimizer)()
  for (let i = 0; i < STEPS; i++) oracle.minimize(() => bowl(w), false, [w])
  const expected = w.dataSync()
  ours(name, {}).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 4)
  })
})

test.each([
  ['Momentum', { momentum: 0.8, nesterov: true }, () => tf.train.momentum(RATE, 0.8, true)],
  [
    'RMSProp',
    { decay: 0.95, momentum: 0.5, epsilon: 1e-6, centered: true },
    () => tf.train.rmsprop(RATE, 0.95, 0.5, 1e-6, true),
  ],
] as const)('%s with all its settings goes where tf.train goes', (name, config, make) => {
  const w = tf.variable(tf.tensor1d(BEGIN))
  const oracle = make()
  for (let i = 0; i < STEPS; i++) oracle.minimize(() => bowl(w), false, [w])
  const expected = w.dataSync()
  ours(name, config).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 3)
  })
})

test('AdamW is Adam plus a decay of every weight by rate times decay, separate from the gradient', () => {
  // The expected value is computed in float64 from Loshchilov and Hutter 2019, algorithm 2.
  const decay = 0.1
  const expected = BEGIN.map((begin, i) => {
    let [w, m, v] = [begin, 0, 0]
    for (let t = 1; t <= STEPS; t++) {
      const g = 2 * (w - (GOAL[i] as number))
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      w = w - RATE * decay * w - (RATE * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7)
    }
    return w
  })
  ours('AdamW', { weight_decay: decay }).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 5)
  })
})

test('Adadelta follows Zeiler 2012, algorithm 1', () => {
  const expected = BEGIN.map((begin, i) => {
    let [w, squares, moved] = [begin, 0, 0]
    for (let t = 0; t < STEPS; t++) {
      const g = 2 * (w - (GOAL[i] as number))
      squares = 0.95 * squares + 0.05 * g * g
      const move = (Math.sqrt(moved + 1e-7) / Math.sqrt(squares + 1e-7)) * g
      moved = 0.95 * moved + 0.05 * move * move
      w -= RATE * move
    }
    return w
  })
  ours('Adadelta', {}).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 5)
  })
})

test('each step uses the learning rate given with it', () => {
  const rates = [0.1, 0.01, 0]
  const expected = BEGIN.map((begin, i) => rates.reduce((w, rate) => w - rate * 2 * (w - (GOAL[i] as number)), begin))
  ours('SGD', {}, rates).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 5)
  })
})

test('every optimizer of the catalog can be built, and every rule is in the catalog', () => {
  const lowered = optimizers.map((def) => def.keras(defaultsOf(def.params)))
  for (const one of lowered) expect(() => ruleOf(one)).not.toThrow()
  expect(new Set(lowered.map(({ class_name }) => class_name))).toEqual(new Set(OPTIMIZER_FORMULAS.keys()))
  expect(() => ruleOf({ class_name: 'constructor', config: {} })).toThrow('no optimizer')
})
