/** @file alone: a job whose steps are looked at one by one: every batch moves the weights, and nothing came before it. */
import type { TrainingJob } from '../../data/job'

/** The job without what ties its steps to others. */
export function alone({ accumulate: _, fromEpoch: __, resume: ___, ...job }: TrainingJob): TrainingJob {
  return job
}
