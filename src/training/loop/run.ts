/**
 * @file Run: one training run from its first batch to its end. Each run has its own loop, so that user requests can be
 * handled between chunks of steps.
 */
import type { Message } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { RunMark, TrainingJob } from '../../data/training-job'
import type { BackendChosen } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import type { TrainStep } from '../train-step'
import { makeClock } from './clock'
import { shapeOf } from './step-constants'
import { type Control, makeControl } from './run-control'
import { makeCounts } from './confusion-counts'
import { endRun, failRun } from './end-run'
import { addMetrics } from './epoch-log'
import { trainAll } from './epochs'
import { type Checkpointer, makeCheckpointer } from './checkpointer'
import { freshMark } from './start-position'
import { makeMeter } from './speed-meter'
import { makeChunkSize } from './chunk-size'
import type { RunContext, Post } from './run-context'
import { makeReader } from './metrics-reader'
import { resultHash } from './run-result'
import { makeProgressReporter } from './progress-reporter'
import { NotFinite, toMessage } from './explain-divergence'

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
  readonly control: Pick<Control, 'steer' | 'hold'>
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
      const checkpoint = await context?.checkpoint()
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

  /** No message is posted after the end of a run. */
  function post(message: FromTrainer, transfer?: Transferable[]): void {
    if (over) return
    if (message.type === 'done' || message.type === 'failed') over = true
    options.post(message, transfer)
  }
  function report(when: 'now' | 'due'): void {
    const { step, epoch } = now
    const left = meter.secondsLeft(shape.steps - step, shape.epochs - epoch)
    reporter.postEpochs(when)
    reporter.postProgress(when, () => ({
      step,
      epoch: Math.min(epoch + 1, shape.epochs),
      learningRate,
      stepsPerSecond: meter.stepsPerSecond(),
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
    const { step, history } = now
    post({ type: 'began', run: id, chosen, steps: shape.steps, step, engine: choice, history })
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
      now = { ...now, learningRate: value }
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
