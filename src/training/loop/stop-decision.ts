/**
 * @file Verdict: decides whether a run continues after a position, as a pure function of the job and the mark, so that
 * the same check can be made when a run resumes.
 */
import type { RunMark, TrainingJob } from '../../data/training-job'
import { stepsLeft } from './chunk'
import type { RunShape } from './step-constants'
import { isPatienceOver, isReached } from './early-stopping'

export type Verdict = 'go' | 'finished' | 'early' | 'rule'

/** Returns 'go' if the run continues after this position; otherwise, the reason why it ends. */
export function verdictOf(job: TrainingJob, shape: RunShape, mark: RunMark): Verdict {
  const { stopWhen } = job
  const log = mark.history.at(-1)
  if (isPatienceOver(job.earlyStopping, mark.watch)) return 'early'
  if (mark.epoch >= shape.epochs) return 'finished'
  if (stopWhen?.metric && log && isReached(log, stopWhen.metric)) return 'rule'
  if (stepsLeft(job, shape, mark) <= 0) return 'rule'
  return mark.seconds >= (stopWhen?.seconds ?? Number.POSITIVE_INFINITY) ? 'rule' : 'go'
}
