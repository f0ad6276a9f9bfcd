/** @file Trouble: a number stopped being finite. Finds the layer and the rows it began at, and proposes what to do about it. */
import { type Args, type Message, message, Refusal } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import { encodeRows } from '../../data/encode'
import type { EngineState, TrainingJob } from '../../data/job'
import type { TrainStep } from '../train-step'
import { firstNotFinite } from '../weights'
import { chunkAt, orderOf, type Place } from './chunk'
import type { RunShape } from './constants'

export class NotFinite extends Error {
  constructor(
    readonly what: 'loss' | 'weight',
    /** Where the run stood before the step that came to it; of a weight, where it was noticed. */
    readonly place: Place,
  ) {
    // not text: an error of ours; people read the message that explains it
    super(`the ${what} is not finite`)
  }
  /** The number of the step that came to it, from 1. */
  get step(): number {
    return this.what === 'loss' ? this.place.step + 1 : this.place.step
  }
}

/** What a run did since its last good state. */
export interface Trail {
  readonly good: EngineState
  /** The learning rate of then. */
  readonly rate: number
  readonly chunks: readonly { readonly place: Place; readonly count: number }[]
  /** Milliseconds that going over it again takes, about. */
  readonly ms: number
}

interface Scene {
  readonly engine: TrainStep
  readonly job: TrainingJob
  readonly shape: RunShape
  readonly dataset: Dataset
  readonly trail: Trail
}

/** Going over the steps again is worth this long, in milliseconds. */
const WORTH_MS = 5000
/** Rows named. */
const NAMED = 5

type Told = Args<'not-finite'>

/** What the user is told. The engine's state is used up. */
export async function explain(scene: Scene, { what, place, step }: NotFinite): Promise<Message> {
  const { job, dataset } = scene
  const rows = rowsOf(scene, place)
  const found = what === 'loss' ? await culprit(scene, place, rows) : await firstWeight(scene)
  const bad = job.pipeline.inputs.flatMap((input) => {
    const wrong = notFiniteRows(encodeRows(input, dataset, rows), rows)
    return wrong.length > 0 ? [{ kind: 'input' as const, input: input.label, rows: wrong }] : []
  })[0]
  const fix: Told['fix'] = bad ?? { kind: 'rate', to: milder(scene.trail, place), now: place.learningRate }
  return message('not-finite', { what, epoch: place.epoch + 1, step, ...found, fix }) as Message
}

function rowsOf({ job, shape }: Scene, place: Place): Uint32Array {
  const first = (place.step - place.epoch * shape.perEpoch) * job.batchSize
  return orderOf(job, place.epoch).subarray(first, first + job.batchSize)
}

type Found = Pick<Told, 'layer' | 'rows'>

/** The first layer whose result for these rows, or whose gradient, is not finite; by the weights as they were before the step. */
async function culprit(scene: Scene, place: Place, rows: Uint32Array): Promise<Found> {
  const { engine, trail } = scene
  const worth = trail.ms <= WORTH_MS
  // Steps behind this one may have spoilt the weights; the same steps from the last good state lead to the same place.
  const moved = !engine.atOnce || !Number.isFinite(await engine.probe())
  if (moved && worth) await goOver(scene, place)
  let look = await engine.look(rows, place.step)
  if (Number.isFinite(look.loss) && !moved && worth) {
    await goOver(scene, place)
    look = await engine.look(rows, place.step)
  }
  for (const { layer, values } of look.results) {
    const wrong = notFiniteRows(values, rows)
    if (wrong.length > 0) return { layer, rows: wrong }
  }
  // Gradients come from the end: the last one is where it began. Where all is finite, the loss itself is too large a number.
  const last = look.gradients.findLast(({ values }) => !values.every(Number.isFinite)) ?? look.results.at(-1)
  return { layer: last?.layer ?? '', rows: [] }
}

/** Repeats the steps from the last good state to the one before this place. */
async function goOver({ engine, job, shape, trail }: Scene, { step }: Place): Promise<void> {
  // Figures of steps that were under way belong to nobody any more.
  await engine.read()
  engine.restore(trail.good)
  let epoch: number | undefined
  for (const { place, count } of trail.chunks) {
    const chunk = chunkAt(job, shape, place, Math.min(count, step - place.step))
    if (place.step >= step || !chunk) break
    if (place.epoch !== epoch) engine.order(orderOf(job, place.epoch))
    epoch = place.epoch
    engine.steps(chunk.constants, chunk.rows)
    await engine.settled()
  }
  await engine.read()
}

async function firstWeight({ engine, job }: Scene): Promise<Found> {
  const { weights } = await engine.snapshot()
  const layers = job.model.config.layers.map(({ name }) => name)
  return { layer: firstNotFinite(layers, weights), rows: [] }
}

/** Of the rows whose numbers these are, one row after another, the first few that hold one that is not finite. */
function notFiniteRows(values: Float32Array, rows: Uint32Array): number[] {
  const width = values.length / Math.max(1, rows.length)
  const bad = [...rows].filter((_, i) => !values.subarray(i * width, (i + 1) * width).every(Number.isFinite))
  return bad.slice(0, NAMED)
}

/** The rate at the last good state where that was much smaller, by hand or schedule; else a tenth: what blew up by half blows up too. */
function milder({ rate }: Trail, { learningRate: now }: Place): number {
  return Number((rate < now / 3 ? rate : now / 10).toPrecision(3))
}

/** What the user is told of any other error. */
export function toMessage(error: unknown): Message {
  if (error instanceof Refusal) return error.reason
  return message('training-broke', { why: error instanceof Error ? error.message : String(error) }) as Message
}
