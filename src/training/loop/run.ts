/** @file Run: one training from its first batch to its end. Our own loop, so that the user is heard between any two chunks of steps. */
import type { Message } from '../../base/messages/message'
import type { Dataset, SplitName } from '../../data/dataset'
import type { RunMark, TrainingJob } from '../../data/job'
import { resultWeights } from '../../data/result-weights'
import type { Evaluation } from '../../metrics/evaluation'
import type { BackendChosen } from '../../protocol/backend'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import { evaluateSplit } from '../evaluate'
import type { TrainStep } from '../train-step'
import { hashWeights } from '../weights'
import { chunkAt, orderOf, type Place } from './chunk'
import { makeClock } from './clock'
import { shapeOf } from './constants'
import { type Control, makeControl } from './control'
import { addFigures, noTotals, toLog } from './epoch-log'
import { type Keeper, type Kept, makeKeeper } from './keeper'
import { freshMark } from './mark'
import { makeMeter } from './meter'
import { makePace } from './pace'
import { makeReader } from './reader'
import { makeTeller } from './teller'
import { explain, NotFinite, toMessage } from './trouble'
import { type Verdict, verdictOf } from './verdict'
import { afterPlateau, watchEpoch } from './watch'

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
  let rate = now.learningRate
  let evaluation: Evaluation | undefined
  let validationMs: number | undefined
  let ended = false
  let keeper: Keeper | undefined
  /** Chunks since the last good state. */
  let trail: { readonly place: Place; readonly count: number }[] = []
  let goodAt = performance.now()
  const meter = makeMeter(Math.ceil(job.split.validation.length / Math.max(256, job.batchSize)))
  const clock = makeClock(now.seconds)
  const pace = makePace(engine)
  const teller = makeTeller(id, post)
  const reader = makeReader(
    engine,
    () => now,
    (figures, sizes) => {
      now = { ...now, totals: addFigures(now.totals, figures, sizes) }
      meter.stepped(sizes.length, clock.lap())
      teller.losses(figures.losses)
      tell()
    },
  )
  const control = makeControl({
    async onPause() {
      await reader.flush()
      teller.epochs('now')
      const kept = await checkpoint()
      post({ type: 'state', run: id, tag: 'paused', step: now.step, hash: hashWeights(resultWeights(kept.state)) })
    },
    onResume: () => post({ type: 'state', run: id, tag: 'training', step: now.step }),
  })

  /** Nothing is told of a run after its end. */
  function post(said: FromTrainer, transfer?: Transferable[]): void {
    if (ended) return
    if (said.type === 'done' || said.type === 'failed') ended = true
    options.post(said, transfer)
  }
  function tell(): void {
    const { step, epoch } = now
    const left = meter.secondsLeft(shape.steps - step, shape.epochs - epoch)
    teller.progress({
      step,
      epoch: Math.min(epoch + 1, shape.epochs),
      learningRate: rate,
      stepsPerSecond: meter.stepsPerSecond(),
      ...(left === undefined ? {} : { secondsLeft: left }),
    })
  }
  /** The gate; what is spent waiting there is no time of training. */
  async function gate(): Promise<'go' | 'one' | 'stop'> {
    const said = await clock.apart(() => control.gate())
    return ended ? 'stop' : said
  }
  async function take(): Promise<Kept> {
    now = { ...now, seconds: clock.seconds() }
    const kept = await (keeper as Keeper).take(now)
    trail = []
    goodAt = performance.now()
    return kept
  }
  async function checkpoint(): Promise<Kept> {
    await reader.flush()
    const kept = await take()
    keeper?.post(kept)
    return kept
  }
  function evaluate(split: SplitName, between: () => Promise<'go' | 'one' | 'stop'>): Promise<Evaluation | undefined> {
    return evaluateSplit(engine, job, dataset, split, between)
  }

  /** Sends the steps of an epoch from where the run stands; 'go' when all of them are done. */
  async function trainEpoch(): Promise<Verdict | 'stop'> {
    engine.order(orderOf(job, now.epoch))
    for (;;) {
      const wish = await gate()
      if (wish === 'stop') return 'stop'
      await pace.ready()
      const chunk = chunkAt(job, shape, now, wish === 'one' ? 1 : pace.most())
      if (!chunk) break
      const { constants, rows, after } = chunk
      const place: Place = now
      pace.send(constants.length, () => engine.steps(constants, rows))
      reader.sent(place, constants.length, rows)
      trail.push({ place, count: constants.length })
      now = { ...now, ...after, seconds: clock.seconds() }
      rate = chunk.rate
      control.stepped()
      reader.look()
      const atEnd = now.step === (now.epoch + 1) * shape.perEpoch
      // An epoch that is done counts as one before any rule is asked.
      if (!atEnd && verdictOf(job, shape, now) !== 'go') return verdictOf(job, shape, now)
      if (!atEnd && keeper?.due()) await checkpoint()
    }
    await reader.flush()
    return 'go'
  }

  /** Validation, the row of the history, the checkpoints; 'stop' when the user did meanwhile. */
  async function endEpoch(): Promise<'go' | 'stop'> {
    const began = clock.seconds()
    evaluation = await evaluate('validation', gate)
    if (control.stopping()) return 'stop'
    if (evaluation) {
      validationMs = 1000 * (clock.seconds() - began)
      meter.validated(validationMs)
    }
    const log = toLog(now.epoch + 1, now.totals, job.pipeline.outputs, evaluation)
    const { watch, best } = watchEpoch(job.earlyStopping?.metric, now.watch, log)
    const plateau = afterPlateau(job.schedule, now.plateau, log)
    const history = [...now.history, log]
    const totals = noTotals(job.heads.length)
    now = { ...now, epoch: now.epoch + 1, totals, watch, history, ...(plateau ? { plateau } : {}) }
    teller.epoch(log, evaluation)
    teller.epochs('due')
    await keepEpoch(best)
    clock.lap()
    return 'go'
  }
  async function keepEpoch(best: boolean): Promise<void> {
    const keep = keeper as Keeper
    const milestone = job.keepEvery !== undefined && now.epoch % job.keepEvery === 0
    // What early stopping goes back to is kept whatever it costs.
    const worth = best && (job.earlyStopping?.restoreBest === true || keep.affordable())
    const due = keep.due()
    if (!worth && !milestone && !due) return
    const kept = await take()
    if (worth) keep.best(kept)
    if (milestone) keep.post(kept, 'milestone')
    if (due) keep.post(kept)
  }

  async function trainAll(): Promise<Verdict | 'stop'> {
    for (;;) {
      const said = verdictOf(job, shape, now)
      if (said !== 'go') return said
      const then = await trainEpoch()
      if (then !== 'go') return then
      if ((await endEpoch()) === 'stop') return 'stop'
    }
  }

  /** The end that the user or the plan asked for: what is kept, what the result is. */
  async function end(why: Exclude<Verdict, 'go'> | 'stop'): Promise<void> {
    if (ended) return
    await reader.flush()
    teller.epochs('now')
    const within = now.step > now.epoch * shape.perEpoch
    if (why !== 'stop' && (await goBackToBest())) evaluation = undefined
    const kept = await checkpoint()
    if (why === 'stop') evaluation = await evaluationAtStop()
    else if (within || !evaluation) evaluation = await evaluate('validation', gate)
    post({
      type: 'done',
      run: id,
      step: now.step,
      epoch: now.epoch,
      hash: leaveResult(kept),
      why: why === 'stop' ? 'stopped' : why,
      ...(evaluation ? { evaluation } : {}),
    })
  }
  /** Sets the weights to the best epoch's, where the plan says so and others are newer. */
  async function goBackToBest(): Promise<boolean> {
    const best = keeper?.bestWeights()
    if (!best || !job.earlyStopping?.restoreBest || best.step === now.step) return false
    const state = await engine.snapshot()
    const { average } = state
    const averaged = average ? { average: best.weights.data.slice(0, average.length) } : {}
    engine.restore({ ...state, weights: best.weights, ...averaged })
    return true
  }
  async function evaluationAtStop(): Promise<Evaluation | undefined> {
    const forecast = validationMs ?? 1000 * (meter.secondsLeft(0, 1) ?? Number.POSITIVE_INFINITY)
    return forecast > STOP_EVALUATION_MS ? undefined : evaluate('validation', () => Promise.resolve('go'))
  }

  /** Leaves the result of this state in the engine, for whoever asks it now; returns its hash. */
  function leaveResult({ state }: Kept): string {
    const weights = resultWeights(state)
    engine.restore({ ...state, weights })
    return hashWeights(weights)
  }

  /** Brings the last good state back and says what happened. */
  async function failed(error: unknown): Promise<void> {
    // A lost device makes a reading fail a moment before it says that it is lost.
    if (!(error instanceof NotFinite)) await new Promise((resolve) => setTimeout(resolve, LOST_MS))
    teller.epochs('now')
    const good = keeper?.good()
    const { step } = now
    if (ended || !good) return post({ type: 'failed', run: id, said: toMessage(error), step })
    const scene = {
      engine,
      job,
      shape,
      dataset,
      trail: { good: good.state, chunks: trail, ms: performance.now() - goodAt },
    }
    const said = error instanceof NotFinite ? await explain(scene, error) : toMessage(error)
    const hash = leaveResult(good)
    keeper?.post(good)
    post({ type: 'failed', run: id, said, step: error instanceof NotFinite ? error.place.step + 1 : step, hash })
  }

  async function go(): Promise<void> {
    try {
      if (job.resume) engine.restore(job.resume.state)
      keeper = makeKeeper(engine, id, { mark: now, state: await engine.snapshot() }, job.resume?.best, post)
      const { chosen, choice } = options
      const { step, history } = now
      post({ type: 'began', run: id, chosen, steps: shape.steps, step, engine: choice, history })
      clock.lap()
      await end((await trainAll()) as Exclude<Verdict, 'go'> | 'stop')
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
