/**
 * @file AnalysisJob: one analysis of a dataset, written as a generator that yields regularly so that it can be
 * canceled.
 */
import type { Dataset, Split } from '../data/dataset'
import type { JobArgs, JobKind, JobResult } from '../protocol/analysis-messages'

/** The dataset that a job analyzes. */
export interface AnalysisDataset {
  readonly key: string
  readonly dataset: Dataset
  readonly split: Split
}

export interface AnalysisJob<K extends JobKind = JobKind> {
  readonly kind: K
  /**
   * Runs the job and yields the progress, from 0 to 1, at least every 50 ms if possible, because a job can be canceled
   * only when it yields.
   */
  run(dataset: AnalysisDataset, args: JobArgs<K>): Iterator<number, JobResult<K>> | AsyncIterator<number, JobResult<K>>
}

/** Defines a job and infers the types of its arguments and result. */
export function defineJob<K extends JobKind>(job: AnalysisJob<K>): AnalysisJob<K> {
  return job
}
