import { describe, expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import { type LateEngine, lateEngine } from '../testing/late-engine'
import { loopRun, openExact, openReference } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import type { TrainStep } from '../train-step'

const ROWS = 200
const XOR = points('xor', ROWS)
const LINEAR = chain([2], [dense(8, 'relu'), dense(8, 'relu'), dense(2, 'linear')])
const SQUARES = [{ label: 'Class', loss: { class_name: 'meanSquaredError', config: {} }, weight: 1 }]

function diverging(class_name: string, learningRate: number): TrainingJob {
  return pointsJob(LINEAR, ROWS, {
    heads: SQUARES,
    optimizer: { class_name, config: {} },
    learningRate,
    batchSize: 16,
    epochs: 200,
  })
}

const RECIPES = [
  ['SGD', 20],
  ['SGD', 1e3],
  ['SGD', 1e20],
  ['Momentum', 30],
  ['Momentum', 1e6],
  ['Adam', 1e25],
  ['Adamax', 1e30],
  ['RMSProp', 1e28],
  ['Adagrad', 1e30],
  ['AdamW', 1e19],
] as const

const HEALTHY = [
  ['Adam', 0.05],
  ['SGD', 0.3],
  ['RMSProp', 0.01],
  ['Adadelta', 1],
  ['Adagrad', 0.2],
] as const

function healthy(class_name: string, learningRate: number, seed: number): TrainingJob {
  const model = chain([2], [dense(8, 'relu'), dense(2, 'softmax')])
  return pointsJob(model, ROWS, { optimizer: { class_name, config: {} }, learningRate, seed, epochs: 4 })
}

describe.each(['plain', 'late', 'exact'] as const)('on an engine: %s', (which) => {
  let late: LateEngine | undefined
  const open = async (job: TrainingJob, dataset: Dataset): Promise<TrainStep> => {
    const engine = await (which === 'exact' ? openExact : openReference)(job, dataset)
    late = which === 'late' ? lateEngine(engine, 5) : undefined
    return late?.engine ?? engine
  }
  /** Runs a job until it fails, and inspects the result before the engine is closed. */
  async function watched(job: TrainingJob, dataset: Dataset = XOR) {
    let left: Float32Array | undefined
    const run = await loopRun(job, dataset, async (...of) => {
      const engine = await open(...of)
      return {
        ...engine,
        restore(state) {
          left = state.weights.data.slice()
          engine.restore(state)
        },
      }
    })
    return { failed: await run.failed(), left: left as Float32Array, run }
  }

  test.each(RECIPES)(
    '%s at %d is stopped with finite weights, and says where it started and what to do',
    async (rule, rate) => {
      const { failed, left, run } = await watched(diverging(rule, rate))
      expect(failed.reason).toMatchObject({
        code: 'not-finite',
        args: { layer: expect.stringMatching(/^layer_\d$/), fix: { kind: 'rate', now: rate } },
      })
      expect(left.every(Number.isFinite)).toBe(true)
      const last = run.of('checkpoint').at(-1)
      expect(last?.state.weights.data).toEqual(left)
      expect(last?.hash).toBe(failed.hash)
    },
  )

  test('a data row that is not finite is named, and the learning rate is not blamed', async () => {
    const data = points('xor', ROWS)
    const [x] = data.columns
    if (x?.type === 'number') x.values[37] = Number.POSITIVE_INFINITY
    const { failed } = await watched(diverging('SGD', 0.01), data)
    expect(failed.reason).toMatchObject({ args: { rows: [37], fix: { kind: 'input', input: 'Point', rows: [37] } } })
    expect(formatMessage(failed.reason)).toContain('first in layer_1, while training on dataset row 37')
    expect(formatMessage(failed.reason)).toContain('The input "Point" has values that are not finite in row 37')
  })

  test.each(HEALTHY)('%s at %d does not diverge', async (rule, rate) => {
    const run = await loopRun(healthy(rule, rate, 7), XOR, open)
    expect((await run.done()).why).toBe('finished')
    expect(run.of('progress').flatMap(({ losses }) => [...losses])).toHaveLength(20)
    if (late) expect(late.peaks()).toMatchObject({ underWay: 2, readings: 1 })
  })
})

test('fifty healthy configurations do not diverge', async () => {
  for (const [rule, rate] of HEALTHY) {
    for (let seed = 0; seed < 10; seed++) {
      const run = await loopRun(healthy(rule, rate, seed), XOR, openExact)
      expect((await run.done()).why).toBe('finished')
    }
  }
})

test.each([
  ['the default of the optimizer, if the rate is far above it', 50, '0.05'],
  ['a tenth of the current one, if that is lower', 0.4, '0.04'],
])('the suggested rate is %s, and the message says so', async (_, rate, to) => {
  // A loss of this weight diverges at any of these rates.
  const heads = SQUARES.map((head) => ({ ...head, weight: 1e6 }))
  const failed = await (await loopRun({ ...diverging('SGD', rate), heads }, XOR)).failed()
  expect(formatMessage(failed.reason)).toMatch(
    new RegExp(
      `^The loss became infinite or NaN in epoch 1, step \\d+, first in layer_\\d.*Lower the learning rate to ${to} \\(now ${rate}\\)\\.$`,
    ),
  )
})

test('a smaller rate that worked earlier is suggested again', async () => {
  const run = await loopRun({ ...diverging('SGD', 0.05), epochs: 100_000 }, XOR)
  await run.pausedBy('pause')
  run.run.setLearningRate(1e6)
  run.run.control.steer('resume')
  expect((await run.failed()).reason).toMatchObject({ args: { fix: { kind: 'rate', to: 0.05, now: 1e6 } } })
})
