import { afterEach, expect, test } from 'vitest'
import { rng, shuffle } from '../../base/rng'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { constantsOf } from '../../training/loop/chunk'
import { freshMark } from '../../training/loop/run-mark'
import { EXAMPLES, galleryJob } from '../testing/gallery-jobs'
import { stepsOf } from '../testing/steps-of'
import '../../training/testing/node-wasm'
import { standaloneJob } from '../../training/engines/comparison-plan'
import { openEngine, openPlain } from '../../training/engines/open-engine'
import type { TrainStep } from '../../training/train-step'

/** The number of training steps for a lightweight example; heavier examples train for fewer steps. */
const STEPS = 50
/** The largest batch: with more rows, plain tf.js takes a second per step of a large example. */
const BATCH = 16
const opened: TrainStep[] = []

afterEach(() => {
  for (const engine of opened.splice(0)) engine.close()
})

test.each(EXAMPLES)('%s: the exact CPU engine reaches the same losses as plain tf.js', async (id) => {
  const { job: shipped, dataset } = await galleryJob(id)
  const job = standaloneJob({ ...shipped, batchSize: Math.min(BATCH, shipped.batchSize) })
  const steps = stepsOf(id, STEPS)
  const fast = await openEngine({ job, dataset, backend: 'wasm' })
  opened.push(fast.engine)
  expect(fast.choice.reason).toMatchObject({ code: 'engine-proved' })
  expect(fast.engine.name).toBe('exact CPU')
  const plain = await openPlain({ job, dataset, backend: 'wasm' })
  opened.push(plain)
  const start = await fast.engine.snapshot()
  const given = await lastLoss(fast.engine, job, steps)
  const expected = await lastLoss(plain, job, steps)
  const apart = (loss: number, other: number) => Math.abs(loss - other) / Math.max(other, 1e-3)
  if (apart(given, expected) < 1e-5) return
  // Max pooling and ReLU can amplify last-bit differences between runs of one engine, so measure that spread and use it
  // as the tolerance.
  let spread = 0
  for (const draw of [0, 1, 2, 3]) {
    fast.engine.restore({ ...start, weights: lastBitsOff(start.weights, draw) })
    spread = Math.max(spread, apart(await lastLoss(fast.engine, job, steps), given))
  }
  expect(apart(given, expected)).toBeLessThan(3 * spread)
})

/** The weights with the last bit of each value flipped with probability 1/2, to imitate a different summation order. */
function lastBitsOff({ specs, data }: WeightSet, draw: number): WeightSet {
  const random = rng(draw, { kind: 'generate' })
  const words = new Uint32Array(data.slice().buffer).map((word) => word ^ (random.next() & 1))
  return { specs, data: new Float32Array(words.buffer) }
}

/** The loss of the last step. */
async function lastLoss(engine: TrainStep, job: TrainingJob, steps: number): Promise<number> {
  const order = shuffle(job.split.train.slice(), rng(job.seed, { kind: 'shuffle', epoch: 0 }))
  const rows = Math.min(job.batchSize, order.length)
  engine.order(order)
  for (let step = 0; step < steps; step++) {
    const mark = { ...freshMark(job), step, updates: step }
    const first = (step * rows) % (order.length - rows + 1)
    engine.steps([constantsOf(job, mark, first, job.learningRate)], rows)
  }
  return (await engine.read()).losses[steps - 1] as number
}
