/** @file Run: one training from its first batch to its end. Our own loop, so that the user is heard between any two batches. */
import { type Message, message, Refusal } from '../base/messages/message'
import { rng, shuffle } from '../base/rng'
import type { Dataset } from '../data/dataset'
import type { TrainingJob, WeightSet } from '../data/job'
import type { Evaluation } from '../metrics/evaluation'
import type { BackendChosen } from '../protocol/backend'
import type { EpochLog, FromTrainer } from '../protocol/trainer-messages'
import { type Control, makeControl } from './control'
import { watchEpochs } from './early-stopping'
import { type EpochTotals, epochTotals, toLog } from './epoch-log'
import { evaluateSplit } from './evaluate'
import { makeMeter } from './meter'
import type { Network } from './network'
import type { TrainStep } from './train-step'
import { allFinite, firstNotFinite, hashWeights } from './weights'

export type Post = (message: FromTrainer, transfer?: Transferable[]) => void

export interface RunOptions {
  readonly id: string
  readonly job: TrainingJob
  readonly dataset: Dataset
  readonly network: Network
  readonly engine: TrainStep
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

/** At most this often is progress told, in milliseconds; 20 times a second. */
const TELL_MS = 50
/** At most this often are epochs told, in milliseconds: short ones are told together. */
const TELL_EPOCHS_MS = 100
/** At most this often are weights sent as a checkpoint, in milliseconds, the end apart. */
const CHECKPOINT_MS = 1000
/** GPU figures wait no longer than this for being read. */
const READ_MS = 90
/** How often all weights are looked at for numbers that are not finite; GPU kernels can hide them from the loss. */
const PROBE_MS = 1000
/** Larger weights are sent as a checkpoint at the end alone. */
const CHECKPOINT_BYTES = 64e6
/** A stop is answered at once: an evaluation comes with it only when it takes no longer than this. */
const STOP_EVALUATION_MS = 300

/** How long a device that fails a reading may take to say that it is lost. */
const LOST_MS = 200

class NotFinite extends Error {
  constructor(
    readonly what: string,
    readonly step: number,
    readonly layer: string,
  ) {
    super(what)
  }
}

/** Starts training at once. */
export function startRun(options: RunOptions): Run {
  const { id, job, dataset, network, engine, chosen } = options
  const { train, validation } = job.split
  const perEpoch = Math.ceil(train.length / job.batchSize)
  const from = job.fromEpoch ?? 0
  // A run that goes on from one which did all its epochs does as many again.
  const epochs = from < job.epochs ? job.epochs : from + job.epochs
  const steps = epochs * perEpoch
  const meter = makeMeter(Math.ceil(validation.length / Math.max(256, job.batchSize)))
  const watcher = watchEpochs(job.earlyStopping)
  let learningRate = job.learningRate
  let step = from * perEpoch
  let epoch = from
  let good: WeightSet | undefined
  let best: { readonly weights: WeightSet; readonly evaluation: Evaluation | undefined } | undefined
  let evaluation: Evaluation | undefined
  let validationMs: number | undefined
  let ended = false
  let waited = 0
  network.randomness.step = step

  /** Nothing is told of a run after its end. */
  function post(said: FromTrainer, transfer?: Transferable[]): void {
    if (ended) return
    if (said.type === 'done' || said.type === 'failed') ended = true
    options.post(said, transfer)
  }

  const control = makeControl({
    async onPause() {
      await flush()
      tell()
      tellEpochs()
      const weights = await network.snapshot()
      post({ type: 'state', run: id, tag: 'paused', step, hash: hashWeights(weights) })
    },
    onResume: () => post({ type: 'state', run: id, tag: 'training', step }),
  })
  /** The gate, with the time spent waiting kept apart from the time steps take. */
  async function gate(): Promise<'go' | 'stop'> {
    const before = performance.now()
    const said = await control.gate()
    waited += performance.now() - before
    return ended ? 'stop' : said
  }

  // Figures not yet read, and losses not yet told.
  let totals: EpochTotals = epochTotals(job.heads.length)
  let unread: { readonly rows: Uint32Array; readonly step: number }[] = []
  let untold: number[] = []
  let readAt = performance.now()
  let toldAt = Number.NEGATIVE_INFINITY
  // Epochs not yet told, oldest first.
  let untoldEpochs: EpochLog[] = []
  let epochsToldAt = Number.NEGATIVE_INFINITY
  let checkpointAt = Number.NEGATIVE_INFINITY
  let probedAt = performance.now()

  async function flush(): Promise<void> {
    if (unread.length === 0) return
    const batches = unread
    unread = []
    const figures = await engine.read()
    const now = performance.now()
    meter.stepped(batches.length, now - readAt - waited)
    readAt = now
    waited = 0
    totals.add(
      figures,
      batches.map(({ rows }) => rows.length),
    )
    untold.push(...figures.losses)
    const bad = figures.losses.findIndex((loss) => !Number.isFinite(loss))
    const batch = batches[bad]
    if (batch) throw new NotFinite('The loss', batch.step, await culprit(batch.rows))
  }
  async function culprit(rows: Uint32Array): Promise<string> {
    return firstNotFinite(network.model, await network.snapshot()) || engine.culprit(rows)
  }
  async function probe(): Promise<void> {
    probedAt = performance.now()
    if (Number.isFinite(await engine.probe())) return
    throw new NotFinite('A weight', step, firstNotFinite(network.model, await network.snapshot()))
  }

  /** Tells the losses read so far. */
  function tell(): void {
    if (untold.length === 0) return
    const losses = Float32Array.from(untold)
    untold = []
    toldAt = performance.now()
    const left = meter.secondsLeft(steps - step, epochs - epoch)
    post(
      {
        type: 'progress',
        run: id,
        step,
        epoch: epoch + 1,
        losses,
        stepsPerSecond: meter.stepsPerSecond(),
        ...(left === undefined ? {} : { secondsLeft: left }),
      },
      [losses.buffer],
    )
  }

  /** Tells the epochs that are over. */
  function tellEpochs(): void {
    const log = untoldEpochs.at(-1)
    if (!log) return
    const earlier = untoldEpochs.slice(0, -1)
    untoldEpochs = []
    epochsToldAt = performance.now()
    post({
      type: 'epoch',
      run: id,
      log,
      ...(earlier.length > 0 ? { earlier } : {}),
      ...(evaluation ? { validation: evaluation } : {}),
    })
  }

  /** One pass over the training rows; false when stopped. */
  async function trainEpoch(): Promise<boolean> {
    totals = epochTotals(job.heads.length)
    const order = shuffle(train.slice(), rng(job.seed, { kind: 'shuffle', epoch }))
    for (let at = 0; at < order.length; at += job.batchSize) {
      if ((await gate()) === 'stop') return false
      const rows = order.subarray(at, at + job.batchSize)
      engine.step(rows, learningRate)
      step++
      unread.push({ rows, step })
      control.stepped()
      const now = performance.now()
      if (unread.length >= engine.readEvery || now - readAt > READ_MS) await flush()
      if (now - toldAt >= TELL_MS) tell()
      if (now - probedAt >= PROBE_MS) await probe()
    }
    await flush()
    tell()
    return true
  }

  /** Validation, the row of the history, the checkpoint; 'early' when the plan says that is enough. */
  async function endEpoch(): Promise<'go' | 'stop' | 'early'> {
    const before = performance.now()
    waited = 0
    evaluation = await evaluateSplit(engine, job, dataset, 'validation', gate)
    if (control.stopping()) return 'stop'
    if (evaluation) {
      validationMs = performance.now() - before - waited
      meter.validated(validationMs)
    }
    const weights = await network.snapshot()
    if (!allFinite(weights)) throw new NotFinite('A weight', step, firstNotFinite(network.model, weights))
    good = weights
    epoch++
    const log = toLog(epoch, totals, job.pipeline.outputs, evaluation)
    const seen = watcher.see(log)
    if (seen.best && job.earlyStopping?.restoreBest) best = { weights, evaluation }
    untoldEpochs.push(log)
    const now = performance.now()
    const last = seen.stop || epoch === epochs
    if (last || now - epochsToldAt >= TELL_EPOCHS_MS) tellEpochs()
    const due = weights.data.byteLength <= CHECKPOINT_BYTES && now - checkpointAt >= CHECKPOINT_MS
    if (last || due) checkpoint(weights, seen.best)
    readAt = performance.now()
    waited = 0
    return seen.stop ? 'early' : 'go'
  }

  function checkpoint(weights: WeightSet, isBest: boolean): void {
    const data = weights.data.slice()
    checkpointAt = performance.now()
    post({ type: 'checkpoint', run: id, step, epoch, weights: { specs: weights.specs, data }, best: isBest }, [
      data.buffer,
    ])
  }

  async function stopped(): Promise<void> {
    if (ended) return
    await flush()
    tell()
    tellEpochs()
    const weights = await network.snapshot()
    if (!allFinite(weights)) throw new NotFinite('A weight', step, firstNotFinite(network.model, weights))
    checkpoint(weights, false)
    const told = await evaluationAtStop()
    post({
      type: 'done',
      run: id,
      step,
      epoch,
      hash: hashWeights(weights),
      why: 'stopped',
      ...(told ? { evaluation: told } : {}),
    })
  }
  async function evaluationAtStop(): Promise<Evaluation | undefined> {
    const forecast = validationMs ?? 1000 * (meter.secondsLeft(0, 1) ?? Number.POSITIVE_INFINITY)
    if (forecast > STOP_EVALUATION_MS) return undefined
    return evaluateSplit(engine, job, dataset, 'validation', () => Promise.resolve('go'))
  }

  async function finished(why: 'finished' | 'early'): Promise<void> {
    if (best && best.weights !== good) {
      network.restore(best.weights)
      good = best.weights
      evaluation = best.evaluation
      checkpoint(good, true)
    }
    const hash = hashWeights(good ?? (await network.snapshot()))
    post({ type: 'done', run: id, step, epoch, hash, why, ...(evaluation ? { evaluation } : {}) })
  }

  async function trainAll(): Promise<void> {
    good = await network.snapshot()
    post({ type: 'began', run: id, chosen, steps, engine: engine.name })
    readAt = performance.now()
    while (epoch < epochs) {
      if (!(await trainEpoch())) return stopped()
      const then = await endEpoch()
      if (then === 'stop') return stopped()
      if (then === 'early') return finished('early')
    }
    return finished('finished')
  }

  /** Brings the last good weights back and says what happened. */
  async function failed(error: unknown): Promise<void> {
    // A lost device makes a reading fail a moment before it says that it is lost.
    if (!(error instanceof NotFinite)) await new Promise((resolve) => setTimeout(resolve, LOST_MS))
    tellEpochs()
    if (ended || !good) return post({ type: 'failed', run: id, said: toMessage(error, epoch + 1), step })
    network.restore(good)
    checkpoint(good, false)
    post({ type: 'failed', run: id, said: toMessage(error, epoch + 1), step, hash: hashWeights(good) })
  }

  async function go(): Promise<void> {
    try {
      await trainAll()
    } catch (error) {
      await failed(error).catch((second: unknown) => {
        post({ type: 'failed', run: id, said: toMessage(second, epoch + 1), step })
      })
    } finally {
      control.close()
    }
  }

  return {
    id,
    control,
    setLearningRate(value) {
      learningRate = value
    },
    fail(said) {
      const active = !ended
      tellEpochs()
      // Told at once: the loop may be waiting for a reading that never comes.
      post({ type: 'failed', run: id, said, step })
      control.steer('stop')
      return active
    },
    step: () => step,
    over: go(),
  }
}

/** What the user is told of an error. */
export function toMessage(error: unknown, epoch: number): Message {
  if (error instanceof NotFinite) {
    const { what, step, layer } = error
    return message('not-finite', { what, epoch, step, layer }) as Message
  }
  if (error instanceof Refusal) return error.said
  return message('training-broke', { why: error instanceof Error ? error.message : String(error) }) as Message
}
