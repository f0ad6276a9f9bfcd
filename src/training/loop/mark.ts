/** @file freshMark: where a run stands before its first step. */
import type { RunMark, TrainingJob } from '../../data/job'
import { shapeOf } from './constants'

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

/** What an epoch over this many outputs adds up to before its first step. */
export function noTotals(outputs: number): RunMark['totals'] {
  const zeros = Array.from({ length: outputs }, () => 0)
  return { weighted: 0, rows: 0, sums: zeros, known: zeros }
}
