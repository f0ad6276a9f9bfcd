/** @file The jobs of the analysis worker: one file each. */
import type { JobKind } from '../protocol/analysis-messages'
import type { AnalysisJob } from './job'
import { activeJob } from './jobs/active'
import { baselinesJob } from './jobs/baselines'
import { curveJob } from './jobs/curve'
import { fitJob } from './jobs/fit'
import { nearestJob } from './jobs/nearest'
import { profileJob } from './jobs/profile'
import { raceJob } from './jobs/race'
import { reportJob } from './jobs/report'

export const JOBS: { readonly [K in JobKind]: AnalysisJob<K> } = {
  active: activeJob,
  baselines: baselinesJob,
  curve: curveJob,
  fit: fitJob,
  nearest: nearestJob,
  profile: profileJob,
  race: raceJob,
  report: reportJob,
}
