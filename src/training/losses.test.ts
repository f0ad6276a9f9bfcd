import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { losses } from '../catalog/losses'
import { LOSS_FORMULAS } from '../formulas/loss-formulas'
import { openBackend } from './backends/open'
import { buildLoss, targetMatrix } from './losses'
import { tf, tfl } from './tensorflow'

await openBackend('cpu')

const ROWS = 6
const random = rng(3, { kind: 'generate' })
/** Random probabilities that sum to 1 in each row. */
const chances = tf.tidy(() =>
  tf.softmax(
    tf.tensor2d(
      Float32Array.from({ length: ROWS * 4 }, () => random.normal()),
      [ROWS, 4],
    ),
  ),
)
const single = tf.tensor2d(
  Float32Array.from({ length: ROWS }, () => 0.05 + 0.9 * random.uniform()),
  [ROWS, 1],
)
const oneHot = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 1, 1], 'int32'), 4).toFloat() as tf.Tensor2D
const yes = tf.tensor2d([0, 1, 1, 0, 1, 0], [ROWS, 1])
const signs = tf.sub(tf.mul(yes, 2), 1) as tf.Tensor2D
const numbers = tf.tensor2d([0.5, 2, 1.5, 0.1, 3, 0.7], [ROWS, 1])

/** The name of each loss in tf.metrics, and the data on which both implementations are compared. */
const ORACLES = {
  categoricalCrossentropy: [tfl.metrics.categoricalCrossentropy, oneHot, chances],
  binaryCrossentropy: [tfl.metrics.binaryCrossentropy, yes, single],
  cosineProximity: [tfl.metrics.cosineProximity, oneHot, chances],
  meanSquaredError: [tfl.metrics.meanSquaredError, numbers, single],
  meanAbsoluteError: [tfl.metrics.meanAbsoluteError, numbers, single],
  meanAbsolutePercentageError: [tfl.metrics.meanAbsolutePercentageError, numbers, single],
} as const

describe('compared with tf.layers', () => {
  test.each(Object.entries(ORACLES))('%s', (name, [oracle, target, output]) => {
    const ours = buildLoss({ class_name: name, config: {} }).perSample(target, output)
    const theirs = oracle(target, output)
    expect(ours.shape).toEqual([ROWS])
    expect(distance(ours, theirs)).toBeLessThan(1e-5)
  })
  // tf.layers does not export these losses, but a compiled model uses them and returns their average.
  test.each([
    ['klDivergence', 'kullbackLeiblerDivergence', oneHot, chances],
    ['categoricalHinge', 'categoricalHinge', oneHot, chances],
    ['hinge', 'hinge', signs, single],
    ['squaredHinge', 'squaredHinge', signs, single],
    ['logcosh', 'logcosh', numbers, single],
    ['meanSquaredLogarithmicError', 'meanSquaredLogarithmicError', numbers, single],
    ['poisson', 'poisson', numbers, single],
  ] as const)('%s', (name, theirs, target, output) => {
    const ours = tf.mean(buildLoss({ class_name: name, config: {} }).perSample(target, output)).dataSync()[0]
    const input = tfl.input({ shape: [output.shape[1]] })
    const model = tfl.model({
      inputs: input,
      outputs: tfl.layers.activation({ activation: 'linear' }).apply(input) as tfl.SymbolicTensor,
    })
    model.compile({ loss: theirs, optimizer: 'sgd' })
    expect(ours).toBeCloseTo((model.evaluate(output, target) as tf.Scalar).dataSync()[0] as number, 5)
  })
})

test('label smoothing spreads the target over all classes, and over both binary values', () => {
  const smooth = { label_smoothing: 0.2 }
  const spread = tf.add(tf.mul(oneHot, 0.8), 0.05) as tf.Tensor2D
  const plain = buildLoss({ class_name: 'categoricalCrossentropy', config: {} }).perSample(spread, chances)
  const smoothed = buildLoss({ class_name: 'categoricalCrossentropy', config: smooth }).perSample(oneHot, chances)
  expect(distance(smoothed, plain)).toBeLessThan(1e-6)
  const half = tf.add(tf.mul(yes, 0.8), 0.1) as tf.Tensor2D
  const binary = buildLoss({ class_name: 'binaryCrossentropy', config: smooth }).perSample(yes, single)
  expect(
    distance(binary, buildLoss({ class_name: 'binaryCrossentropy', config: {} }).perSample(half, single)),
  ).toBeLessThan(1e-6)
})

test('huber is half the square within delta and linear beyond it', () => {
  const misses = tf.tensor2d([0, 0.5, 1, 2, -3, -0.1], [ROWS, 1])
  const loss = buildLoss({ class_name: 'huber', config: { delta: 1 } }).perSample(tf.zerosLike(misses), misses)
  expect([...loss.dataSync()].map((value) => Number(value.toFixed(4)))).toEqual([0, 0.125, 0.5, 1.5, 2.5, 0.005])
})

test.skipIf(lacks('torch', 'sklearn'))('the quantile loss and its gradient are those of torch, at ties too', () => {
  const levels = [0.1, 0.5, 0.95]
  const y = [0.5, -1, 2, 0]
  // In the last row, the outputs equal the target.
  const p = [0.4, 0.5, 0.7, -3, 0, 1, 2.5, 1, 9, 0, 0, 0]
  const target = tf.tile(tf.tensor2d(y, [4, 1]), [1, 3])
  const loss = buildLoss({ class_name: 'quantile', config: { levels } })
  const own = loss.perSample(target as tf.Tensor2D, tf.tensor2d(p, [4, 3]))
  const slope = tf.grad((x: tf.Tensor) => tf.sum(loss.perSample(target as tf.Tensor2D, x as tf.Tensor2D)))(
    tf.tensor2d(p, [4, 3]),
  )
  const oracle = `
import json, sys, torch
from sklearn.metrics import mean_pinball_loss
levels, y, p = json.load(sys.stdin)
p = torch.tensor(p, dtype=torch.float64).reshape(-1, 3).requires_grad_()
off = torch.tensor(y, dtype=torch.float64)[:, None] - p
level = torch.tensor(levels, dtype=torch.float64)
# The derivative with respect to p at 0 is that from above, 1 - level.
rows = torch.where(off > 0, level * off, (level - 1) * off).mean(1)
rows.sum().backward()
mean = sum(mean_pinball_loss(y, p[:, i].detach().numpy(), alpha=levels[i]) for i in range(3)) / 3
print(json.dumps([rows.tolist(), p.grad.flatten().tolist(), mean]))`
  const { stdout } = spawnSync(PYTHON, ['-c', oracle], { input: JSON.stringify([levels, y, p]) })
  const [rows, gradient, mean] = JSON.parse(String(stdout)) as [number[], number[], number]
  rows.forEach((value, row) => {
    expect(own.dataSync()[row]).toBeCloseTo(value, 6)
  })
  expect(rows.reduce((sum, value) => sum + value, 0) / 4).toBeCloseTo(mean, 12)
  gradient.forEach((value, i) => {
    expect(slope.dataSync()[i], `gradient ${i}`).toBeCloseTo(value, 6)
  })
})

test.skipIf(lacks('torch'))('the squared EMD and its gradient are those of torch and of its other forms', () => {
  const loss = buildLoss({ class_name: 'squaredEarthMoversDistance', config: {} })
  const own = loss.perSample(oneHot, chances).dataSync()
  const slope = tf
    .grad((x: tf.Tensor) => tf.sum(loss.perSample(oneHot, x as tf.Tensor2D)))(chances)
    .dataSync()
  const oracle = `
import json, sys, torch
y, p = [torch.tensor(one, dtype=torch.float64) for one in json.load(sys.stdin)]
p.requires_grad_()
# Without cumulative sums: the energy distance of two distributions over the ranks, E|X - Y| - E|X - X'| / 2, for one Y.
rank = torch.arange(4, dtype=torch.float64)
apart = (rank[:, None] - rank).abs()
q = p / p.sum(1, keepdim=True)
rows = (q @ apart * y).sum(1) - (q @ apart * q).sum(1) / 2
# The gradient is of the cumulative form, which takes any p.
((p - y).cumsum(1) ** 2).sum().backward()
print(json.dumps([rows.tolist(), p.grad.flatten().tolist()]))`
  const { stdout } = spawnSync(PYTHON, ['-c', oracle], {
    input: JSON.stringify([oneHot.arraySync(), chances.arraySync()]),
  })
  const [rows, gradient] = JSON.parse(String(stdout)) as [number[], number[]]
  expect([rows.length, gradient.length]).toEqual([ROWS, ROWS * 4])
  rows.forEach((value, row) => {
    expect(own[row], `row ${row}`).toBeCloseTo(value, 6)
  })
  gradient.forEach((value, i) => {
    expect(slope[i], `gradient ${i}`).toBeCloseTo(value, 5)
  })
})

test('every loss of the catalog can be built and has a gradient, and every builder is in the catalog', () => {
  for (const def of losses) {
    const loss = buildLoss(def.keras({ labelSmoothing: def.smoothing ? 0.1 : 0 }))
    const [target, output] =
      def.targets === 'classes' ? [oneHot, chances] : def.targets === 'binary' ? [yes, single] : [numbers, single]
    const slope = tf.grad((x: tf.Tensor) => tf.sum(loss.perSample(target, x as tf.Tensor2D)))(output)
    expect(slope.dataSync().every(Number.isFinite), def.kind).toBe(true)
    expect(tf.max(tf.abs(slope)).dataSync()[0], def.kind).toBeGreaterThan(0)
  }
  expect(new Set(losses.map((def) => def.keras({ labelSmoothing: 0 }).class_name))).toEqual(
    new Set(LOSS_FORMULAS.keys()),
  )
})

test('targets are encoded as each loss needs them, missing ones masked', () => {
  const classes = { label: 'y', kind: 'classes', column: 'y', labels: ['a', 'b'] } as const
  const encoded = Float32Array.from([1, Number.NaN, 0])
  expect(targetMatrix(classes, encoded, 2, 'oneHot')).toMatchObject({
    matrix: Float32Array.from([0, 1, 0, 0, 1, 0]),
    classes: Int32Array.from([1, -1, 0]),
    mask: Float32Array.from([1, 0, 1]),
    known: 2,
  })
  expect([...targetMatrix(classes, encoded, 1, 'sign').matrix]).toEqual([1, -1, -1])
})

function distance(a: tf.Tensor, b: tf.Tensor): number {
  return tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] as number
}
