/** @file Runs a training loop on an engine without a worker, so that its messages arrive immediately. */
import { formatMessage } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { openPlain } from '../engines/open-engine'
import { openMachine } from '../engines/open-machine'
import { openProgramStep } from '../engines/program-step'
import { type Run, startRun } from '../loop/run'
import type { TrainStep } from '../train-step'
import './node-wasm'

type Of<T extends FromTrainer['type']> = Extract<FromTrainer, { type: T }>

export interface LoopRun {
  readonly run: Run
  readonly engine: TrainStep
  readonly received: FromTrainer[]
  of<T extends FromTrainer['type']>(type: T): Of<T>[]
  /**
   * Waits for the end of the run, closes it and returns its last message. If the run failed, throws the failure
   * message.
   */
  done(): Promise<Of<'done'>>
  failed(): Promise<Of<'failed'>>
  /** Pauses the run or lets it make a single step, and waits until it is paused again. */
  pausedBy(to: 'pause' | 'step'): Promise<void>
}

type Open = (job: TrainingJob, dataset: Dataset) => Promise<TrainStep>

/** Opens plain TensorFlow.js on its CPU backend. */
export const openReference: Open = (job, dataset) => openPlain({ job, dataset, backend: 'cpu' })

/** Opens the program on our own kernels. */
export const openExact: Open = async (job, dataset) => openProgramStep(await openMachine('wasm'), job, dataset)

/** Starts a run on the engine returned by `open`. */
export async function loopRun(job: TrainingJob, dataset: Dataset, open: Open = openReference): Promise<LoopRun> {
  const engine = await open(job, dataset)
  const received: FromTrainer[] = []
  const listeners = new Set<() => void>()
  const run = startRun({
    id: 'r',
    job,
    dataset,
    engine,
    choice: { name: engine.name, device: engine.device, reason: 'a test' },
    chosen: { backend: 'cpu', reason: 'a test' },
    post(message) {
      received.push(structuredClone(message))
      for (const listener of [...listeners]) listener()
    },
  })
  const of = <T extends FromTrainer['type']>(type: T) =>
    received.filter((message): message is Of<T> => message.type === type)
  async function over(): Promise<void> {
    await run.over
    engine.close()
  }
  return {
    run,
    engine,
    received,
    of,
    async done() {
      await over()
      const [failed] = of('failed')
      if (failed) throw new Error(formatMessage(failed.reason))
      return of('done')[0] as Of<'done'>
    },
    async failed() {
      await over()
      return of('failed')[0] as Of<'failed'>
    },
    pausedBy(to) {
      const before = of('state').filter(({ tag }) => tag === 'paused').length
      run.control.steer(to)
      return new Promise((resolve) => {
        const listener = () => {
          if (of('state').filter(({ tag }) => tag === 'paused').length === before) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      })
    },
  }
}
