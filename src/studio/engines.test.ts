import { afterEach, expect, test } from 'vitest'
import { rng, shuffle } from '../base/rng'
import type { TrainingJob, WeightSet } from '../data/training-job'
import { constantsOf } from '../training/loop/constants'
import { freshMark } from '../training/loop/resume-point'
import { EXAMPLES, galleryJob } from './testing/gallery-jobs'
import { stepsOf } from './testing/steps-of'
import '../training/testing/node-wasm'
import type { TrainStep } from '../training/train-step'
import { standaloneJob } from '../training/engines/standalone-job'
import { openEngine, openPlain } from '../training/engines/open-engine'

/** Of a light example; a heavy one takes fewer. */
const STEPS = 50
const opened: TrainStep[] = []

afterEach(() => {
  for (const engine of opened.splice(0)) engine.close()
})

test.each(EXAMPLES)('%s: steps of the exact CPU lose what those of plain tf.js lose', async (id) => {
  const { job: shipped, dataset } = await galleryJob(id)
  const job = standaloneJob(shipped)
  const steps = stepsOf(id, STEPS)
  const fast = await openEngine({ job, dataset, backend: 'wasm' })
  opened.push(fast.engine)
  expect(fast.choice.reason).toMatch(/^Checked against TensorFlow\.js/)
  expect(fast.engine.name).toBe('exact CPU')
  const plain = await openPlain({ job, dataset, backend: 'wasm' })
  opened.push(plain)
  const start = await fast.engine.snapshot()
  const given = await lastLoss(fast.engine, job, steps)
  const expected = await lastLoss(plain, job, steps)
  const apart = (loss: number, other: number) => Math.abs(loss - other) / Math.max(other, 1e-3)
  if (apart(given, expected) < 1e-5) return
  // A pool or a relu that turns over parts even runs of one engine that begin some last bits apart: no two sums may be held closer.
  let spread = 0
  for (const draw of [0, 1, 2, 3]) {
    fast.engine.restore({ ...start, weights: lastBitsOff(start.weights, draw) })
    spread = Math.max(spread, apart(await lastLoss(fast.engine, job, steps), given))
  }
  expect(apart(given, expected)).toBeLessThan(3 * spread)
})

/** The weights with the last bit of every other one, on the mean, turned over: as far apart as sums in another order make them. */
function lastBitsOff({ specs, data }: WeightSet, draw: number): WeightSet {
  const random = rng(draw, { kind: 'generate' })
  const words = new Uint32Array(data.slice().buffer).map((word) => word ^ (random.next() & 1))
  return { specs, data: new Float32Array(words.buffer) }
}

/** The loss of the last of the steps. */
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
