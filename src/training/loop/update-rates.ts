/**
 * @file The learning rates that a run was trained with, computed after it: its plan, the rates that the user set, and
 * the epochs in which a plateau schedule lowered it determine them.
 */
import type { EpochLog, RateChange, TrainingJob } from '../../data/training-job'
import { type RunShape, rateOf } from './chunk'
import { afterPlateau } from './stop-decision'

/** What is recorded of a run. */
interface Recorded {
  readonly history: readonly EpochLog[]
  readonly rateChanges?: readonly RateChange[] | undefined
}

/** Returns the learning rate of each weight update in the steps from `from` to before `to`. */
export function updateRates(
  job: Pick<TrainingJob, 'schedule' | 'learningRate' | 'accumulate'>,
  shape: RunShape,
  { history, rateChanges = [] }: Recorded,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  const { perEpoch } = shape
  const perUpdate = Math.max(1, job.accumulate ?? 1)
  const rates: number[] = []
  let plateau: ReturnType<typeof afterPlateau>
  let epochs = 0
  for (let step = from; step < to; step++) {
    while ((history[epochs]?.epoch ?? Number.POSITIVE_INFINITY) <= Math.floor(step / perEpoch))
      plateau = afterPlateau(job.schedule, plateau, history[epochs++] as EpochLog)
    const batch = step % perEpoch
    if ((batch + 1) % perUpdate !== 0 && batch !== perEpoch - 1) continue
    const set = rateChanges.findLast((change) => change.step <= step)
    rates.push(
      rateOf(job, shape, { step, learningRate: set?.learningRate ?? job.learningRate, ...(plateau && { plateau }) }),
    )
  }
  return rates
}
