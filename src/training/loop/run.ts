/** @file Run: one training from its first batch to its end. Our own loop, so that the user is heard between any two chunks of steps. */
import type { Message } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { RunMark, TrainingJob } from '../../data/job'
import type { BackendChosen } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import type { TrainStep } from '../train-step'
import { makeClock } from './clock'
import { shapeOf } from './constants'
import { type Control, makeControl } from './control'
import { makeCounts } from './counts'
import { ended, failed } from './ending'
import { addFigures } from './epoch-log'
import { trainAll } from './epochs'
import { type Keeper, makeKeeper } from './checkpointer'
import { freshMark } from './resume-point'
import { makeMeter } from './meter'
import { makePace } from './chunk-size'
import type { Parts, Post } from './run-context'
import { makeReader } from './reader'
import { resultHash } from './result'
import { makeTeller } from './progress-reporter'
import { NotFinite, toMessage } from './trouble'

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
  /** Ends the run as failed, from outside: the device is gone. False when the run was over already. */
  fail(said: Message): boolean
  readonly step: () => number
  /** Settles when the run is over and nothing of it is still going on. Never rejects. */
  readonly over: Promise<void>
}

/** How long a device that fails a reading may take to say that it is lost, in milliseconds. */
const LOST_MS = 200

/** Starts training at once, or goes on where the job's checkpoint stands. */
export function startRun(options: RunOptions): Run {
  const { id, job, dataset, engine, chosen, choice } = options
  const shape = shapeOf(job)
  let now: RunMark = job.resume?.mark ?? freshMark(job)
  let learningRate = now.learningRate
  let over = false
  const meter = makeMeter(shape.perEpoch, Math.ceil(job.split.validation.length / Math.max(256, job.batchSize)))
  const clock = makeClock(now.seconds)
  const teller = makeTeller(id, post)
  const mark = () => now
  const reader = makeReader(engine, mark, (figures, sizes) => {
    now = { ...now, totals: addFigures(now.totals, figures, sizes) }
    meter.stepped(sizes.length, clock.lap())
    teller.losses(figures.losses)
    tell('due')
  })
  const counts = makeCounts(engine, job.pipeline, teller.counts)
  let parts: Parts | undefined
  const control = makeControl({
    async onPause() {
      const kept = await parts?.checkpoint()
      tell('now')
      post({ type: 'state', run: id, tag: 'paused', step: now.step, ...(kept ? { hash: resultHash(kept.state) } : {}) })
    },
    onResume: () => post({ type: 'state', run: id, tag: 'training', step: now.step }),
  })

  /** Nothing is told of a run after its end. */
  function post(said: FromTrainer, transfer?: Transferable[]): void {
    if (over) return
    if (said.type === 'done' || said.type === 'failed') over = true
    options.post(said, transfer)
  }
  function tell(when: 'now' | 'due'): void {
    const { step, epoch } = now
    const left = meter.secondsLeft(shape.steps - step, shape.epochs - epoch)
    teller.epochs(when)
    teller.progress(when, () => ({
      step,
      epoch: Math.min(epoch + 1, shape.epochs),
      learningRate,
      stepsPerSecond: meter.stepsPerSecond(),
      ...(left === undefined ? {} : { secondsLeft: left }),
    }))
  }
  function partsOf(keeper: Keeper): Parts {
    return {
      ...{ job, shape, engine, control, clock, meter, reader, counts, teller, keeper, mark, tell },
      pace: makePace(engine),
      move(to, rate = learningRate) {
        now = to
        learningRate = rate
      },
      async gate() {
        const said = await clock.apart(() => control.gate())
        return over ? 'stop' : said
      },
      async checkpoint() {
        await reader.flush()
        return keeper.checkpoint({ ...now, seconds: clock.seconds() })
      },
      validate: (between) => evaluateSplit(engine, job, dataset, 'validation', between),
    }
  }

  async function train(): Promise<void> {
    if (job.resume) engine.restore(job.resume.state)
    parts = partsOf(makeKeeper(engine, job, id, { mark: now, state: await engine.snapshot() }, post))
    const { step, history } = now
    post({ type: 'began', run: id, chosen, steps: shape.steps, step, engine: choice, history })
    clock.lap()
    const trained = await trainAll(parts)
    if (!over) post({ run: id, ...(await ended(parts, trained)) })
  }
  async function fail(error: unknown): Promise<void> {
    // A lost device makes a reading fail a moment before it says that it is lost.
    if (!(error instanceof NotFinite)) await new Promise((resolve) => setTimeout(resolve, LOST_MS))
    if (over) return
    if (parts) post({ run: id, ...(await failed(parts, dataset, error)) })
    else throw error
  }
  async function go(): Promise<void> {
    try {
      await train().catch(fail)
    } catch (error) {
      post({ type: 'failed', run: id, said: toMessage(error), step: now.step })
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
    fail(said) {
      const active = !over
      teller.epochs('now')
      // Told at once: the loop may be waiting for a reading that never comes.
      post({ type: 'failed', run: id, said, step: now.step })
      control.steer('stop')
      return active
    },
    step: () => now.step,
    over: go(),
  }
}
