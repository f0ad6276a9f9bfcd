/**
 * @file verifyEngine: compares an engine with the reference. Both run the same steps from the same state; gradients,
 * losses and weights must agree.
 */
import type { EngineState, TrainingJob, WeightSet } from '../../data/training-job'
import type { EngineDifference } from '../../messages/en/training'
import { epochOrder, epochRows } from '../../data/resample'
import { freshMark } from '../loop/start-position'
import { constantsOf } from '../loop/step-constants'
import type { BatchInspection, TrainStep } from '../train-step'
import { standaloneJob } from './standalone-job'

export type Verification =
  | {
      readonly agrees: true
      readonly steps: number
      readonly lossDifference: number
      readonly weightDifference: number
    }
  | { readonly agrees: false; readonly where: EngineDifference; readonly difference: number; readonly limit: number }

/** Number of steps that both engines run. */
const STEPS = 3
/** Maximum relative difference of losses: float32 sums in a different order differ in the last digits. */
const LOSS_LIMIT = 1e-4
/**
 * Maximum difference of gradients, relative to the largest value of their tensor, or to a thousandth of the largest
 * gradient overall, because a gradient that should be zero consists of rounding errors.
 */
const GRADIENT_LIMIT = 2e-3
const GRADIENT_FLOOR = 1e-3
/**
 * Number of rows in the second comparison, which runs if the first one finds a difference. If the input of a ReLU is
 * within rounding error of zero, one engine may pass the gradient on and the other may not. Normalization layers and
 * optimizers that divide by the size of the gradient amplify this difference with each step. With few rows this is
 * rare, several attempts make it likely that at least one avoids it, and small steps limit its effect. A real error in
 * an engine shows up in every attempt.
 */
const CLOSE_ROWS = 4
const CLOSE_TRIES = 6
const CLOSE_RATE = 1 / 40
/** Maximum mean difference of weights in the second comparison, as a fraction of the distance that the weights move. */
const CLOSE_LIMIT = 0.1
/** Maximum learning rate of the compared steps. */
const TEST_RATE = 0.05
/**
 * Weights whose gradient is below this fraction of the largest gradient are ignored, because such a gradient is mostly
 * rounding error.
 */
const IGNORED = 1e-5
/**
 * Maximum mean difference and maximum single difference of weights, in multiples of the learning rate per step.
 * Optimizers that divide by the size of the gradient turn rounding errors into full steps if the gradient should be
 * zero.
 */
const MEAN_LIMIT = 0.02
const MOST_LIMIT = 3

/** The results of the reference for a job, which an engine must reproduce. */
export interface ExpectedResults {
  readonly start: EngineState
  readonly inspection: BatchInspection
  /** Losses of the compared steps. */
  readonly losses: Float32Array
  readonly state: EngineState
}

/**
 * Runs only the reference engine's steps, so that they can run while the other engine is still opening. Restores the
 * reference engine's state.
 */
export async function expectedResults(reference: TrainStep, job: TrainingJob): Promise<ExpectedResults> {
  const start = await reference.snapshot()
  try {
    return { start, inspection: await reference.inspect(firstBatch(job), 0), ...(await runSteps(reference, job)) }
  } finally {
    reference.restore(start)
  }
}

/**
 * Checks whether an engine trains this job like the reference engine, starting from the reference engine's state.
 * Restores the state of both engines.
 */
export async function verifyEngine(
  engine: TrainStep,
  reference: TrainStep,
  expected: ExpectedResults,
  job: TrainingJob,
): Promise<Verification> {
  const start = await engine.snapshot()
  try {
    engine.restore(expected.start)
    const look = await engine.inspect(firstBatch(job), 0)
    // Losses have no kinks, so a difference in the losses needs no second comparison.
    const lossMismatch = compareLosses(look, expected.inspection)
    if (lossMismatch) return lossMismatch
    const proof =
      compareGradients(look, expected.inspection) ?? compareSteps(await runSteps(engine, job), expected, job)
    return proof.agrees ? proof : ((await compareClosely(engine, reference, expected, job)) ?? proof)
  } finally {
    // Discards the counts of these steps, so that they do not appear in the confusion matrix of a run.
    await engine.confusion()
    engine.restore(start)
  }
}

function firstBatch(job: TrainingJob): Uint32Array {
  return firstEpochRows(job).subarray(0, Math.min(job.batchSize, epochRows(job)))
}

/** The training rows in the order of the first epoch. */
function firstEpochRows(job: TrainingJob): Uint32Array {
  return epochOrder(job, 0)
}

function compareLosses(given: BatchInspection, expected: BatchInspection): Verification | undefined {
  const loss = relative(given.loss, expected.loss)
  if (loss === 0 && !Number.isFinite(expected.loss)) return BOTH_DIVERGED
  return loss <= LOSS_LIMIT ? undefined : mismatch({ at: 'first-loss' }, loss, LOSS_LIMIT)
}

function compareGradients(given: BatchInspection, expected: BatchInspection): Verification | undefined {
  const largest = Math.max(...expected.gradients.map(({ values }) => maxAbs(values)))
  for (const [i, { weight, values }] of expected.gradients.entries()) {
    const scale = Math.max(maxAbs(values), GRADIENT_FLOOR * largest, Number.MIN_VALUE)
    const difference = maxDifference(given.gradients[i]?.values, values) / scale
    if (!(difference <= GRADIENT_LIMIT)) return mismatch({ at: 'gradient', weight }, difference, GRADIENT_LIMIT)
  }
  return undefined
}

/** Runs the second comparison and returns its result if the engines agree; otherwise returns undefined. */
async function compareClosely(
  engine: TrainStep,
  reference: TrainStep,
  { start, inspection: look }: ExpectedResults,
  job: TrainingJob,
): Promise<Verification | undefined> {
  const before = await reference.snapshot()
  try {
    engine.restore(start)
    reference.restore(start)
    const alike = async (rows: Uint32Array) => {
      const [own, theirs] = [await engine.inspect(rows, 0), await reference.inspect(rows, 0)]
      return !compareLosses(own, theirs) && !compareGradients(own, theirs)
    }
    let found = false
    for (let i = 0; i < CLOSE_TRIES && !found; i++) {
      const rows = firstEpochRows(job).subarray(i * CLOSE_ROWS, (i + 1) * CLOSE_ROWS)
      found = rows.length === CLOSE_ROWS && (await alike(rows))
    }
    if (!found) return undefined
    const [own, theirs] = [await runSteps(engine, job, CLOSE_RATE), await runSteps(reference, job, CLOSE_RATE)]
    const lossDifference = Math.max(...theirs.losses.map((loss, i) => relative(own.losses[i] as number, loss)))
    const trained = trainedWeights(look)
    const [from, a, b] = [start, own.state, theirs.state].map(({ weights }) => only(weights, trained)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    const away = meanDistance(a, b) / Math.max(meanDistance(from, b), Number.MIN_VALUE)
    if (!(lossDifference <= LOSS_LIMIT) || !(away <= CLOSE_LIMIT)) return undefined
    return { agrees: true, steps: STEPS, lossDifference, weightDifference: maxDifference(a, b) }
  } finally {
    reference.restore(before)
  }
}

/**
 * Names of the weights with a real gradient. For other weights (such as a bias before a batch norm), the gradient, and
 * thus every update, consists only of rounding errors.
 */
function trainedWeights({ gradients }: BatchInspection): ReadonlySet<string> {
  const largest = Math.max(...gradients.map(({ values }) => maxAbs(values)))
  return new Set(gradients.filter(({ values }) => maxAbs(values) > IGNORED * largest).map(({ weight }) => weight))
}

/** Runs a few steps from an engine's current state; returns the losses and the resulting state. */
async function runSteps(engine: TrainStep, job: TrainingJob, share = 1): Promise<StepResults> {
  const order = firstEpochRows(job)
  const rows = Math.min(job.batchSize, order.length)
  const plain = standaloneJob(job)
  const rate = testRate(job) * share
  const constants = Array.from({ length: STEPS }, (_, step) => {
    const first = (step * rows) % (order.length - rows + 1)
    return constantsOf(plain, { ...freshMark(plain), step, updates: step }, first, rate)
  })
  engine.order(order)
  engine.steps(constants, rows)
  const { losses } = await engine.read()
  return { losses, state: await engine.snapshot() }
}

function compareSteps(given: StepResults, expected: ExpectedResults, job: TrainingJob): Verification {
  const losses = expected.losses.map((loss, i) => relative(given.losses[i] as number, loss))
  const lossDifference = Math.max(...losses)
  if (lossDifference === 0 && !expected.losses.every(Number.isFinite)) return BOTH_DIVERGED
  if (!(lossDifference <= LOSS_LIMIT)) return mismatch({ at: 'loss-after-steps' }, lossDifference, LOSS_LIMIT)
  const reach = Math.max(testRate(job) * STEPS, 1e-6)
  const steers = trainedWeights(expected.inspection)
  const [a, b] = [given, expected].map(({ state }) => only(state.weights, steers)) as [Float32Array, Float32Array]
  const weightDifference = maxDifference(a, b)
  if (!(weightDifference <= MOST_LIMIT * reach))
    return mismatch({ at: 'a-weight' }, weightDifference, MOST_LIMIT * reach)
  const mean = meanDistance(a, b)
  if (!(mean <= MEAN_LIMIT * reach)) return mismatch({ at: 'mean-weight' }, mean, MEAN_LIMIT * reach)
  return { agrees: true, steps: STEPS, lossDifference, weightDifference }
}

type StepResults = Pick<ExpectedResults, 'losses' | 'state'>

/** The concatenated values of the weights with these names. */
function only({ specs, data }: WeightSet, names: ReadonlySet<string>): Float32Array {
  let at = 0
  const parts = specs.map(({ name, shape }) => {
    const size = shape.reduce((product, n) => product * n, 1)
    const part = data.subarray(at, at + size)
    at += size
    return names.has(name) ? part : new Float32Array(0)
  })
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

function mismatch(where: EngineDifference, difference: number, limit: number): Verification {
  return { agrees: false, where, difference, limit }
}

/**
 * The learning rate for the compared steps. With the plan's rate, the network might diverge, which would leave nothing
 * to compare.
 */
function testRate({ learningRate }: TrainingJob): number {
  return Math.min(learningRate, TEST_RATE)
}

/** Used if neither loss is finite: the engines agree up to that point, and the run will report where it diverged. */
const BOTH_DIVERGED: Verification = { agrees: true, steps: 0, lossDifference: 0, weightDifference: 0 }

/** The relative difference; 0 if neither number is finite. */
function relative(given: number, expected: number): number {
  if (!Number.isFinite(expected) && !Number.isFinite(given)) return 0
  return Math.abs(given - expected) / Math.max(Math.abs(expected), 1e-3)
}

function maxAbs(values: Float32Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** The largest absolute difference; NaN if the lengths differ or a value is NaN. */
function maxDifference(given: Float32Array | undefined, expected: Float32Array): number {
  if (given?.length !== expected.length) return Number.NaN
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((given[i] as number) - (expected[i] as number))
    if (Number.isNaN(difference)) return Number.NaN
    largest = Math.max(largest, difference)
  }
  return largest
}

function meanDistance(given: Float32Array, expected: Float32Array): number {
  let sum = 0
  for (let i = 0; i < expected.length; i++) sum += Math.abs((given[i] as number) - (expected[i] as number))
  return sum / Math.max(1, expected.length)
}
