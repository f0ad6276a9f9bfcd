/** @file Verdict: whether a run that stands here goes on, as a pure function of the job and the mark: a run taken up again asks it too. */
import type { RunMark, TrainingJob } from '../../data/job'
import { stepsLeft } from './chunk'
import type { RunShape } from './constants'
import { enough, reached } from './early-stopping'

export type Verdict = 'go' | 'finished' | 'early' | 'rule'

/** What the plan says of a run that stands here. */
export function verdictOf(job: TrainingJob, shape: RunShape, mark: RunMark): Verdict {
  const { stopWhen } = job
  const log = mark.history.at(-1)
  if (enough(job.earlyStopping, mark.watch)) return 'early'
  if (mark.epoch >= shape.epochs) return 'finished'
  if (stopWhen?.metric && log && reached(log, stopWhen.metric)) return 'rule'
  if (stepsLeft(job, shape, mark) <= 0) return 'rule'
  return mark.seconds >= (stopWhen?.seconds ?? Number.POSITIVE_INFINITY) ? 'rule' : 'go'
}
