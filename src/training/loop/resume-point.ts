/** @file freshMark: where a run stands before its first step. */
import type { RunMark, TrainingJob } from '../../data/job'
import { shapeOf } from './constants'
import { noTotals } from './epoch-log'

/** The mark of a job's run at its beginning. */
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
