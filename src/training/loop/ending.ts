/** @file Ending: what is kept and told when a run is over, by its plan, by its user or by a number that stopped being finite. */
import type { Dataset } from '../../data/dataset'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { Trained } from './epochs'
import type { Parts } from './run-context'
import { goBackTo, leaveResult, resultHash } from './result'
import { explain, NotFinite, toMessage } from './trouble'

type LastWord<T extends 'done' | 'failed'> = Omit<Extract<FromTrainer, { type: T }>, 'run'>

/** A stop is answered at once: an evaluation comes with it only when it takes no longer than this, in seconds. */
const STOP_EVALUATION = 0.3

/** Ends a run as its plan or its user asked for. */
export async function ended(parts: Parts, { why, evaluation }: Trained): Promise<LastWord<'done'>> {
  const { job, shape, engine, keeper, reader } = parts
  await reader.flush()
  parts.tell('now')
  const { step, epoch } = parts.mark()
  const best = job.earlyStopping?.restoreBest ? keeper.best() : undefined
  const back = why !== 'stop' && best !== undefined && best.step !== step
  if (back) await goBackTo(engine, best.weights)
  const { state } = await parts.checkpoint()
  const known = back || step > epoch * shape.perEpoch ? undefined : evaluation
  const told = why === 'stop' ? await evaluationAtStop(parts) : (known ?? (await parts.validate(parts.gate)))
  leaveResult(engine, state)
  return {
    type: 'done',
    step,
    epoch,
    hash: resultHash(state),
    why: why === 'stop' ? 'stopped' : why,
    ...(told ? { evaluation: told } : {}),
  }
}

async function evaluationAtStop({ meter, validate }: Parts): Promise<Evaluation | undefined> {
  const forecast = meter.validationSeconds() ?? Number.POSITIVE_INFINITY
  return forecast > STOP_EVALUATION ? undefined : validate(() => Promise.resolve('go'))
}

/** Ends a run that failed: says what happened, with the last good state back in the engine. */
export async function failed(parts: Parts, dataset: Dataset, error: unknown): Promise<LastWord<'failed'>> {
  const { engine, keeper } = parts
  const bad = error instanceof NotFinite ? error : undefined
  const { step } = bad ?? parts.mark()
  parts.tell('now')
  const said = bad ? await explain({ ...parts, dataset, trail: keeper.trail() }, bad) : toMessage(error)
  const { state } = keeper.good()
  leaveResult(engine, state)
  keeper.tellGood()
  return { type: 'failed', said, step, hash: resultHash(state) }
}
