/** @file The jobs of the analysis worker: one file each. */
import type { JobKind } from '../protocol/analysis-messages'
import type { AnalysisJob } from './job'
import { profileJob } from './jobs/profile'
import { reportJob } from './jobs/report'

export const JOBS: { readonly [K in JobKind]: AnalysisJob<K> } = {
  profile: profileJob,
  report: reportJob,
}
