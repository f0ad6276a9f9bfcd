/** @file trialRun: the loop itself for a moment: what epochs cost beside their steps is best learnt from epochs. */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/job'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { startRun } from '../loop/run'
import type { TrainStep } from '../train-step'

/** Fewer epochs say too little of the others. */
const FEWEST_EPOCHS = 3

/** Seconds that all epochs take, from those of the first `forMs` milliseconds; undefined where there were too few. The engine's state is used up. */
export async function trialRun(
  engine: TrainStep,
  job: TrainingJob,
  dataset: Dataset,
  forMs: number,
): Promise<number | undefined> {
  const { name, device } = engine
  const from = performance.now()
  let epochs = 0
  let reachedAt = from
  let why: string | undefined
  function post(said: FromTrainer): void {
    if (said.type === 'done') why = said.why
    if (said.type !== 'epoch') return
    epochs = said.log.epoch - (job.fromEpoch ?? 0)
    reachedAt = performance.now()
  }
  // Nobody hears what it says, so of the backend nothing has to be told.
  const chosen = { backend: 'cpu', reason: '' } as const
  const run = startRun({ id: 'trial', job, dataset, engine, choice: { name, device, reason: '' }, chosen, post })
  const timer = setTimeout(() => run.control.steer('stop'), forMs)
  await run.over
  clearTimeout(timer)
  if (why !== undefined && why !== 'stopped') return (performance.now() - from) / 1000
  return epochs < FEWEST_EPOCHS ? undefined : ((reachedAt - from) * job.epochs) / epochs / 1000
}
