/**
 * @file comparisonPlan: decides how many rows and weights of a job are compared with the reference, so that the
 * reference needs less memory than the engine itself and little time.
 */
import { REFERENCE_ACTIVATIONS, REFERENCE_BYTES, REFERENCE_WEIGHTS, SAMPLED_WEIGHTS } from '../../data/engine-limits'
import { epochRows } from '../../data/resample'
import type { TrainingJob } from '../../data/training-job'
import { opCost } from '../program/op-cost'
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
