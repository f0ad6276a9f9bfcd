/** @file afterEpoch: what an epoch that is over adds to the mark: its row of the history, and what the plan's rules remember. */
import { grown } from '../../data/history'
import type { EpochLog, RunMark, TrainingJob } from '../../data/job'
import type { Evaluation } from '../../metrics/evaluation'
import { noTotals, toLog } from './epoch-log'
import { afterPlateau, watchEpoch } from './early-stopping'

export interface EpochEnd {
  readonly mark: RunMark
  readonly log: EpochLog
  /** It is the best so far. */
  readonly best: boolean
  /** The plan keeps every so many epochs for good, and this is one. */
  readonly milestone: boolean
}

/** The mark after the epoch whose steps are done and read. Pure. */
export function afterEpoch(job: TrainingJob, before: RunMark, validation: Evaluation | undefined): EpochEnd {
  const epoch = before.epoch + 1
  const log = toLog(epoch, before.totals, job.pipeline.outputs, validation)
  const { watch, best } = watchEpoch(job.earlyStopping?.metric, before.watch, log)
  const plateau = afterPlateau(job.schedule, before.plateau, log)
  const mark = {
    ...before,
    epoch,
    totals: noTotals(job.heads.length),
    watch,
    history: grown(before.history, log),
    ...(plateau ? { plateau } : {}),
  }
  return { mark, log, best, milestone: job.keepEvery !== undefined && epoch % job.keepEvery === 0 }
}
