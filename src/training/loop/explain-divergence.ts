/**
 * @file Divergence: when a value becomes infinite or NaN, finds the layer and the rows where this began, and proposes a
 * fix.
 */

import type { Dataset } from '../../data/dataset'
import { encodeRows } from '../../data/encode-rows'
import type { EngineState, TrainingJob } from '../../data/training-job'
import { milderRate } from '../../formulas/optimizers'
import { type Args, type Message, message, Refusal } from '../../messages/message'
import { firstNotFinite } from '../model-weights'
import type { TrainStep } from '../train-step'
import { chunkAt, orderOf, type Position, type RunShape } from './chunk'

export class NotFinite extends Error {
  constructor(
    readonly what: 'loss' | 'weight',
    /**
     * The position before the step that caused the divergence or, if a weight is not finite, the position where this
     * was noticed.
     */
    readonly position: Position,
  ) {
    // not text: an error of ours; people read the message that explains it
    super(`the ${what} is not finite`)
  }
  /** The number of the step that caused the divergence, counted from 1. */
  get step(): number {
    return this.what === 'loss' ? this.position.step + 1 : this.position.step
  }
}

/** The steps that a run has made since its last good state. */
export interface StepsSinceGood {
  readonly good: EngineState
  /** The learning rate when the good state was saved. */
  readonly rate: number
  readonly chunks: readonly { readonly position: Position; readonly count: number }[]
  /** Estimated time in milliseconds to repeat these steps. */
  readonly ms: number
}

interface Divergence {
  readonly engine: TrainStep
  readonly job: TrainingJob
  readonly shape: RunShape
  readonly dataset: Dataset
  readonly trail: StepsSinceGood
}

/** Maximum time in milliseconds that is spent on repeating the steps. */
const MAX_REPEAT_MS = 5000
/** Maximum number of rows that the message lists. */
const MAX_ROWS = 5

type DivergenceArgs = Args<'not-finite'>

/** Builds the message that explains the divergence to the user. The engine's state is lost. */
export async function describeDivergence(
  run: Divergence,
  { what, position: place, step }: NotFinite,
): Promise<Message> {
  const { job, dataset } = run
  const rows = rowsOf(run, place)
  const origin = what === 'loss' ? await findLayer(run, place, rows) : await firstWeight(run)
  const badInput = job.pipeline.inputs.flatMap((input) => {
    const badRows = notFiniteRows(encodeRows(input, dataset, rows), rows)
    return badRows.length > 0 ? [{ kind: 'input' as const, input: input.label, rows: badRows }] : []
  })[0]
  const fix: DivergenceArgs['fix'] = badInput ?? {
    kind: 'rate',
    to: lowerRate(run.trail, place, job),
    now: place.learningRate,
  }
  return message('not-finite', { what, epoch: place.epoch + 1, step, ...origin, fix }) as Message
}

function rowsOf({ job, shape }: Divergence, place: Position): Uint32Array {
  const first = (place.step - place.epoch * shape.perEpoch) * job.batchSize
  return orderOf(job, place.epoch).subarray(first, first + job.batchSize)
}

type Origin = Pick<DivergenceArgs, 'layer' | 'rows'>

/**
 * The first layer whose output for these rows, or whose gradient, is not finite when computed with the weights before
 * the step.
 */
async function findLayer(run: Divergence, place: Position, rows: Uint32Array): Promise<Origin> {
  const { engine, trail } = run
  const isWorthRepeating = trail.ms <= MAX_REPEAT_MS
  // Later steps may have corrupted the weights; repeating the steps from the last good state restores the weights at
  // this position.
  const isDamaged = !engine.isSynchronous || !Number.isFinite(await engine.probe())
  if (isDamaged && isWorthRepeating) await repeatSteps(run, place)
  let inspection = await engine.inspect(rows, place.step)
  if (Number.isFinite(inspection.loss) && !isDamaged && isWorthRepeating) {
    await repeatSteps(run, place)
    inspection = await engine.inspect(rows, place.step)
  }
  for (const { layer, values } of inspection.results) {
    const badRows = notFiniteRows(values, rows)
    if (badRows.length > 0) return { layer, rows: badRows }
  }
  // Gradients flow backward, so the problem began at the last layer with a non-finite gradient. If all gradients are
  // finite, the loss itself is too large.
  const lastBad =
    inspection.gradients.findLast(({ values }) => !values.every(Number.isFinite)) ?? inspection.results.at(-1)
  return { layer: lastBad?.layer ?? '', rows: [] }
}

/** Repeats the steps from the last good state up to this position. */
async function repeatSteps({ engine, job, shape, trail }: Divergence, { step }: Position): Promise<void> {
  // Discards the metrics of steps that are still in flight.
  await engine.read()
  engine.restore(trail.good)
  let epoch: number | undefined
  for (const { position: place, count } of trail.chunks) {
    const chunk = chunkAt(job, shape, place, Math.min(count, step - place.step))
    if (place.step >= step || !chunk) break
    if (place.epoch !== epoch) engine.order(orderOf(job, place.epoch))
    epoch = place.epoch
    engine.steps(chunk.constants, chunk.rows)
    await engine.settled()
  }
  await engine.read()
}

async function firstWeight({ engine, job }: Divergence): Promise<Origin> {
  const { weights } = await engine.snapshot()
  const layers = job.model.config.layers.map(({ name }) => name)
  return { layer: firstNotFinite(layers, weights), rows: [] }
}

/** Returns the first few of these rows that have a non-finite value; `values` is in the order of the rows. */
function notFiniteRows(values: Float32Array, rows: Uint32Array): number[] {
  const width = values.length / Math.max(1, rows.length)
  const badInput = [...rows].filter((_, i) => !values.subarray(i * width, (i + 1) * width).every(Number.isFinite))
  return badInput.slice(0, MAX_ROWS)
}

/**
 * Suggests the learning rate of the last good state if it was much smaller (because of a schedule or the user);
 * otherwise, suggests a milder one.
 */
function lowerRate({ rate }: StepsSinceGood, { learningRate: now }: Position, { optimizer }: TrainingJob): number {
  return rate < now / 3 ? Number(rate.toPrecision(3)) : milderRate(now, optimizer.class_name)
}

/** Returns the message for an error that is not a divergence. */
export function toMessage(error: unknown): Message {
  if (error instanceof Refusal) return error.reason
  return message('training-broke', { why: error instanceof Error ? error.message : String(error) }) as Message
}
