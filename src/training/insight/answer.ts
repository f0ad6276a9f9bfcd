/** @file answerInsight: the questions about a training that no run answers by itself: can it learn, do engines agree, where does the time go. */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/job'
import type { Backend, BackendChoice } from '../../protocol/backend'
import type { Answer, ToTrainer } from '../../protocol/trainer-messages'
import { type EngineWish, openEngine } from '../engines/open-engine'
import { type MachineBackend, openMachine } from '../engines/open-machine'
import { compareOps, opCases } from '../program/op-cases'
import type { TrainStep } from '../train-step'
import { calibrate } from './calibrate'
import { parity } from './parity'
import { measureRoof, type Roof } from './roofline'
import { sanity } from './sanity'
import { profileStep } from './step-profile'

export type InsightQuestion = Extract<ToTrainer, { type: 'sanity' | 'parity' | 'profile' | 'calibrate' | 'ops' }>

/** What the worker lends. */
export interface Lent {
  /** The rows sent under this key. Throws a Refusal when there are none. */
  dataset(key: string): Dataset
  /** The backend that a choice comes to, started. */
  backend(choice: BackendChoice): Promise<Backend>
  /** The run in the worker. Throws a Refusal when there is none. */
  run(): {
    readonly engine: TrainStep
    readonly job: TrainingJob
    readonly dataset: Dataset
    readonly backend: Backend
  }
}

/** The seed of the random shapes. */
const CASES_SEED = 3

/** Answers one question. The run in hand has to wait meanwhile. */
export async function answerInsight(question: InsightQuestion, lent: Lent): Promise<Answer> {
  switch (question.type) {
    case 'sanity':
      return withEngine(question, lent, async (engine, job) => ({ type: 'sanity', report: await sanity(engine, job) }))
    case 'calibrate': {
      // The first opening starts the backend and proves the engine; the run will find both done.
      await withEngine(question, lent, () => Promise.resolve())
      const began = performance.now()
      return withEngine(question, lent, async (engine, job, dataset) => ({
        type: 'calibration',
        calibration: await calibrate(engine, job, dataset, began),
      }))
    }
    case 'parity': {
      const [first, second] = question.backends
      return withEngine({ ...question, backend: first }, lent, (a) =>
        withEngine({ ...question, backend: second }, lent, async (b, job) => ({
          type: 'parity',
          report: await parity([a, b], job),
        })),
      )
    }
    case 'profile': {
      const { engine, job, dataset, backend } = lent.run()
      const only = engine.name === 'plain tf.js' ? ({ only: 'plain' } as const) : {}
      // The run's own engine has figures to be read and an order to go through: another of its kind is timed.
      return opened({ job, dataset, backend, ...only }, async (other) => ({
        type: 'profile',
        profile: await profileStep(other, job, await roofOf(other)),
      }))
    }
    case 'ops': {
      const machine = await openMachine(question.backend as MachineBackend)
      const reports = await compareOps(machine, opCases(CASES_SEED))
      return {
        type: 'ops',
        reports: reports.map(({ name, worst, refused }) => ({
          op: name.split(' ')[0] as string,
          case: name,
          worst,
          ...(refused ? { refused } : {}),
        })),
      }
    }
    default:
      return question satisfies never
  }
}

/** Opens an engine of its own for the question and closes it after. */
async function withEngine<T>(
  { job, dataKey, backend }: { readonly job: TrainingJob; readonly dataKey: string; readonly backend: BackendChoice },
  lent: Lent,
  work: (engine: TrainStep, job: TrainingJob, dataset: Dataset) => Promise<T>,
): Promise<T> {
  const dataset = lent.dataset(dataKey)
  return opened({ job, dataset, backend: await lent.backend(backend) }, (engine) => work(engine, job, dataset))
}

async function opened<T>(wish: EngineWish, work: (engine: TrainStep) => Promise<T>): Promise<T> {
  const { engine } = await openEngine(wish)
  try {
    return await work(engine)
  } finally {
    engine.close()
  }
}

/** Measured once a device. */
const roofs = new Map<string, Promise<Roof>>()

/** The roof of the machine under an engine; nothing where tf.js runs it. */
async function roofOf({ name, device }: TrainStep): Promise<Roof> {
  if (name === 'plain tf.js') return { gflops: 0, gigabytes: 0 }
  let roof = roofs.get(device)
  if (!roof) {
    roof = openMachine(name === 'exact CPU' ? 'wasm' : 'webgpu').then(measureRoof)
    roofs.set(device, roof)
  }
  return roof
}
