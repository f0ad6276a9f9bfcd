/** @file Holder: the one model a worker holds, and the order in which it is taken, read, set aside and let go. */
import { type Message, message, Refusal } from '../messages/message'
import type { Dataset } from '../data/dataset'
import type { TrainingJob } from '../data/job'
import type { Backend } from '../protocol/backend'
import type { Run } from './loop/run'
import type { Network } from './network'
import { tf } from './tf'
import type { TrainStep } from './train-step'

/** A model in the worker: a run's, with all it trains on, or one loaded to predict with. */
export type Held =
  | { readonly kind: 'loaded'; readonly network: Network }
  | {
      readonly kind: 'run'
      readonly run: Run
      readonly engine: TrainStep
      readonly job: TrainingJob
      readonly dataset: Dataset
      readonly backend: Backend
    }
export type HeldRun = Extract<Held, { kind: 'run' }>

export interface Holder {
  /** The run it holds, under way or over. */
  run(): HeldRun | undefined
  /** After whatever is being started or loaded. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Lets go what is held and takes up another model. */
  take(next: Held): void
  drop(): Promise<void>
  /** Reads of the model that is held. Refuses where there is none, or its device is gone. */
  read<T>(work: (now: Held) => Promise<T>): Promise<T>
  /** The same of a run. */
  readRun<T>(work: (now: HeldRun) => Promise<T>): Promise<T>
  /** Does something beside the run in hand, which waits and finds tf.js on the backend it left. */
  aside<T>(work: () => Promise<T>): Promise<T>
  /** Nothing that is held can be asked any more. */
  lose(said: Message): void
  readonly lost: Message | undefined
}

/** A holder of nothing yet. */
export function makeHolder(): Holder {
  let held: Held | undefined
  let lost: Message | undefined
  // Starting, loading and measuring change the model or the backend: one after another.
  let queue: Promise<unknown> = Promise.resolve()
  /** Answers on their way: a GPU whose buffers go in the middle of one fails whatever comes next. */
  const reading = new Set<Promise<unknown>>()

  const run = () => (held?.kind === 'run' ? held : undefined)
  function present(): Held {
    if (lost) throw new Refusal(lost)
    return held ?? refuseNoModel()
  }
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }
  async function read<T>(work: (now: Held) => Promise<T>): Promise<T> {
    await queue
    const reads = work(present())
    reading.add(reads)
    return reads.finally(() => reading.delete(reads))
  }
  return {
    run,
    inTurn,
    read,
    readRun: (work) => read((now) => (now.kind === 'run' ? work(now) : refuseNoModel())),
    take(next) {
      held = next
    },
    async drop() {
      const training = run()
      if (training) {
        training.run.control.steer('stop')
        await training.run.over
      }
      await Promise.allSettled(reading)
      if (held?.kind === 'run') held.engine.close()
      if (held?.kind === 'loaded') held.network.close()
      held = undefined
    },
    aside(work) {
      return inTurn(async () => {
        const before = tf.getBackend()
        try {
          return await (run()?.run.control.hold(work) ?? work())
        } finally {
          if (held && before) await tf.setBackend(before)
        }
      })
    },
    lose(said) {
      lost = said
    },
    get lost() {
      return lost
    },
  }
}

/** Says that no model is held. */
export function refuseNoModel(): never {
  throw new Refusal(message('no-model-loaded', {}))
}
