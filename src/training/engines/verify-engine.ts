/**
 * @file verifyEngine: compares an engine with the reference. Both run the same steps from the same state; gradients,
 * losses and weights must agree. The reference runs first and is closed before the engine takes memory.
 */

import { REFERENCE_BYTES } from '../../data/engine-limits'
import { epochOrder } from '../../data/resample'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import type { EngineDifference } from '../../messages/en/training'
import { constantsOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import type { BatchInspection, TrainStep } from '../train-step'
import { type ComparisonPlan, sampledUpdate, standaloneJob } from './comparison-plan'

export type Verification =
  | {
      readonly agrees: true
      readonly steps: number
      readonly lossDifference: number
      readonly weightDifference: number
      /** The number of weights whose update was compared, if it is only a sample. */
      readonly sampled?: number
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

/** The loss and the gradients of one batch. */
type BatchGradients = Pick<BatchInspection, 'loss' | 'gradients'>

interface StepResults {
  readonly losses: Float32Array
  readonly weights: WeightSet
}

/** The results of the reference for a job, which an engine must reproduce. */
export interface ExpectedResults {
  readonly plan: ComparisonPlan
  readonly inspection: BatchGradients
  /** The results of the compared steps; absent if updates are compared on a sample. */
  readonly steps?: StepResults
}

/** Runs the reference from the job's initial weights. Only the results remain, so the reference can be closed next. */
export async function expectedResults(
  reference: TrainStep,
  job: TrainingJob,
  plan: ComparisonPlan,
): Promise<ExpectedResults> {
  const inspection = await reference.inspect(firstRows(job, plan.rows), 0, 'gradients')
  return { plan, inspection, ...(plan.updates === 'all' && { steps: await runSteps(reference, job, plan.rows) }) }
}

export interface VerifiedEngine {
  readonly engine: TrainStep
  readonly job: TrainingJob
  /** The weights that the engine and the reference start with. */
  readonly weights: WeightSet
  /** Opens the reference again, for the second comparison. */
  openReference(): Promise<TrainStep>
}

/** Checks whether an engine trains this job like the reference engine, and restores the engine's initial state. */
export async function verifyEngine(verified: VerifiedEngine, expected: ExpectedResults): Promise<Verification> {
  const { engine, job } = verified
  const { plan, inspection, steps } = expected
  try {
    const look = await engine.inspect(firstRows(job, plan.rows), 0, 'gradients')
    // Losses have no kinks, so a difference in the losses needs no second comparison.
    const lossMismatch = compareLosses(look, inspection)
    if (lossMismatch) return lossMismatch
    const gradientMismatch = compareGradients(look, inspection)
    if (!steps) {
      if (gradientMismatch && !(await compareClosely(verified, expected))) return gradientMismatch
      return await compareSampledUpdate(verified, plan.rows)
    }
    const proof =
      gradientMismatch ??
      compareSteps(await runSteps(engine, job, plan.rows), steps, trainedWeights(inspection), testRate(job))
    return proof.agrees ? proof : ((await compareClosely(verified, expected)) ?? proof)
  } finally {
    // Discards the counts of these steps, so that they do not appear in the confusion matrix of a run.
    await engine.confusion()
    restoreFresh(verified)
  }
}

function restoreFresh({ engine, weights }: VerifiedEngine): void {
  engine.restore({ weights, slots: new Float32Array(0) })
}

/** The first training rows in the order of the first epoch. */
function firstRows(job: TrainingJob, count: number): Uint32Array {
  return epochOrder(job, 0).subarray(0, count)
}

function compareLosses(given: BatchGradients, expected: BatchGradients): Verification | undefined {
  const loss = relative(given.loss, expected.loss)
  if (loss === 0 && !Number.isFinite(expected.loss)) return BOTH_DIVERGED
  return loss <= LOSS_LIMIT ? undefined : mismatch({ at: 'first-loss' }, loss, LOSS_LIMIT)
}

function compareGradients(given: BatchGradients, expected: BatchGradients): Verification | undefined {
  const largest = Math.max(...expected.gradients.map(({ values }) => maxAbs(values)))
  for (const [i, { weight, values }] of expected.gradients.entries()) {
    const scale = Math.max(maxAbs(values), GRADIENT_FLOOR * largest, Number.MIN_VALUE)
    const difference = maxDifference(given.gradients[i]?.values, values) / scale
    if (!(difference <= GRADIENT_LIMIT)) return mismatch({ at: 'gradient', weight }, difference, GRADIENT_LIMIT)
  }
  return undefined
}

/**
 * Runs the second comparison and returns its result if the engines agree; otherwise returns undefined. If updates are
 * compared on a sample, only gradients are compared here.
 */
async function compareClosely(
  verified: VerifiedEngine,
  { plan, inspection }: ExpectedResults,
): Promise<Verification | undefined> {
  const { engine, job, weights } = verified
  const batches = closeBatches(job, weights)
  const reference = await verified.openReference()
  const expected: BatchGradients[] = []
  let steps: StepResults | undefined
  try {
    for (const rows of batches) expected.push(await reference.inspect(rows, 0, 'gradients'))
    if (plan.updates === 'all') steps = await runSteps(reference, job, plan.rows, CLOSE_RATE)
  } finally {
    reference.close()
  }
  restoreFresh(verified)
  let found = false
  for (const [i, rows] of batches.entries()) {
    const [own, theirs] = [await engine.inspect(rows, 0, 'gradients'), expected[i] as BatchGradients]
    found = isInformative(theirs) && !compareLosses(own, theirs) && !compareGradients(own, theirs)
    if (found) break
  }
  if (!found) return undefined
  if (!steps) return { agrees: true, steps: 0, lossDifference: 0, weightDifference: 0 }
  const own = await runSteps(engine, job, plan.rows, CLOSE_RATE)
  const lossDifference = largestRelative(own.losses, steps.losses)
  const trained = trainedWeights(inspection)
  const [from, a, b] = [weights, own.weights, steps.weights].map((set) => only(set, trained)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const away = meanDistance(a, b) / Math.max(meanDistance(from, b), Number.MIN_VALUE)
  if (!(lossDifference <= LOSS_LIMIT) || !(away <= CLOSE_LIMIT)) return undefined
  return { agrees: true, steps: STEPS, lossDifference, weightDifference: maxDifference(a, b) }
}

/** Whether a gradient can differ: all are zero if no row of the batch has a known target. */
function isInformative({ gradients }: BatchGradients): boolean {
  return gradients.length === 0 || gradients.some(({ values }) => maxAbs(values) > 0)
}

/** Small batches of different rows; there are fewer if the gradients of all of them would take too much memory. */
function closeBatches(job: TrainingJob, weights: WeightSet): readonly Uint32Array[] {
  const tries = Math.min(CLOSE_TRIES, Math.max(1, Math.floor(REFERENCE_BYTES / weights.data.byteLength)))
  const order = epochOrder(job, 0)
  const batches = Array.from({ length: tries }, (_, i) => order.subarray(i * CLOSE_ROWS, (i + 1) * CLOSE_ROWS))
  return batches.filter(({ length }) => length === CLOSE_ROWS)
}

/**
 * Names of the weights with a real gradient. For other weights (such as a bias before a batch norm), the gradient, and
 * thus every update, consists only of rounding errors.
 */
function trainedWeights({ gradients }: BatchGradients): ReadonlySet<string> {
  const largest = Math.max(...gradients.map(({ values }) => maxAbs(values)))
  return new Set(gradients.filter(({ values }) => maxAbs(values) > IGNORED * largest).map(({ weight }) => weight))
}

/** Runs a few steps over batches of `rows` rows from an engine's current state. */
async function runSteps(
  engine: TrainStep,
  job: TrainingJob,
  rows: number,
  share = 1,
  count = STEPS,
): Promise<StepResults> {
  const order = epochOrder(job, 0)
  const plain = standaloneJob(job)
  const rate = testRate(job) * share
  const constants = Array.from({ length: count }, (_, step) => {
    const first = (step * rows) % (order.length - rows + 1)
    return constantsOf(plain, { ...freshMark(plain), step, updates: step }, first, rate)
  })
  engine.order(order)
  engine.steps(constants, rows)
  const { losses } = await engine.read()
  return { losses, weights: (await engine.snapshot()).weights }
}

function compareSteps(
  given: StepResults,
  expected: StepResults,
  trained: ReadonlySet<string>,
  rate: number,
): Verification {
  const lossDifference = largestRelative(given.losses, expected.losses)
  if (lossDifference === 0 && !expected.losses.every(Number.isFinite)) return BOTH_DIVERGED
  if (!(lossDifference <= LOSS_LIMIT)) return mismatch({ at: 'loss-after-steps' }, lossDifference, LOSS_LIMIT)
  const reach = Math.max(rate * STEPS, 1e-6)
  const [a, b] = [given, expected].map(({ weights }) => only(weights, trained)) as [Float32Array, Float32Array]
  const weightDifference = maxDifference(a, b)
  if (!(weightDifference <= MOST_LIMIT * reach))
    return mismatch({ at: 'a-weight' }, weightDifference, MOST_LIMIT * reach)
  const mean = meanDistance(a, b)
  if (!(mean <= MEAN_LIMIT * reach)) return mismatch({ at: 'mean-weight' }, mean, MEAN_LIMIT * reach)
  return { agrees: true, steps: STEPS, lossDifference, weightDifference }
}

/** Compares one update of a sample of the weights, which TensorFlow.js computes from the engine's gradients. */
async function compareSampledUpdate({ engine, job, weights }: VerifiedEngine, rows: number): Promise<Verification> {
  engine.restore({ weights, slots: new Float32Array(0) })
  const { loss, gradients } = await engine.inspect(firstRows(job, rows), 0, 'gradients')
  const own = await runSteps(engine, job, rows, 1, 1)
  const lossDifference = relative(own.losses[0] as number, loss)
  if (!(lossDifference <= LOSS_LIMIT)) return mismatch({ at: 'loss-after-steps' }, lossDifference, LOSS_LIMIT)
  const constants = constantsOf(standaloneJob(job), freshMark(job), 0, testRate(job))
  const { positions, updated } = await sampledUpdate({ job, weights, gradients, constants })
  const sampleOf = ({ data }: WeightSet) => Float32Array.from(positions, (i) => data[i] as number)
  const [from, given] = [sampleOf(weights), sampleOf(own.weights)]
  const moved = Math.max(meanDistance(from, updated), Number.MIN_VALUE)
  const mean = meanDistance(given, updated)
  if (!(mean <= CLOSE_LIMIT * moved)) return mismatch({ at: 'mean-weight' }, mean, CLOSE_LIMIT * moved)
  const weightDifference = maxDifference(given, updated)
  return { agrees: true, steps: 1, lossDifference, weightDifference, sampled: positions.length }
}

/** The concatenated values of the weights with these names. */
function only({ specs, data }: WeightSet, names: ReadonlySet<string>): Float32Array {
  const sizes = specs.map(({ shape }) => shape.reduce((product, n) => product * n, 1))
  const named = specs.map(({ name }) => names.has(name))
  if (named.every(Boolean)) return data
  const values = new Float32Array(sizes.reduce((sum, size, i) => sum + (named[i] ? size : 0), 0))
  let [from, to] = [0, 0]
  for (const [i, size] of sizes.entries()) {
    if (named[i]) {
      values.set(data.subarray(from, from + size), to)
      to += size
    }
    from += size
  }
  return values
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

function largestRelative(given: Float32Array, expected: Float32Array): number {
  return expected.reduce((most, loss, i) => {
    const difference = relative(given[i] as number, loss)
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference)
  }, 0)
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
