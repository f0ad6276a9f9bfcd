/** @file Run: one training from its first batch to its end. Our own loop, so that the user is heard between any two chunks of steps. */
import type { Message } from '../../base/messages/message'
import type { Dataset } from '../../data/dataset'
import type { RunMark, TrainingJob } from '../../data/job'
import type { Evaluation } from '../../metrics/evaluation'
import type { BackendChosen } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import type { TrainStep } from '../train-step'
import { chunkAt, orderOf } from './chunk'
import { makeClock } from './clock'
import { shapeOf } from './constants'
import { type Control, makeControl } from './control'
import { afterEpoch } from './epoch-end'
import { addFigures } from './epoch-log'
import { type Keeper, makeKeeper } from './keeper'
import { freshMark } from './mark'
import { makeMeter } from './meter'
import { makePace } from './pace'
import { makeReader } from './reader'
import { goBackTo, leaveResult, resultHash } from './result'
import { makeTeller } from './teller'
import { explain, NotFinite, toMessage } from './trouble'
import { type Verdict, verdictOf } from './verdict'

export type Post = (message: FromTrainer, transfer?: Transferable[]) => void

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

/** A stop is answered at once: an evaluation comes with it only when it takes no longer than this, in milliseconds. */
const STOP_EVALUATION_MS = 300
/** How long a device that fails a reading may take to say that it is lost, in milliseconds. */
const LOST_MS = 200

/** Starts training at once, or goes on where the job's checkpoint stands. */
export function startRun(options: RunOptions): Run {
  const { id, job, dataset, engine } = options
  const shape = shapeOf(job)
  let now: RunMark = job.resume?.mark ?? freshMark(job)
  let learningRate = now.learningRate
  let evaluation: Evaluation | undefined
  let validationMs: number | undefined
  let ended = false
  let keeper: Keeper | undefined
  const meter = makeMeter(Math.ceil(job.split.validation.length / Math.max(256, job.batchSize)))
  const clock = makeClock(now.seconds)
  const pace = makePace(engine)
  const teller = makeTeller(id, post)
  const mark = () => now
  const reader = makeReader(engine, mark, (figures, sizes) => {
    now = { ...now, totals: addFigures(now.totals, figures, sizes) }
    meter.stepped(sizes.length, clock.lap())
    teller.losses(figures.losses)
    tell('due')
  })
  const control = makeControl({
    async onPause() {
      const { state } = await checkpoint()
      tell('now')
      post({ type: 'state', run: id, tag: 'paused', step: now.step, hash: resultHash(state) })
    },
    onResume: () => post({ type: 'state', run: id, tag: 'training', step: now.step }),
  })

  /** Nothing is told of a run after its end. */
  function post(said: FromTrainer, transfer?: Transferable[]): void {
    if (ended) return
    if (said.type === 'done' || said.type === 'failed') ended = true
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
  /** The gate; what is spent waiting there is no time of training. */
  async function gate(): Promise<'go' | 'one' | 'stop'> {
    const said = await clock.apart(() => control.gate())
    return ended ? 'stop' : said
  }
  async function checkpoint() {
    await reader.flush()
    return (keeper as Keeper).checkpoint(now)
  }
  function validate(between: typeof gate): Promise<Evaluation | undefined> {
    return evaluateSplit(engine, job, dataset, 'validation', between)
  }

  /** Sends the steps of an epoch from where the run stands; 'go' when all of them are done and read. */
  async function trainEpoch(): Promise<Verdict | 'stop'> {
    engine.order(orderOf(job, now.epoch))
    for (;;) {
      const wish = await gate()
      if (wish === 'stop') return 'stop'
      await pace.ready()
      const place = now
      const chunk = chunkAt(job, shape, place, wish === 'one' ? 1 : pace.most())
      if (!chunk) break
      const { constants, rows, after, rate } = chunk
      const count = constants.length
      pace.send(count, () => engine.steps(constants, rows))
      reader.sent(place, count, rows)
      keeper?.sent({ place, count })
      control.stepped()
      now = { ...now, ...after, seconds: clock.seconds() }
      learningRate = rate
      reader.look()
      // An epoch whose steps are done is ended before any rule is asked.
      if (now.step === (now.epoch + 1) * shape.perEpoch) continue
      const said = verdictOf(job, shape, now)
      if (said !== 'go') return said
      if (keeper?.due()) await checkpoint()
    }
    await reader.flush()
    return 'go'
  }

  /** Validation, the row of the history, the checkpoints; 'stop' when the user did meanwhile. */
  async function endEpoch(): Promise<'go' | 'stop'> {
    const began = clock.seconds()
    evaluation = await validate(gate)
    if (control.stopping()) return 'stop'
    if (evaluation) {
      validationMs = 1000 * (clock.seconds() - began)
      meter.validated(validationMs)
    }
    const end = afterEpoch(job, now, evaluation)
    now = end.mark
    teller.epoch(end.log, evaluation)
    tell('due')
    await keeper?.epoch(end)
    clock.lap()
    return 'go'
  }

  async function trainAll(): Promise<Exclude<Verdict, 'go'> | 'stop'> {
    for (;;) {
      const said = verdictOf(job, shape, now)
      if (said !== 'go') return said
      const then = await trainEpoch()
      if (then !== 'go') return then
      if ((await endEpoch()) === 'stop') return 'stop'
    }
  }

  /** The end that the user or the plan asked for. */
  async function end(why: Exclude<Verdict, 'go'> | 'stop'): Promise<void> {
    if (ended) return
    await reader.flush()
    tell('now')
    const best = job.earlyStopping?.restoreBest ? keeper?.best() : undefined
    const back = why !== 'stop' && best !== undefined && best.step !== now.step
    if (back) await goBackTo(engine, best.weights)
    const { state } = await checkpoint()
    const within = now.step > now.epoch * shape.perEpoch
    if (why === 'stop') evaluation = await evaluationAtStop()
    else if (back || within || !evaluation) evaluation = await validate(gate)
    leaveResult(engine, state)
    post({
      type: 'done',
      run: id,
      step: now.step,
      epoch: now.epoch,
      hash: resultHash(state),
      why: why === 'stop' ? 'stopped' : why,
      ...(evaluation ? { evaluation } : {}),
    })
  }
  async function evaluationAtStop(): Promise<Evaluation | undefined> {
    const forecast = validationMs ?? 1000 * (meter.secondsLeft(0, 1) ?? Number.POSITIVE_INFINITY)
    return forecast > STOP_EVALUATION_MS ? undefined : validate(() => Promise.resolve('go'))
  }

  /** Brings the last good state back and says what happened. */
  async function failed(error: unknown): Promise<void> {
    const bad = error instanceof NotFinite ? error : undefined
    // A lost device makes a reading fail a moment before it says that it is lost.
    if (!bad) await new Promise((resolve) => setTimeout(resolve, LOST_MS))
    tell('now')
    const step = bad ? bad.place.step + 1 : now.step
    if (ended || !keeper) return post({ type: 'failed', run: id, said: toMessage(error), step })
    const said = bad ? await explain({ engine, job, shape, dataset, trail: keeper.trail() }, bad) : toMessage(error)
    const { state } = keeper.good()
    leaveResult(engine, state)
    keeper.tellGood()
    post({ type: 'failed', run: id, said, step, hash: resultHash(state) })
  }

  async function go(): Promise<void> {
    try {
      if (job.resume) engine.restore(job.resume.state)
      keeper = makeKeeper(engine, job, id, { mark: now, state: await engine.snapshot() }, post)
      const { chosen, choice } = options
      const { step, history } = now
      post({ type: 'began', run: id, chosen, steps: shape.steps, step, engine: choice, history })
      clock.lap()
      await end(await trainAll())
    } catch (error) {
      await failed(error).catch((second: unknown) => {
        post({ type: 'failed', run: id, said: toMessage(second), step: now.step })
      })
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
      const active = !ended
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
