/** @file AnalysisJob: one thing that can be found out about a set, as a generator that stops for breath. */
import type { Dataset, Split } from '../data/dataset'
import type { JobArgs, JobKind, JobResult } from '../protocol/analysis-messages'

/** The set a job is about. */
export interface KnownSet {
  readonly key: string
  readonly dataset: Dataset
  readonly split: Split
}

export interface AnalysisJob<K extends JobKind = JobKind> {
  readonly kind: K
  /** Yields how far it is, from 0 to 1, at least every 50 ms where it can: between two yields it can be given up. */
  run(set: KnownSet, args: JobArgs<K>): Iterator<number, JobResult<K>> | AsyncIterator<number, JobResult<K>>
}

/** Types the arguments and result of a job. */
export function defineJob<K extends JobKind>(job: AnalysisJob<K>): AnalysisJob<K> {
  return job
}
