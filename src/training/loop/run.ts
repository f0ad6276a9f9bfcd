/**
 * @file Run: one training run from its first batch to its end. Each run has its own loop, so that user requests can be
 * handled between chunks of steps.
 */
import type { Dataset } from '../../data/dataset'
import {
  changesUntil,
  type EngineState,
  type RunMark,
  resultWeights,
  type TrainingJob,
  type WeightSet,
} from '../../data/training-job'
import type { Message } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import type { BackendChosen } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import { hashWeights } from '../model-weights'
import type { TrainStep } from '../train-step'
import { type Checkpointer, makeCheckpointer } from './checkpointer'
import { makeChunkSize, shapeOf } from './chunk'
import { makeCounts } from './confusion-counts'
import { type Post, type RunContext, type Trained, trainAll } from './epochs'
import { describeDivergence, NotFinite, toMessage } from './explain-divergence'
import { type Control, makeControl } from './run-control'
import { addMetrics, freshMark } from './run-mark'
import { makeClock, makeMeter } from './speed-meter'
import { makeProgressReporter, makeReader } from './step-metrics'

export interface RunOptions {
  readonly id: string
  readonly job: TrainingJob
  readonly dataset: Dataset
  readonly engine: TrainStep
  readonly choice: EngineChoice
  readonly chosen: BackendChosen
  readonly post: Post
}

export interface Run {
  readonly id: string
  readonly control: Pick<Control, 'steer' | 'hold' | 'pace'>
  setLearningRate(value: number): void
  /** Called when the device is lost: marks the run as failed. Returns false if the run had already ended. */
  fail(message: Message): boolean
  readonly step: () => number
  /** Resolves when the run has ended and none of its work is still in progress. Never rejects. */
  readonly over: Promise<void>
}

/** Maximum milliseconds between a failed read and the device's report that it is lost. */
const LOSS_REPORT_MS = 200

/** Starts training immediately, or resumes from the job's checkpoint. */
export function startRun(options: RunOptions): Run {
  const { id, job, dataset, engine, chosen, choice } = options
  const shape = shapeOf(job)
  let now: RunMark = job.resume?.mark ?? freshMark(job)
  let learningRate = now.learningRate
  let over = false
  let isPausing = false
  const meter = makeMeter(shape.perEpoch, Math.ceil(job.split.validation.length / Math.max(256, job.batchSize)))
  const clock = makeClock(now.seconds)
  const reporter = makeProgressReporter(id, post)
  const position = () => now
  const reader = makeReader(engine, position, (figures, sizes) => {
    now = { ...now, totals: addMetrics(now.totals, figures, sizes) }
    meter.addSteps(sizes.length, clock.lap())
    reporter.addLosses(figures.losses)
    report('due')
  })
  const counts = makeCounts(engine, job.pipeline, reporter.setCounts)
  let context: RunContext | undefined
  const control = makeControl({
    async onPause() {
      isPausing = true
      const checkpoint = await context?.checkpoint()
      isPausing = false
      report('now')
      post({
        type: 'state',
        run: id,
        tag: 'paused',
        step: now.step,
        ...(checkpoint ? { hash: resultHash(checkpoint.state) } : {}),
      })
    },
    onResume: () => post({ type: 'state', run: id, tag: 'training', step: now.step }),
  })

  /**
   * No message is posted after the end of a run. A checkpoint follows the losses of all steps up to it; those of a pause
   * come with its state.
   */
  function post(message: FromTrainer, transfer?: Transferable[]): void {
    if (over) return
    if (message.type === 'checkpoint' && !isPausing) report('now')
    if (message.type === 'done' || message.type === 'failed') over = true
    options.post(message, transfer)
  }
  function report(when: 'now' | 'due'): void {
    const { step, epoch } = now
    const stepsPerSecond = Math.min(meter.stepsPerSecond(), control.limit?.stepsPerSecond ?? Number.POSITIVE_INFINITY)
    const forecast = meter.secondsLeft(shape.steps - step, shape.epochs - epoch)
    const paced = control.limit && (shape.steps - step) / control.limit.stepsPerSecond
    const left = paced === undefined ? forecast : Math.max(paced, forecast ?? 0)
    reporter.postEpochs(when)
    reporter.postProgress(when, () => ({
      step,
      epoch: Math.min(epoch + 1, shape.epochs),
      learningRate,
      stepsPerSecond,
      ...(left === undefined ? {} : { secondsLeft: left }),
    }))
  }
  function contextOf(checkpointer: Checkpointer): RunContext {
    return {
      ...{ job, shape, engine, control, clock, meter, reader, counts, reporter, checkpointer, position, report },
      chunkSize: makeChunkSize(engine),
      moveTo(to, rate = learningRate) {
        now = to
        learningRate = rate
      },
      async gate() {
        const request = await clock.excluding(() => control.gate())
        return over ? 'stop' : request
      },
      async checkpoint() {
        await reader.flush()
        return checkpointer.checkpoint({ ...now, seconds: clock.seconds() })
      },
      validate: (between) => evaluateSplit(engine, job, dataset, 'validation', between),
    }
  }

  async function train(): Promise<void> {
    if (job.resume) engine.restore(job.resume.state)
    context = contextOf(makeCheckpointer(engine, job, id, { mark: now, state: await engine.snapshot() }, post))
    const { step, history, rateChanges } = now
    post({
      ...{ type: 'began', run: id, chosen, steps: shape.steps, step, engine: choice, history },
      ...(rateChanges ? { rateChanges } : {}),
    })
    clock.lap()
    const trained = await trainAll(context)
    if (!over) post({ run: id, ...(await endRun(context, trained)) })
  }
  async function fail(error: unknown): Promise<void> {
    // When a device is lost, a read often fails shortly before the device is reported as lost.
    if (!(error instanceof NotFinite)) await new Promise((resolve) => setTimeout(resolve, LOSS_REPORT_MS))
    if (over) return
    if (context) post({ run: id, ...(await failRun(context, dataset, error)) })
    else throw error
  }
  async function go(): Promise<void> {
    try {
      await train().catch(fail)
    } catch (error) {
      post({ type: 'failed', run: id, reason: toMessage(error), step: now.step })
    } finally {
      control.close()
    }
  }

  return {
    id,
    control,
    setLearningRate(value) {
      if (over || value === now.learningRate) return
      // What the user sets now replaces changes that were still to be repeated.
      const rateChanges = [...changesUntil(now.rateChanges, now.step), { step: now.step, learningRate: value }]
      now = { ...now, learningRate: value, rateChanges }
      post({ type: 'rateChanges', run: id, rateChanges })
    },
    fail(message) {
      const active = !over
      reporter.postEpochs('now')
      // Posted immediately, because the loop may be waiting for a read that never returns.
      post({ type: 'failed', run: id, reason: message, step: now.step })
      control.steer('stop')
      return active
    },
    step: () => now.step,
    over: go(),
  }
}

type FinalMessage<T extends 'done' | 'failed'> = Omit<Extract<FromTrainer, { type: T }>, 'run'>

/** When the user stops a run, the final evaluation is skipped if it is expected to take more than this many seconds. */
const STOP_EVALUATION = 0.3

/** Ends a run that was stopped by its plan or by the user. */
async function endRun(run: RunContext, { why, evaluation }: Trained): Promise<FinalMessage<'done'>> {
  const { job, shape, engine, checkpointer, reader } = run
  await reader.flush()
  run.report('now')
  const { step, epoch } = run.position()
  const best = job.earlyStopping?.restoreBest ? checkpointer.best() : undefined
  const restoresBest = why !== 'stop' && best !== undefined && best.step !== step
  if (restoresBest) await restoreWeights(engine, best.weights)
  const saved = await run.checkpoint()
  const { state } = saved
  checkpointer.postMoments(restoresBest ? undefined : saved)
  const known = restoresBest || step > epoch * shape.perEpoch ? undefined : evaluation
  const finalEvaluation = known ?? (why === 'stop' ? await evaluationAtStop(run) : await run.validate(run.gate))
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
async function failRun(run: RunContext, dataset: Dataset, error: unknown): Promise<FinalMessage<'failed'>> {
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
  checkpointer.postMoments(checkpointer.lastGood())
  return { type: 'failed', reason: reason, step, hash: resultHash(state) }
}

/** SHA-256 of the weights that result from a state. */
function resultHash(state: EngineState): string {
  return hashWeights(resultWeights(state))
}

/** Restores the result of this state in the engine, so that later requests can use it. */
function restoreResult(engine: Pick<TrainStep, 'restore'>, state: EngineState): void {
  engine.restore({ ...state, weights: resultWeights(state) })
}

/** Sets an engine's weights and their average to these weights; the optimizer state does not change. */
async function restoreWeights(engine: Pick<TrainStep, 'snapshot' | 'restore'>, weights: WeightSet): Promise<void> {
  const state = await engine.snapshot()
  const { average } = state
  engine.restore({
    ...state,
    weights,
    // Trainable weights come first in both arrays.
    ...(average ? { average: weights.data.slice(0, average.length) } : {}),
  })
}
