/** @file calibrate: runs a job for two seconds to estimate how long the entire job takes. */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import type { Calibration, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import { chunkAt, orderOf, shapeOf } from '../loop/chunk'
import { startRun } from '../loop/run'
import { freshMark } from '../loop/run-mark'
import type { TrainStep } from '../train-step'
import { timeSteps } from './time-steps'

/**
 * Seconds of overhead in every run, between the click and the start in the worker and between the last step and the
 * page update: one animation frame.
 */
const HANDLING = 0.016
const TRIAL_MS = 900
const STEPS_MS = 700
/** Number of rows used to time a validation; the time for more rows is extrapolated. */
const VALIDATED = 1024
const VALIDATIONS = 3

/**
 * Trains and validates briefly. `openedAt` is the `performance.now()` time at which opening the engine began. The
 * engine's state is lost.
 */
export async function calibrate(
  engine: TrainStep,
  job: TrainingJob,
  dataset: Dataset,
  openedAt: number,
): Promise<Calibration> {
  const shape = shapeOf(job)
  const fresh = await engine.snapshot()
  const first = chunkAt(job, shape, freshMark(job), 1)
  engine.order(orderOf(job, job.fromEpoch ?? 0))
  if (first) engine.steps(first.constants, first.rows)
  await engine.read()
  const firstStepMs = performance.now() - openedAt
  engine.restore(fresh)
  const trial = await trialRun(engine, job, dataset, TRIAL_MS)
  const { ms: stepMs } = await timeSteps(engine, job, STEPS_MS)
  const validationMs = await timeValidation(engine, job, dataset)
  const steps = shape.perEpoch * job.epochs
  return {
    engine: engine.name,
    stepMs,
    validationMs,
    firstStepMs,
    // If no trial run was possible because epochs are long, the estimate adds up the times of steps and validations.
    seconds: HANDLING + firstStepMs / 1000 + (trial ?? (steps * stepMs + job.epochs * validationMs) / 1000),
    bytes: engine.counters().bytes,
  }
}

/** Milliseconds of one validation: the fastest of a few, because the first one includes setup work. */
async function timeValidation(engine: TrainStep, job: TrainingJob, dataset: Dataset): Promise<number> {
  const rows = job.split.validation
  if (rows.length === 0) return 0
  const validation = rows.subarray(0, VALIDATED)
  const part = { ...job, split: { ...job.split, validation } }
  let quickest = Number.POSITIVE_INFINITY
  for (let i = 0; i < VALIDATIONS; i++) {
    const from = performance.now()
    await evaluateSplit(engine, part, dataset, 'validation', () => Promise.resolve('go'))
    quickest = Math.min(quickest, performance.now() - from)
  }
  return (quickest * rows.length) / validation.length
}

/** Minimum number of epochs to extrapolate from. */
const FEWEST_EPOCHS = 3

/**
 * Estimates how many seconds all epochs take, based on the epochs completed in the first `forMs` milliseconds;
 * undefined if there were too few. The engine's state is lost.
 */
async function trialRun(
  engine: TrainStep,
  job: TrainingJob,
  dataset: Dataset,
  forMs: number,
): Promise<number | undefined> {
  const { name, device } = engine
  const from = performance.now()
  let epochs = 0
  let reachedAt = from
  let why: string | undefined
  function post(message: FromTrainer): void {
    if (message.type === 'done') why = message.why
    if (message.type !== 'epoch') return
    epochs = message.log.epoch - (job.fromEpoch ?? 0)
    reachedAt = performance.now()
  }
  // Nobody reads these messages, so any backend name will do here.
  const chosen = { backend: 'cpu', reason: '' } as const
  const run = startRun({ id: 'trial', job, dataset, engine, choice: { name, device, reason: '' }, chosen, post })
  const timer = setTimeout(() => run.control.steer('stop'), forMs)
  await run.over
  clearTimeout(timer)
  if (why !== undefined && why !== 'stopped') return (performance.now() - from) / 1000
  return epochs < FEWEST_EPOCHS ? undefined : ((reachedAt - from) * job.epochs) / epochs / 1000
}
