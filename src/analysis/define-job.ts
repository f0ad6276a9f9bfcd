/** @file AnalysisJob: one analysis of a dataset, written as a generator that yields so that it can be canceled. */
import type { Dataset, Split } from '../data/dataset'
import type { JobArgs, JobKind, JobResult } from '../protocol/analysis-messages'

/** The dataset on which a job runs. */
export interface AnalysisDataset {
  readonly key: string
  readonly dataset: Dataset
  readonly split: Split
}

export interface AnalysisJob<K extends JobKind = JobKind> {
  readonly kind: K
  /**
   * Yields the progress, from 0 to 1, at least every 50 ms if possible, because the job can be canceled only at a
   * yield.
   */
  run(dataset: AnalysisDataset, args: JobArgs<K>): Iterator<number, JobResult<K>> | AsyncIterator<number, JobResult<K>>
}

/** Defines a job and infers the types of its arguments and result. */
export function defineJob<K extends JobKind>(job: AnalysisJob<K>): AnalysisJob<K> {
  return job
}
