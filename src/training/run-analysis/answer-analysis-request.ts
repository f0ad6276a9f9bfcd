/**
 * @file answerInsight: answers requests about a training run that need extra steps: whether the network can learn,
 * whether engines agree, and where the time is spent.
 */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import type { Backend, BackendChoice } from '../../protocol/backend'
import type { Answer, ToTrainer } from '../../protocol/trainer-messages'
import { type EngineRequest, openEngine } from '../engines/open-engine'
import { type MachineBackend, openMachine } from '../engines/open-machine'
import { compareOps, opCases } from '../program/op-cases'
import type { TrainStep } from '../train-step'
import { calibrate } from './estimate-run-time'
import { parity } from './compare-engines'
import { measurePeak, type DevicePeak } from './roofline'
import { sanity } from './overfit-one-batch'
import { profileStep } from './step-profile'

export type InsightRequest = Extract<ToTrainer, { type: 'sanity' | 'parity' | 'profile' | 'calibrate' | 'ops' }>

/** What the worker provides to answer requests. */
export interface InsightContext {
  /** Returns the dataset sent under this key. Throws a Refusal if there is none. */
  dataset(key: string): Dataset
  /** Starts the backend for a choice and returns its name. */
  backend(choice: BackendChoice): Promise<Backend>
  /** Returns the run in this worker. Throws a Refusal if there is none. */
  run(): {
    readonly engine: TrainStep
    readonly job: TrainingJob
    readonly dataset: Dataset
    readonly backend: Backend
  }
}

/** The seed for the random shapes of the test cases. */
const CASES_SEED = 3

/** Answers one request. The current run must be paused until the request is answered. */
export async function answerInsight(request: InsightRequest, context: InsightContext): Promise<Answer> {
  switch (request.type) {
    case 'sanity':
      return withEngine(request, context, async (engine, job) => ({
        type: 'sanity',
        report: await sanity(engine, job),
      }))
    case 'calibrate': {
      // Opening the engine once starts the backend and verifies the engine, just as when the run starts.
      await withEngine(request, context, () => Promise.resolve())
      const began = performance.now()
      return withEngine(request, context, async (engine, job, dataset) => ({
        type: 'calibration',
        calibration: await calibrate(engine, job, dataset, began),
      }))
    }
    case 'parity': {
      const [first, second] = request.backends
      return withEngine({ ...request, backend: first }, context, (a) =>
        withEngine({ ...request, backend: second }, context, async (b, job) => ({
          type: 'parity',
          report: await parity([a, b], job),
        })),
      )
    }
    case 'profile': {
      const { engine, job, dataset, backend } = context.run()
      const only = engine.name === 'plain tf.js' ? ({ only: 'plain' } as const) : {}
      // The run's engine has unread metrics and a row order that must be preserved, so a second engine of the same kind
      // is profiled instead.
      return withOpenEngine({ job, dataset, backend, ...only }, async (other) => ({
        type: 'profile',
        profile: await profileStep(other, job, await peakOf(other)),
      }))
    }
    case 'ops': {
      const machine = await openMachine(request.backend as MachineBackend)
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
      return request satisfies never
  }
}

/** Opens an engine for the request and closes it afterwards. */
async function withEngine<T>(
  { job, dataKey, backend }: { readonly job: TrainingJob; readonly dataKey: string; readonly backend: BackendChoice },
  context: InsightContext,
  work: (engine: TrainStep, job: TrainingJob, dataset: Dataset) => Promise<T>,
): Promise<T> {
  const dataset = context.dataset(dataKey)
  return withOpenEngine({ job, dataset, backend: await context.backend(backend) }, (engine) =>
    work(engine, job, dataset),
  )
}

async function withOpenEngine<T>(request: EngineRequest, work: (engine: TrainStep) => Promise<T>): Promise<T> {
  const { engine } = await openEngine(request)
  try {
    return await work(engine)
  } finally {
    engine.close()
  }
}

/** Peak performance is measured once per device. */
const peaks = new Map<string, Promise<DevicePeak>>()

/** Returns the peak performance of the machine that an engine runs on; zeros for TensorFlow.js. */
async function peakOf({ name, device }: TrainStep): Promise<DevicePeak> {
  if (name === 'plain tf.js') return { gflops: 0, gigabytes: 0 }
  let roof = peaks.get(device)
  if (!roof) {
    roof = openMachine(name === 'exact CPU' ? 'wasm' : 'webgpu').then(measurePeak)
    peaks.set(device, roof)
  }
  return roof
}
