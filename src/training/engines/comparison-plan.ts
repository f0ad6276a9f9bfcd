/**
 * @file comparisonPlan: decides how many rows and weights of a job are compared with the reference, so that the
 * reference needs less memory than the engine itself and little time. sampledUpdate is the reference for a sample.
 */
import { REFERENCE_ACTIVATIONS, REFERENCE_BYTES, REFERENCE_WEIGHTS, SAMPLED_WEIGHTS } from '../../data/engine-limits'
import { epochRows } from '../../data/resample'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { makeOptimizer } from '../optimizers'
import { opCost } from '../program/op-cost'
import type { StepConstants } from '../program/ops'
import { tf } from '../tensorflow'
import type { BatchInspection } from '../train-step'
import { type PlannedProgram, workBytes } from './program-step'

/** Maximum floating-point operations of one compared batch, which TensorFlow.js computes in a few seconds. */
const REFERENCE_FLOPS = 8e9
/** The smallest batch that is compared, because statistics over fewer rows amplify rounding errors. */
const MIN_ROWS = 4

export interface ComparisonPlan {
  /** Number of rows per compared batch. */
  readonly rows: number
  /** Whether all updated weights are compared over several steps, or a sample of them after one step. */
  readonly updates: 'all' | 'sample'
  /** Estimated bytes of the reference. */
  readonly bytes: number
}

/** Plans the comparison of a job's program with the reference. */
export function comparisonPlan(
  { program, mostRows }: Pick<PlannedProgram, 'program' | 'mostRows'>,
  job: TrainingJob,
): ComparisonPlan {
  const batch = Math.min(job.batchSize, epochRows(job))
  const { ops } = program.list('train', batch)
  const work = workBytes(program)
  // Half of the work buffers have room for the rows that are evaluated, the gradients for those that are trained.
  const perRow = (2 * REFERENCE_ACTIVATIONS * work) / (mostRows + batch)
  const perRowFlops = ops.reduce((sum, { op }) => sum + opCost(op).flops, 0) / batch
  const affordable = Math.floor(Math.min(REFERENCE_BYTES / perRow, REFERENCE_FLOPS / perRowFlops))
  const rows = Math.min(batch, Math.max(MIN_ROWS, affordable))
  const weightBytes = program.weights.reduce((sum, { size }) => sum + 4 * size, 0)
  const updates = REFERENCE_WEIGHTS * weightBytes <= REFERENCE_BYTES ? 'all' : 'sample'
  return {
    rows,
    updates,
    bytes: rows * perRow + (updates === 'all' ? REFERENCE_WEIGHTS : SAMPLED_WEIGHTS) * weightBytes,
  }
}

/** The job without gradient accumulation and without a state to resume from. */
export function standaloneJob({ accumulate: _, fromEpoch: __, resume: ___, ...job }: TrainingJob): TrainingJob {
  return job
}

/** Maximum number of weights in the sample. */
const MOST = 65_536

/**
 * Computes one update of a sample of the weights with the optimizers of TensorFlow.js, whose state for all weights
 * would take too much memory. Every optimizer updates each weight independently of the others, except for the norms
 * of clipped gradients, which are computed from all gradients.
 */
interface SampledUpdate {
  /** The positions of the sample in the set of weights. */
  readonly positions: Uint32Array
  readonly updated: Float32Array
}

/** Updates a sample of the trainable weights. The gradients are in the order of the weights. */
export async function sampledUpdate({
  job,
  weights,
  gradients,
  constants,
}: {
  readonly job: TrainingJob
  readonly weights: WeightSet
  readonly gradients: BatchInspection['gradients']
  readonly constants: StepConstants
}): Promise<SampledUpdate> {
  const size = gradients.reduce((sum, { values }) => sum + values.length, 0)
  // The step is odd, so the sample contains every column and every lane of a kernel.
  const step = Math.ceil(size / MOST) | 1
  const positions = Uint32Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step)
  const before = Float32Array.from(positions, (i) => weights.data[i] as number)
  const gradient = sampledGradient(job, gradients, positions)
  const variable = tf.variable(tf.tensor1d(before))
  // Clipping by value needs no other weights; norms were already applied.
  const clip = job.clip?.by === 'value' ? { clip: job.clip } : {}
  const optimizer = makeOptimizer(job.optimizer, [variable], clip)
  try {
    tf.tidy(() => optimizer.apply({ [variable.name]: tf.tensor1d(gradient) }, constants))
    return { positions, updated: Float32Array.from(await variable.data()) }
  } finally {
    optimizer.close()
    variable.dispose()
  }
}

/** The gradients at these ascending positions, scaled as clipping by norm scales them. */
function sampledGradient(
  { clip }: TrainingJob,
  gradients: BatchInspection['gradients'],
  positions: Uint32Array,
): Float32Array {
  const squares = clip && clip.by !== 'value' ? gradients.map(({ values }) => sumOfSquares(values)) : []
  const total = squares.reduce((sum, square) => sum + square, 0)
  const factorOf = (square: number) => (clip ? clip.limit / Math.max(Math.sqrt(square), clip.limit) : 1)
  const out = new Float32Array(positions.length)
  let [tensor, start] = [0, 0]
  positions.forEach((position, i) => {
    while (position >= start + (gradients[tensor]?.values.length ?? 0)) start += gradients[tensor++]?.values.length ?? 0
    const value = gradients[tensor]?.values[position - start] as number
    const norm = clip?.by === 'globalNorm' ? total : squares[tensor]
    out[i] = norm === undefined ? value : value * factorOf(norm)
  })
  return out
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
