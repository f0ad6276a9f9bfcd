/**
 * @file trialRun: runs the training loop for a short time, because the overhead of an epoch beyond its steps is best
 * measured on real epochs.
 */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { startRun } from '../loop/run'
import type { TrainStep } from '../train-step'

/** Minimum number of epochs to extrapolate from. */
const FEWEST_EPOCHS = 3

/**
 * Estimates how many seconds all epochs take, based on the epochs completed in the first `forMs` milliseconds;
 * undefined if there were too few. The engine's state is lost.
 */
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
  function post(message: FromTrainer): void {
    if (message.type === 'done') why = message.why
    if (message.type !== 'epoch') return
    epochs = message.log.epoch - (job.fromEpoch ?? 0)
    reachedAt = performance.now()
  }
  // Nobody reads these messages, so any backend name will do here.
  const chosen = { backend: 'cpu', reason: '' } as const
  const run = startRun({ id: 'trial', job, dataset, engine, choice: { name, device, reason: '' }, chosen, post })
  const timer = setTimeout(() => run.control.steer('stop'), forMs)
  await run.over
  clearTimeout(timer)
  if (why !== undefined && why !== 'stopped') return (performance.now() - from) / 1000
  return epochs < FEWEST_EPOCHS ? undefined : ((reachedAt - from) * job.epochs) / epochs / 1000
}
