import { afterEach, expect, test } from 'vitest'
import { rng, shuffle } from '../base/rng'
import type { TrainingJob, WeightSet } from '../data/job'
import { constantsOf } from '../training/loop/constants'
import { freshMark } from '../training/loop/mark'
import { EXAMPLES, galleryJob } from './testing/gallery-jobs'
import '../training/testing/node-wasm'
import type { TrainStep } from '../training/train-step'
import { alone } from '../training/engines/alone'
import { openEngine, openPlain } from '../training/engines/open-engine'

const STEPS = 50
const opened: TrainStep[] = []

afterEach(() => {
  for (const engine of opened.splice(0)) engine.close()
})

test.each(EXAMPLES)('%s: 50 steps of the exact CPU lose what those of plain tf.js lose', async (id) => {
  const { job: shipped, dataset } = await galleryJob(id)
  const job = alone(shipped)
  const fast = await openEngine({ job, dataset, backend: 'wasm' })
  opened.push(fast.engine)
  expect(fast.choice.reason).toMatch(/^agrees/)
  expect(fast.engine.name).toBe('exact CPU')
  const plain = await openPlain({ job, dataset, backend: 'wasm' })
  opened.push(plain)
  const start = await fast.engine.snapshot()
  const given = await lastLoss(fast.engine, job)
  const expected = await lastLoss(plain, job)
  const apart = (loss: number) => Math.abs(loss - expected) / Math.max(expected, 1e-3)
  if (apart(given) < 1e-5) return
  // A pool or a relu that turns over parts even two runs that begin one last bit apart: then no sum may be held closer than that.
  fast.engine.restore({ ...start, weights: oneBitOff(start.weights) })
  expect(apart(given)).toBeLessThan(3 * apart(await lastLoss(fast.engine, job)))
})

/** The weights with the last bit of the first one turned over. */
function oneBitOff({ specs, data }: WeightSet): WeightSet {
  const words = new Uint32Array(data.slice().buffer)
  words[0] = (words[0] as number) ^ 1
  return { specs, data: new Float32Array(words.buffer) }
}

/** The loss of the last of the steps. */
async function lastLoss(engine: TrainStep, job: TrainingJob): Promise<number> {
  const order = shuffle(job.split.train.slice(), rng(job.seed, { kind: 'shuffle', epoch: 0 }))
  const rows = Math.min(job.batchSize, order.length)
  engine.order(order)
  for (let step = 0; step < STEPS; step++) {
    const mark = { ...freshMark(job), step, updates: step }
    const first = (step * rows) % (order.length - rows + 1)
    engine.steps([constantsOf(job, mark, first, job.learningRate)], rows)
  }
  return (await engine.read()).losses[STEPS - 1] as number
}
