/** @file calibrate: two seconds of a job, to say beforehand what all of it will take. */
import type { TrainingJob } from '../../data/job'
import type { Calibration } from '../../protocol/trainer-messages'
import { constantsOf } from '../loop/constants'
import { freshMark } from '../loop/mark'
import type { TrainStep } from '../train-step'

const LONG_ENOUGH_MS = 1500
const VALIDATED = 256

/** Trains and validates for a moment. `openedAt` is when opening the engine began, in `performance.now()` milliseconds; its weights are used up. */
export async function calibrate(engine: TrainStep, job: TrainingJob, openedAt: number): Promise<Calibration> {
  const { train, validation } = job.split
  const rows = Math.min(job.batchSize, train.length)
  const mark = freshMark(job)
  const order = train.slice(0, rows)
  engine.order(order)
  const step = async (count: number) => {
    engine.steps(
      Array.from({ length: count }, () => constantsOf(job, mark, 0, job.learningRate)),
      rows,
    )
    await engine.settled()
  }
  await step(1)
  const firstStepMs = performance.now() - openedAt
  // Larger and larger bites, so that small networks are timed as they train: many steps at once.
  let took = 0
  let count = 1
  let stepMs = 0
  const began = performance.now()
  while (performance.now() - began < LONG_ENOUGH_MS) {
    const from = performance.now()
    await step(count)
    took = performance.now() - from
    stepMs = took / count
    if (took < 20 && count * 2 <= engine.mostSteps) count *= 2
  }
  await engine.read()
  const validationMs = await timeValidation(engine, validation)
  const perEpoch = Math.ceil(train.length / rows)
  return {
    engine: engine.name,
    stepMs,
    validationMs,
    firstStepMs,
    seconds: (firstStepMs + job.epochs * (perEpoch * stepMs + validationMs)) / 1000,
    bytes: engine.counters().bytes,
  }
}

async function timeValidation(engine: TrainStep, rows: Uint32Array): Promise<number> {
  if (rows.length === 0) return 0
  const part = rows.subarray(0, VALIDATED)
  await engine.evaluate(part)
  const from = performance.now()
  await engine.evaluate(part)
  return ((performance.now() - from) * rows.length) / part.length
}
