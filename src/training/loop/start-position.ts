/** @file freshMark: the position of a run before its first step. */
import type { RunMark, TrainingJob } from '../../data/training-job'
import { shapeOf } from './step-constants'
import { noTotals } from './epoch-log'

/** The mark at the start of a job's run. */
export function freshMark(
  job: Pick<TrainingJob, 'split' | 'batchSize' | 'epochs' | 'fromEpoch' | 'learningRate' | 'heads'>,
): RunMark {
  const { from, perEpoch } = shapeOf(job)
  return {
    step: from * perEpoch,
    updates: 0,
    epoch: from,
    learningRate: job.learningRate,
    totals: noTotals(job.heads.length),
    watch: { worse: 0 },
    history: [],
    seconds: 0,
  }
}
