/**
 * @file afterEpoch: computes the mark after a completed epoch: the epoch's row in the history and the updated state of
 * the plan's rules.
 */
import { appendEpochs, type EpochLog, type RunMark, type TrainingJob } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import { noTotals, toLog } from './epoch-log'
import { afterPlateau, addEpoch } from './early-stopping'

export interface EpochEnd {
  readonly mark: RunMark
  readonly log: EpochLog
  /** Whether this is the best epoch so far. */
  readonly isBest: boolean
  /** Whether the plan saves this epoch as a milestone. */
  readonly isMilestone: boolean
}

/** Returns the mark after an epoch whose steps are done and whose metrics have been read. Pure. */
export function afterEpoch(job: TrainingJob, before: RunMark, validation: Evaluation | undefined): EpochEnd {
  const epoch = before.epoch + 1
  const log = toLog(epoch, before.totals, job.pipeline.outputs, validation)
  const { watch, best } = addEpoch(job.earlyStopping?.metric, before.watch, log)
  const plateau = afterPlateau(job.schedule, before.plateau, log)
  const mark = {
    ...before,
    epoch,
    totals: noTotals(job.heads.length),
    watch,
    history: appendEpochs(before.history, log),
    ...(plateau ? { plateau } : {}),
  }
  return { mark, log, isBest: best, isMilestone: job.keepEvery !== undefined && epoch % job.keepEvery === 0 }
}
