/**
 * @file Ending: saves and reports the results when a run is ended by its plan, by the user, or by a non-finite value.
 */
import type { Dataset } from '../../data/dataset'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { Trained } from './epochs'
import type { RunContext } from './run-context'
import { restoreWeights, restoreResult, resultHash } from './run-result'
import { describeDivergence, NotFinite, toMessage } from './explain-divergence'

type FinalMessage<T extends 'done' | 'failed'> = Omit<Extract<FromTrainer, { type: T }>, 'run'>

/** When the user stops a run, the final evaluation is skipped if it is expected to take more than this many seconds. */
const STOP_EVALUATION = 0.3

/** Ends a run that was stopped by its plan or by the user. */
export async function endRun(run: RunContext, { why, evaluation }: Trained): Promise<FinalMessage<'done'>> {
  const { job, shape, engine, checkpointer, reader } = run
  await reader.flush()
  run.report('now')
  const { step, epoch } = run.position()
  const best = job.earlyStopping?.restoreBest ? checkpointer.best() : undefined
  const restoresBest = why !== 'stop' && best !== undefined && best.step !== step
  if (restoresBest) await restoreWeights(engine, best.weights)
  const { state } = await run.checkpoint()
  const known = restoresBest || step > epoch * shape.perEpoch ? undefined : evaluation
  const finalEvaluation = why === 'stop' ? await evaluationAtStop(run) : (known ?? (await run.validate(run.gate)))
  restoreResult(engine, state)
  return {
    type: 'done',
    step,
    epoch,
    hash: resultHash(state),
    why: why === 'stop' ? 'stopped' : why, // not text: an id
    ...(finalEvaluation ? { evaluation: finalEvaluation } : {}),
  }
}

async function evaluationAtStop({ meter, validate }: RunContext): Promise<Evaluation | undefined> {
  const forecast = meter.validationSeconds() ?? Number.POSITIVE_INFINITY
  return forecast > STOP_EVALUATION ? undefined : validate(() => Promise.resolve('go'))
}

/** Ends a run that failed: reports the reason, and restores the last good state in the engine. */
export async function failRun(run: RunContext, dataset: Dataset, error: unknown): Promise<FinalMessage<'failed'>> {
  const { engine, checkpointer } = run
  const notFinite = error instanceof NotFinite ? error : undefined
  const { step } = notFinite ?? run.position()
  run.report('now')
  const reason = notFinite
    ? await describeDivergence({ ...run, dataset, trail: checkpointer.stepsSinceGood() }, notFinite)
    : toMessage(error)
  const { state } = checkpointer.lastGood()
  restoreResult(engine, state)
  checkpointer.postGood()
  return { type: 'failed', reason: reason, step, hash: resultHash(state) }
}
