/**
 * @file standaloneJob: a version of a job whose steps do not depend on earlier ones, so that steps of two engines can
 * be compared.
 */
import type { TrainingJob } from '../../data/training-job'

/** The job without gradient accumulation and without a state to resume from. */
export function standaloneJob({ accumulate: _, fromEpoch: __, resume: ___, ...job }: TrainingJob): TrainingJob {
  return job
}
