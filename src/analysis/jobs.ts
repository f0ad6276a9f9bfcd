/** @file The jobs of the analysis worker, one per file. */
import type { JobKind } from '../protocol/analysis-messages'
import type { AnalysisJob } from './define-job'
import { activeJob } from './jobs/active-learning'
import { baselinesJob } from './jobs/baselines'
import { curveJob } from './jobs/learning-curve'
import { fitJob } from './jobs/fit-pipeline'
import { nearestJob } from './jobs/nearest-rows'
import { profileJob } from './jobs/column-profile'
import { comparisonJob } from './jobs/policy-comparison'
import { reportJob } from './jobs/data-report'

export const JOBS: { readonly [K in JobKind]: AnalysisJob<K> } = {
  active: activeJob,
  baselines: baselinesJob,
  curve: curveJob,
  fit: fitJob,
  nearest: nearestJob,
  profile: profileJob,
  race: comparisonJob,
  report: reportJob,
}
