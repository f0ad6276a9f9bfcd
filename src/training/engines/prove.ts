/** @file prove: holds an engine against the reference: from one snapshot the same steps on both, slopes, losses and weights compared. */
import type { EngineState, TrainingJob, WeightSet } from '../../data/job'
import type { EngineDifference } from '../../messages/en/training'
import { epochOrder, epochRows } from '../../data/resample'
import { freshMark } from '../loop/resume-point'
import { constantsOf } from '../loop/constants'
import type { Look, TrainStep } from '../train-step'
import { alone } from './alone'

export type Proof =
  | {
      readonly agrees: true
      readonly steps: number
      readonly lossDifference: number
      readonly weightDifference: number
    }
  | { readonly agrees: false; readonly where: EngineDifference; readonly difference: number; readonly limit: number }

/** Steps on both. */
const STEPS = 3
/** Losses, relative; float32 sums in another order differ in the last digits of a long sum. */
const LOSS_LIMIT = 1e-4
/** Gradients, relative to the largest of their tensor, or to a thousandth of the largest of all: a slope that should be zero is all rounding. */
const SLOPE_LIMIT = 2e-3
const SLOPE_FLOOR = 1e-3
/**
 * The closer look, where the first shows something apart. Where a sum comes to lie within a rounding of a rectifier's bend, one engine
 * lets its gradient through and the other does not; behind norms on norms that shows, and rules that divide by the gradient's size take
 * it further with each step. Of a few rows there are few such sums, and of so many looks one has none; small steps keep it small. What is
 * wrong in an engine is wrong in all of them.
 */
const CLOSE_ROWS = 4
const CLOSE_LOOKS = 6
const CLOSE_RATE = 1 / 40
/** Of the way that weights go in close steps, on the mean. */
const CLOSE_LIMIT = 0.1
/** The largest learning rate of the steps compared. */
const TAME = 0.05
/** Below this share of the largest gradient, a weight's own is rounding. */
const IDLE = 1e-5
/** Weights, in learning rates a step: on the mean, and at most. Rules that divide by the gradient's size turn rounding into full steps where it should be zero. */
const MEAN_LIMIT = 0.02
const MOST_LIMIT = 3

/** What the reference makes of a job: what an engine is held against. */
export interface Expected {
  readonly start: EngineState
  readonly look: Look
  /** After a few steps. */
  readonly losses: Float32Array
  readonly state: EngineState
}

/** Does with the reference what an engine has to do like it, so that nobody waits for both. The reference is left as it was. */
export async function expectedOf(reference: TrainStep, job: TrainingJob): Promise<Expected> {
  const start = await reference.snapshot()
  try {
    return { start, look: await reference.look(firstBatch(job), 0), ...(await stepped(reference, job)) }
  } finally {
    reference.restore(start)
  }
}

/** Whether an engine trains this job as the reference does, from the reference's state. Both are left as they were. */
export async function prove(
  engine: TrainStep,
  reference: TrainStep,
  expected: Expected,
  job: TrainingJob,
): Promise<Proof> {
  const start = await engine.snapshot()
  try {
    engine.restore(expected.start)
    const look = await engine.look(firstBatch(job), 0)
    // Losses have no bends.
    const lossApart = compareLosses(look, expected.look)
    if (lossApart) return lossApart
    const proof = compareSlopes(look, expected.look) ?? compareSteps(await stepped(engine, job), expected, job)
    return proof.agrees ? proof : ((await closer(engine, reference, expected, job)) ?? proof)
  } finally {
    // What these steps were told apart as is no part of a run's counts.
    await engine.confusion()
    engine.restore(start)
  }
}

function firstBatch(job: TrainingJob): Uint32Array {
  return proofRows(job).subarray(0, Math.min(job.batchSize, epochRows(job)))
}

/** The order of the first epoch. */
function proofRows(job: TrainingJob): Uint32Array {
  return epochOrder(job, 0)
}

function compareLosses(given: Look, expected: Look): Proof | undefined {
  const loss = relative(given.loss, expected.loss)
  if (loss === 0 && !Number.isFinite(expected.loss)) return NUMBERS_LOST
  return loss <= LOSS_LIMIT ? undefined : failed({ at: 'first-loss' }, loss, LOSS_LIMIT)
}

function compareSlopes(given: Look, expected: Look): Proof | undefined {
  const largest = Math.max(...expected.gradients.map(({ values }) => most(values)))
  for (const [i, { weight, values }] of expected.gradients.entries()) {
    const scale = Math.max(most(values), SLOPE_FLOOR * largest, Number.MIN_VALUE)
    const difference = farthest(given.gradients[i]?.values, values) / scale
    if (!(difference <= SLOPE_LIMIT)) return failed({ at: 'gradient', weight }, difference, SLOPE_LIMIT)
  }
  return undefined
}

/** That they agree in a closer look, or nothing. */
async function closer(
  engine: TrainStep,
  reference: TrainStep,
  { start, look }: Expected,
  job: TrainingJob,
): Promise<Proof | undefined> {
  const before = await reference.snapshot()
  try {
    engine.restore(start)
    reference.restore(start)
    const alike = async (rows: Uint32Array) => {
      const [own, theirs] = [await engine.look(rows, 0), await reference.look(rows, 0)]
      return !compareLosses(own, theirs) && !compareSlopes(own, theirs)
    }
    let found = false
    for (let i = 0; i < CLOSE_LOOKS && !found; i++) {
      const rows = proofRows(job).subarray(i * CLOSE_ROWS, (i + 1) * CLOSE_ROWS)
      found = rows.length === CLOSE_ROWS && (await alike(rows))
    }
    if (!found) return undefined
    const [own, theirs] = [await stepped(engine, job, CLOSE_RATE), await stepped(reference, job, CLOSE_RATE)]
    const lossDifference = Math.max(...theirs.losses.map((loss, i) => relative(own.losses[i] as number, loss)))
    const steers = steered(look)
    const [from, a, b] = [start, own.state, theirs.state].map(({ weights }) => only(weights, steers)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    const away = meanDistance(a, b) / Math.max(meanDistance(from, b), Number.MIN_VALUE)
    if (!(lossDifference <= LOSS_LIMIT) || !(away <= CLOSE_LIMIT)) return undefined
    return { agrees: true, steps: STEPS, lossDifference, weightDifference: farthest(a, b) }
  } finally {
    reference.restore(before)
  }
}

/** Weights that a slope steers. Of the others (a bias that a batch norm takes out again) the slope is rounding, and so is where they go. */
function steered({ gradients }: Look): ReadonlySet<string> {
  const largest = Math.max(...gradients.map(({ values }) => most(values)))
  return new Set(gradients.filter(({ values }) => most(values) > IDLE * largest).map(({ weight }) => weight))
}

/** What a few steps from where an engine stands come to. */
async function stepped(engine: TrainStep, job: TrainingJob, share = 1): Promise<Stepped> {
  const order = proofRows(job)
  const rows = Math.min(job.batchSize, order.length)
  const plain = alone(job)
  const rate = tame(job) * share
  const constants = Array.from({ length: STEPS }, (_, step) => {
    const first = (step * rows) % (order.length - rows + 1)
    return constantsOf(plain, { ...freshMark(plain), step, updates: step }, first, rate)
  })
  engine.order(order)
  engine.steps(constants, rows)
  const { losses } = await engine.read()
  return { losses, state: await engine.snapshot() }
}

function compareSteps(given: Stepped, expected: Expected, job: TrainingJob): Proof {
  const losses = expected.losses.map((loss, i) => relative(given.losses[i] as number, loss))
  const lossDifference = Math.max(...losses)
  if (lossDifference === 0 && !expected.losses.every(Number.isFinite)) return NUMBERS_LOST
  if (!(lossDifference <= LOSS_LIMIT)) return failed({ at: 'loss-after-steps' }, lossDifference, LOSS_LIMIT)
  const reach = Math.max(tame(job) * STEPS, 1e-6)
  const steers = steered(expected.look)
  const [a, b] = [given, expected].map(({ state }) => only(state.weights, steers)) as [Float32Array, Float32Array]
  const weightDifference = farthest(a, b)
  if (!(weightDifference <= MOST_LIMIT * reach)) return failed({ at: 'a-weight' }, weightDifference, MOST_LIMIT * reach)
  const mean = meanDistance(a, b)
  if (!(mean <= MEAN_LIMIT * reach)) return failed({ at: 'mean-weight' }, mean, MEAN_LIMIT * reach)
  return { agrees: true, steps: STEPS, lossDifference, weightDifference }
}

type Stepped = Pick<Expected, 'losses' | 'state'>

/** The values of these weights alone. */
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

function failed(where: EngineDifference, difference: number, limit: number): Proof {
  return { agrees: false, where, difference, limit }
}

/** The rate of the proof's steps: where the plan's own would blow the network up at once, there is nothing left to compare. */
function tame({ learningRate }: TrainingJob): number {
  return Math.min(learningRate, TAME)
}

/** Both come to no finite number: so far they agree, and the run itself will say where it stopped being one. */
const NUMBERS_LOST: Proof = { agrees: true, steps: 0, lossDifference: 0, weightDifference: 0 }

/** 0 where neither is finite. */
function relative(given: number, expected: number): number {
  if (!Number.isFinite(expected) && !Number.isFinite(given)) return 0
  return Math.abs(given - expected) / Math.max(Math.abs(expected), 1e-3)
}

function most(values: Float32Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** The largest difference; NaN where the arrays do not match or hold one. */
function farthest(given: Float32Array | undefined, expected: Float32Array): number {
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
