import { describe, expect, test } from 'vitest'
import type { TrainingJob } from '../../data/training-job'
import { loopRun, openExact } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'

const ROWS = 200
/** 160 training rows in batches of 16. */
const PER_EPOCH = 10
const XOR = points('xor', ROWS)
const LINEAR = chain([2], [dense(8, 'relu'), dense(8, 'relu'), dense(2, 'linear')])
const CLASSES = chain([2], [dense(8, 'tanh'), dense(2, 'softmax')])
const RECURRENT = {
  units: 8,
  kernel_initializer: 'glorot_uniform',
  recurrent_initializer: 'orthogonal',
  bias_initializer: 'zeros',
  use_bias: true,
  return_sequences: false,
}
const memory = (activation: string) =>
  chain(
    [2],
    [
      dense(32, 'linear'),
      ['Reshape', { target_shape: [32, 1] }],
      ['SimpleRNN', { ...RECURRENT, activation }],
      dense(2, 'linear'),
    ],
  )
const held = (l2: number) => {
  const [kind, config] = dense(8, 'relu')
  return chain(
    [2],
    [[kind, { ...config, kernel_regularizer: { class_name: 'L1L2', config: { l1: 0, l2 } } }], dense(2, 'linear')],
  )
}
const loss = (class_name: string) => [{ label: 'Class', loss: { class_name, config: {} }, weight: 1 }]
const by = (class_name: string, learningRate: number, config = {}) => ({
  optimizer: { class_name, config },
  learningRate,
})

const DIVERGING: readonly (readonly [string, typeof LINEAR, Partial<TrainingJob>])[] = [
  ['a learning rate of 1e30', LINEAR, by('SGD', 1e30)],
  ['momentum of 0.999 without clipping', LINEAR, by('Momentum', 100, { momentum: 0.999 })],
  ['Nesterov momentum of 0.999', LINEAR, by('Momentum', 100, { momentum: 0.999, nesterov: true })],
  ['an unbounded recurrent state', memory('relu'), by('SGD', 10)],
  ['an L2 penalty that is too strong', held(1000), by('SGD', 0.1)],
  ['gradient accumulation', LINEAR, { ...by('SGD', 100), accumulate: 3 }],
  ['a moving average', LINEAR, { ...by('SGD', 100), average: 0.99 }],
  ['a rising learning rate', LINEAR, { ...by('SGD', 1e6), schedule: { class_name: 'OneCycle', config: {} } }],
]

const HEALTHY: readonly (readonly [string, typeof LINEAR, Partial<TrainingJob>])[] = [
  ['Adam', CLASSES, by('Adam', 0.05)],
  ['AdamW', CLASSES, by('AdamW', 0.05)],
  ['SGD', CLASSES, by('SGD', 0.5)],
  ['momentum', CLASSES, by('Momentum', 0.1, { momentum: 0.9 })],
  ['RMSProp', CLASSES, by('RMSProp', 0.01)],
  ['Adagrad', CLASSES, by('Adagrad', 0.2)],
  ['Adadelta', CLASSES, by('Adadelta', 1)],
  ['Adamax, clipped', CLASSES, { ...by('Adamax', 0.05), clip: { by: 'globalNorm', limit: 0.1 } }],
  [
    'a recurrent network with squared error',
    memory('tanh'),
    { ...by('Adam', 0.01), heads: loss('meanSquaredError'), accumulate: 2 },
  ],
  ['a large first loss', held(10), { ...by('SGD', 0.01), heads: loss('meanSquaredError'), average: 0.9 }],
]

describe('on the exact CPU', () => {
  test.each(DIVERGING)('%s is stopped early, and the last good weights predict', async (_, model, plan) => {
    const job = pointsJob(model, ROWS, { heads: loss('meanSquaredError'), batchSize: 16, epochs: 500, ...plan })
    let steps = 0
    let answers: Promise<Float32Array[]> | undefined
    const run = await loopRun(job, XOR, async (...of) => {
      const engine = await openExact(...of)
      return {
        ...engine,
        steps(constants, rows) {
          // Do not count the steps that are repeated afterwards to find the cause.
          if (answers === undefined) steps += constants.length
          engine.steps(constants, rows)
        },
        restore(state) {
          engine.restore(state)
          answers = engine.predict([Float32Array.of(0.3, -0.2)], 1)
        },
      }
    })
    const failed = await run.failed()
    expect(failed.reason.code).toBe('not-finite')
    // Metrics are read at least once per epoch, however fast steps are.
    expect(steps - failed.step).toBeLessThan(PER_EPOCH)
    expect((await answers)?.every((values) => values.every(Number.isFinite))).toBe(true)
    const last = run.of('checkpoint').at(-1)
    expect(last?.state.weights.data.every(Number.isFinite)).toBe(true)
    expect(last?.hash).toBe(failed.hash)
  })

  test.each(HEALTHY)('%s does not diverge and finishes', async (_, model, plan) => {
    const run = await loopRun(pointsJob(model, ROWS, { epochs: 15, ...plan }), XOR, openExact)
    expect((await run.done()).why).toBe('finished')
  })
})
