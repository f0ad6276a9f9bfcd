/**
 * @file Model slot: stores the only model of a worker, and ensures that replacing, reading, pausing and closing it
 * never overlap.
 */
import { type Message, message, Refusal } from '../messages/message'
import type { Dataset } from '../data/dataset'
import type { TrainingJob } from '../data/training-job'
import type { Backend } from '../protocol/backend'
import type { ToTrainer } from '../protocol/trainer-messages'
import type { Run } from './loop/run'
import { openBackend } from './backends/open'
import { type Network, openNetwork } from './network'
import { tf } from './tensorflow'
import type { TrainStep } from './train-step'

/** The model in the worker: either a run with everything it trains on, or a model loaded for predictions. */
export type SlotModel =
  | { readonly kind: 'loaded'; readonly network: Network }
  | {
      readonly kind: 'run'
      readonly run: Run
      readonly engine: TrainStep
      readonly job: TrainingJob
      readonly dataset: Dataset
      readonly backend: Backend
    }
export type RunModel = Extract<SlotModel, { kind: 'run' }>

type Untrained = NonNullable<Extract<ToTrainer, { type: 'layers' }>['untrained']>

export interface ModelSlot {
  /** The run in the slot, in progress or finished. */
  run(): RunModel | undefined
  /** Runs the work after all earlier starts and loads have finished. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Replaces the current model with this one. */
  put(next: SlotModel): void
  drop(): Promise<void>
  /** Reads from the current model. Throws a Refusal if there is none, or if its device was lost. */
  read<T>(work: (model: SlotModel) => Promise<T>): Promise<T>
  /** Like `read`, but requires a run. */
  readRun<T>(work: (model: RunModel) => Promise<T>): Promise<T>
  /**
   * Reads from a network with its initial weights, next to the current model. It is kept until other work is queued,
   * because that may change or measure the memory of TensorFlow.js.
   */
  readUntrained<T>(of: Untrained, work: (network: Network) => Promise<T>): Promise<T>
  /** Runs other work while the current run is paused, then restores the backend of TensorFlow.js. */
  whilePaused<T>(work: () => Promise<T>): Promise<T>
  /** Marks the device as lost; after that, nothing can be read from the current model. */
  markLost(reason: Message): void
  readonly lost: Message | undefined
}

/** Creates an empty slot. */
export function makeModelSlot(): ModelSlot {
  let current: SlotModel | undefined
  let lost: Message | undefined
  // Starting, loading and measuring change the model or the backend, so they are queued and run one after another.
  let queue: Promise<unknown> = Promise.resolve()
  /**
   * Reads in progress. They must finish before the model is closed, because freeing GPU buffers during a read breaks
   * later work.
   */
  const reading = new Set<Promise<unknown>>()

  let untrained: { readonly key: string; readonly network: Network } | undefined

  const run = () => (current?.kind === 'run' ? current : undefined)
  function currentModel(): SlotModel {
    if (lost) throw new Refusal(lost)
    return current ?? refuseNoModel()
  }
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }
  function closeUntrained(): void {
    untrained?.network.close()
    untrained = undefined
  }
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    return queued(() => {
      closeUntrained()
      return work()
    })
  }
  async function read<T>(work: (model: SlotModel) => Promise<T>): Promise<T> {
    await queue
    const reads = work(currentModel())
    reading.add(reads)
    return reads.finally(() => reading.delete(reads))
  }
  return {
    run,
    inTurn,
    read,
    readUntrained: (of, work) =>
      queued(async () => {
        const key = JSON.stringify(of)
        if (untrained?.key !== key) {
          closeUntrained()
          // A run or a loaded model may be using another backend; then this network uses it too.
          if (!tf.getBackend()) await openBackend('wasm')
          untrained = { key, network: await openNetwork(of.model, of.seed) }
        }
        return work(untrained.network)
      }),
    readRun: (work) => read((model) => (model.kind === 'run' ? work(model) : refuseNoModel())),
    put(next) {
      current = next
    },
    async drop() {
      const training = run()
      if (training) {
        training.run.control.steer('stop')
        await training.run.over
      }
      await Promise.allSettled(reading)
      if (current?.kind === 'run') current.engine.close()
      if (current?.kind === 'loaded') current.network.close()
      current = undefined
    },
    whilePaused(work) {
      return inTurn(async () => {
        const before = tf.getBackend()
        try {
          return await (run()?.run.control.hold(work) ?? work())
        } finally {
          if (current && before) await tf.setBackend(before)
        }
      })
    },
    markLost(reason) {
      lost = reason
    },
    get lost() {
      return lost
    },
  }
}

/** Throws a Refusal because there is no model. */
export function refuseNoModel(): never {
  throw new Refusal(message('no-model-loaded', {}))
}
