/**
 * @file trainingMemory: forecasts how much memory training takes, from the drawing and the plan alone. A test compares
 * the part of the engine with the buffers that it opens; docs/engine.md has the measured totals.
 */

import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import type { LayerMemory, Shape } from '../catalog/layer-def'
import { findLoss } from '../catalog/losses'
import { lossOf, type Plan } from '../catalog/training-plan'
import {
  CONSTANT_WORDS,
  evaluatedRows,
  LARGE_HEAP,
  MAX_ROW_BYTES,
  MAX_STEPS,
  METRIC_STEPS,
  REFERENCE_ACTIVATIONS,
  REFERENCE_BYTES,
  REFERENCE_WEIGHTS,
  SAMPLED_WEIGHTS,
  SPARE_BATCHES,
} from '../data/engine-limits'
import { shareOut } from '../data/split'
import type { CheckedDrawing, Step } from '../graph/check-report'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { type Cost, cost, type NodeCost } from './cost'
import { optimizerOf } from './lower-plan'

/** Bytes per float32 number. */
const FLOAT = 4
/**
 * States (weights and optimizer slots) that exist while a checkpoint is taken: the last one, the new one, its copy for
 * the page, the one that the page holds, and the one that is written to storage.
 */
const STATES = 5
/** Code of the worker, of the engine, and of TensorFlow.js; measured. */
const BASE_BYTES = 37e6
/** Bytes of what TensorFlow.js records of one time step of a recurrent layer, in the heap of JavaScript; measured. */
const RECORDED_BYTES = 230e3
/**
 * Copies of the outputs in an evaluation: each batch, all batches together, the targets, and results; of a text also
 * the tokens of each position, with their probabilities; measured.
 */
const EVALUATION_COPIES = 5
const TEXT_COPIES = 12
/** Bytes of finished evaluations that browsers let collect before they free them; measured. */
const GARBAGE_BYTES = 48e6

/** Bytes that one tab can safely use, and bytes of one WebAssembly memory, which holds the engine. */
const MEMORY_LIMIT = 4e9
const ENGINE_LIMIT = 2 ** 31
/** Maximum number of weights in one layer: 2^28 floats are 1 GB, more than one buffer can hold in most browsers. */
const WEIGHTS_LIMIT = 2 ** 28

/** The rows that a run would train on; unknown rows take no memory. */
export type TrainingRows = Pick<DatasetSchema, 'columns' | 'rows' | 'testRows'>

export interface TrainingMemory {
  /** Weights, gradients, optimizer slots, activations, and rows in the memory of the engine. */
  readonly engine: number
  /** Temporary memory of the largest operation. */
  readonly scratch: number
  /** Copies of the weights and the optimizer's state for checkpoints. */
  readonly checkpoints: number
  /** What TensorFlow.js keeps after the verification, or what it needs for it beyond what is needed afterward. */
  readonly reference: number
  /** Outputs of evaluations, including those that wait for the garbage collector. */
  readonly evaluations: number
  /** The worker's copy of the rows. */
  readonly rows: number
  /** What does not depend on the network. */
  readonly base: number
  readonly total: number
}

type Training = Pick<Plan, 'batchSize' | 'optimizer' | 'accumulate' | 'movingAverage' | 'augment' | 'loss'> &
  Partial<Pick<Plan, 'epochs' | 'split'>>

/** The memory that training takes, in bytes. */
export function trainingMemory(
  checked: CheckedDrawing<Shape>,
  plan: Training,
  data: TrainingRows = NO_ROWS,
): TrainingMemory {
  const whole = cost(checked, plan.batchSize)
  const { def, params } = optimizerOf(plan.optimizer)
  const sums = Number((plan.accumulate ?? 1) > 1) + Number((plan.movingAverage ?? 0) > 0)
  const state = FLOAT * (whole.parameters + whole.trainable * (def.slots(params) + sums))
  const training = {
    engine: state + FLOAT * whole.trainable + engineBuffers(checked, whole, plan, data),
    scratch: scratchBytes(checked, whole, plan),
    checkpoints: STATES * state,
  }
  const parts = {
    ...training,
    reference: referenceBytes(activations(checked, whole, plan), whole.parameters, plan.batchSize, sum(training)),
    evaluations: evaluationBytes(checked, plan, setSizes(plan, data)?.validation ?? 0),
    rows: data.rows * data.columns.reduce((sum, column) => sum + columnBytes(column), 0),
    base: BASE_BYTES,
  }
  return { ...parts, total: sum(parts) }
}

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((total, bytes) => total + bytes, 0)
}

/** Why the network is too large, including the relevant numbers and its largest node; undefined when it fits. */
export function tooLargeAt(
  checked: CheckedDrawing<Shape>,
  plan: Training,
  data?: TrainingRows,
): { readonly problem: Problem; readonly node: string } | undefined {
  const { nodes, parameters } = cost(checked, plan.batchSize)
  for (const { node } of checked.steps) {
    const weights = nodes.get(node.id)?.parameters ?? 0
    if (weights > WEIGHTS_LIMIT) {
      const problem = message('layer-too-large', { layer: node.label, weights, limit: WEIGHTS_LIMIT })
      return { problem, node: node.id }
    }
  }
  const excessOf = (batchSize: number) => excess(trainingMemory(checked, { ...plan, batchSize }, data))
  const exceeded = excessOf(plan.batchSize)
  const [first, ...others] = nodes
  if (!exceeded || !first) return undefined
  const valuesOf = ({ parameters: own, memory }: NodeCost) => own + plan.batchSize * memory.forward
  const [node] = others.reduce((most, one) => (valuesOf(one[1]) > valuesOf(most[1]) ? one : most), first)
  const fits = largest(plan.batchSize, (batch) => !excessOf(batch))
  const args = { ...exceeded, weights: parameters, batch: plan.batchSize, fits }
  return { problem: message('training-too-large', args), node }
}

/** The limit that this memory exceeds, if any. */
function excess({ engine, scratch, total }: TrainingMemory) {
  const own = engine + scratch
  if (own > ENGINE_LIMIT) return { bytes: own, limit: ENGINE_LIMIT }
  return total > MEMORY_LIMIT ? { bytes: total, limit: MEMORY_LIMIT } : undefined
}

/** The largest number below `end` that fits, or 0. If a number fits, so do all smaller ones. */
function largest(end: number, fits: (n: number) => boolean): number {
  let [most, over] = [0, end]
  while (over - most > 1) {
    const middle = Math.floor((most + over) / 2)
    if (fits(middle)) most = middle
    else over = middle
  }
  return most
}

/**
 * Bytes that the reference adds to the maximum. It runs before the engine opens, and a large heap of TensorFlow.js is
 * returned in between, so only what exceeds the memory of the training itself counts.
 */
function referenceBytes(
  { forward, backward, timeSteps = 0 }: LayerMemory,
  weights: number,
  batch: number,
  training: number,
): number {
  const values = FLOAT * REFERENCE_ACTIVATIONS * batch * ((forward + backward) / 2)
  const steps = FLOAT * REFERENCE_WEIGHTS * weights
  const recorded = RECORDED_BYTES * timeSteps
  // The estimate is an upper bound, so the heap is large only if the estimate is clearly above the limit.
  if (values + steps < 1.25 * LARGE_HEAP) return values + steps + recorded
  const compared = steps <= REFERENCE_BYTES ? steps : FLOAT * SAMPLED_WEIGHTS * weights
  return Math.max(0, Math.min(values, REFERENCE_BYTES) + compared - training) + recorded
}

/** Bytes of the outputs on this many validation rows. Each epoch leaves them to the garbage collector. */
function evaluationBytes({ steps }: CheckedDrawing<Shape>, { epochs = 1 }: Training, rows: number): number {
  const values = steps.reduce((all, { node, inputs: [x = []] }) => {
    const copies = x.length === 2 ? TEXT_COPIES : EVALUATION_COPIES
    return all + (node.kind === 'output' ? copies * size(x) : 0)
  }, 0)
  const once = FLOAT * values * rows
  return Math.max(once, Math.min(GARBAGE_BYTES, epochs * once))
}

const NO_ROWS: TrainingRows = { columns: [], rows: 0, testRows: 0 }
/** Large sets, so that the forecast is not too low. */
const UNKNOWN_SIZES = { validation: Number.POSITIVE_INFINITY, test: Number.POSITIVE_INFINITY }

/** Number of rows in the validation and test sets; undefined if the rows or the split are unknown. */
export function setSizes({ split }: Partial<Pick<Plan, 'split'>>, { rows, testRows }: Omit<TrainingRows, 'columns'>) {
  if (!split || rows === 0) return undefined
  const own = split.kind === 'fixed' ? testRows : 0
  const shares = own > 0 ? [split.train, split.validation] : [split.train, split.validation, split.test]
  const [training = 0, validation = 0, test = own] = shareOut(rows - own, shares)
  return { training, validation, test }
}

/** Bytes of the engine's buffers that depend on the number of rows, and of its tables. */
function engineBuffers(checked: CheckedDrawing<Shape>, whole: Cost, plan: Training, data: TrainingRows): number {
  const { forward, backward } = activations(checked, whole, plan)
  const trained = Math.min(plan.batchSize, data.rows || plan.batchSize)
  const workBytes = (evaluated: number) => FLOAT * (evaluated * forward + trained * backward)
  const { validation, test } = setSizes(plan, data) ?? UNKNOWN_SIZES
  const evaluated = evaluatedRows(trained, Math.max(validation, test), workBytes)
  const held = heldRows(checked, plan, data, evaluated)
  const order = Math.max(held, data.rows, SPARE_BATCHES * evaluated)
  const heads = checked.steps.filter(({ node }) => node.kind === 'output')
  const metrics = METRIC_STEPS * (1 + 3 * heads.length) + MAX_STEPS * CONSTANT_WORDS
  const confusion = heads.reduce((sum, head) => sum + countsOf(head, plan), 0)
  return workBytes(evaluated) + FLOAT * (order + metrics + confusion) + held * rowBytes(checked)
}

/** Number of values that the engine keeps per row, in evaluation and, in addition, in training. */
export function activations(
  checked: CheckedDrawing<Shape>,
  whole: Pick<Cost, 'nodes'>,
  plan: Pick<Plan, 'loss'>,
): LayerMemory {
  const trains = new Set<string>()
  let [forward, backward, timeSteps] = [0, 0, 0]
  for (const step of checked.steps) {
    const { node, from } = step
    const own = whole.nodes.get(node.id)
    if (!own) continue
    const isTrained = own.trainable > 0 || from.some((id) => trains.has(id))
    if (isTrained) trains.add(node.id)
    forward += own.memory.forward
    timeSteps += own.memory.timeSteps ?? 0
    backward += isTrained ? own.memory.backward : 0
    if (node.kind === 'output') forward += headValues(checked, step, plan)
  }
  return { forward, backward, timeSteps }
}

/** The counts in the confusion matrix of an output; texts and numbers have none. */
function countsOf({ node, inputs: [x = []] }: Step<Shape>, plan: Training): number {
  const targets = findLoss(lossOf(plan, node.label)?.kind ?? '')?.targets
  return x.length > 1 || targets === 'number' ? 0 : Math.max(2, x[0] ?? 0) ** 2
}

/** Values that an output needs in addition to those of its last layer. */
function headValues(
  { steps }: CheckedDrawing<Shape>,
  { node, from, inputs }: Step<Shape>,
  plan: Pick<Plan, 'loss'>,
): number {
  const last = steps.find((step) => step.node.id === from[0])?.node
  const [x = []] = inputs
  const isFused = lossOf(plan, node.label)?.kind === 'binaryCrossentropy' && last?.params.activation === 'sigmoid'
  // A loss that includes the sigmoid needs the values before and after it; predictions are never read from a reshaped
  // result.
  return isFused || last?.kind === 'flatten' || last?.kind === 'reshape' ? size(x) : 0
}

function heldRows(checked: CheckedDrawing<Shape>, plan: Training, { rows }: TrainingRows, evaluated: number): number {
  const fit = Math.floor(MAX_ROW_BYTES / rowBytes(checked))
  const window = Math.max(SPARE_BATCHES * evaluated, Math.min(fit, MAX_STEPS * evaluated))
  if (plan.augment?.length) return window
  return rows <= fit ? rows : Math.min(rows, window)
}

/** Bytes of one row and its targets in the engine's memory; images take a byte per value. */
function rowBytes({ steps }: CheckedDrawing<Shape>): number {
  return steps.reduce((sum, { node, inputs: [x = []], output }) => {
    if (node.kind === 'input') return sum + size(output) * (output.length === 3 ? 1 : FLOAT)
    return node.kind === 'output' ? sum + FLOAT * size(x.slice(0, -1)) : sum
  }, 0)
}

/**
 * Bytes of the largest matrix that a product packs: the weights, or for their gradient the gradients of all rows.
 * Convolutions pack the latter for a few images at a time.
 */
function scratchBytes({ steps }: CheckedDrawing<Shape>, { nodes }: Cost, { batchSize }: Training): number {
  const most = steps.reduce((largest, { node, inputs: [x = []] }) => {
    const own = nodes.get(node.id)
    if (!own || own.parameters === 0) return largest
    return Math.max(largest, own.parameters, x.length < 3 ? batchSize * own.memory.backward : 0)
  }, 0)
  return FLOAT * most
}

/** Bytes of one row in a column; the length of a text is unknown. */
function columnBytes(column: ColumnSchema): number {
  switch (column.type) {
    case 'image':
      return column.height * column.width * column.channels
    case 'array':
      return FLOAT * size(column.shape)
    case 'category':
      return 2
    case 'number':
      return column.wide ? 8 : FLOAT
    case 'time':
      return 8
    case 'text':
      return 64
    default:
      return column satisfies never
  }
}

function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1)
}
