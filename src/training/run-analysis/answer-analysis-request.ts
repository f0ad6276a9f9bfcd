/**
 * @file answerInsight: answers requests about a training run that need extra steps: whether the network can learn,
 * whether engines agree, and where the time is spent.
 */
import type { Dataset } from '../../data/dataset'
import { epochRows } from '../../data/resample'
import type { TrainingJob } from '../../data/training-job'
import type { Backend, BackendChoice } from '../../protocol/backend'
import type { Answer, ParityReport, StepProfile, ToTrainer } from '../../protocol/trainer-messages'
import { type EngineRequest, openEngine } from '../engines/open-engine'
import { type MachineBackend, openMachine } from '../engines/open-machine'
import type { Machine } from '../program/machine'
import { compareOps, opCases } from '../program/op-cases'
import type { Tagged } from '../program/ops'
import type { BatchInspection, OpTime, TrainStep } from '../train-step'
import { calibrate } from './estimate-run-time'
import { sanity } from './overfit-one-batch'
import { type StepTiming, timeSteps } from './time-steps'

const STEPS_MS = 600

/** Profiles a training step on a full batch. The engine's state is lost. */
async function profileStep(engine: TrainStep, job: TrainingJob, peak: DevicePeak): Promise<StepProfile> {
  const rows = Math.min(job.batchSize, epochRows(job))
  const times = await engine.profile(rows)
  const clock = await timeSteps(engine, job, STEPS_MS)
  const layers = [...new Set(times.map(({ layer }) => layer))].map((layer) => {
    const own = times.filter((time) => time.layer === layer)
    return {
      layer,
      forward: msOf(own, 'forward') + msOf(own, 'input'),
      backward: msOf(own, 'backward') + msOf(own, 'loss'),
      update: msOf(own, 'update'),
      flops: own.reduce((sum, { flops }) => sum + flops, 0),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  })
  const { script, device } = sharesOf(engine, clock, times)
  return {
    engine: engine.name,
    device: engine.device,
    layers,
    stepMs: clock.ms,
    script,
    deviceShare: device,
    wait: Math.max(0, 1 - script - device),
    calls: times.length,
    bytes: layers.reduce((sum, { bytes }) => sum + bytes, 0),
    submissionsPerStep: clock.submissions,
    peakGflops: peak.gflops,
    bandwidthGBs: peak.gigabytes,
    // If the measured step is faster than the measured peak allows, the step time itself is the better lower bound.
    floorMs: Math.min(minimumMs(times, peak), clock.ms),
  }
}

/**
 * Returns the fractions of script time and device time. A synchronous engine runs its kernels during the call; for an
 * asynchronous engine, the call itself counts as script time, and the kernels were timed separately.
 */
function sharesOf({ isSynchronous }: TrainStep, { ms, calledMs }: StepTiming, times: readonly OpTime[]) {
  const called = Math.min(1, calledMs / ms)
  if (isSynchronous) return { script: 1 - called, device: called }
  const onDevice = times.reduce((sum, time) => sum + time.ms, 0)
  return { script: called, device: Math.min(1 - called, onDevice / ms) }
}

function msOf(times: readonly OpTime[], phase: OpTime['phase']): number {
  return times.reduce((sum, time) => sum + (time.phase === phase ? time.ms : 0), 0)
}

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

/**
 * Compares the layer outputs and gradients of two engines for one batch, using the first engine's weights. Overwrites
 * the second engine's weights.
 */
async function parity(engines: readonly [TrainStep, TrainStep], job: TrainingJob): Promise<ParityReport> {
  const [first, second] = engines
  second.restore(await first.snapshot())
  const rows = job.split.train.slice(0, job.batchSize)
  const a = await first.inspect(rows, 0)
  const b = await second.inspect(rows, 0)
  const layers = new Set([...a.results, ...a.gradients].map(({ layer }) => layer))
  const compared = [...layers].map((layer) => ({
    layer,
    result: worst(layer, a.results, b.results),
    gradient: worst(layer, a.gradients, b.gradients),
  }))
  const largestDifference = ({ result, gradient }: { result: number; gradient: number }) => Math.max(result, gradient)
  return {
    engines: [`${first.name} (${first.device})`, `${second.name} (${second.device})`],
    lossDifference: Math.abs(a.loss - b.loss) / Math.max(Math.abs(a.loss), 1e-3),
    layers: compared.sort((x, y) => largestDifference(y) - largestDifference(x)),
  }
}

type Named = BatchInspection['results'][number] | BatchInspection['gradients'][number]

/**
 * Returns the largest difference over all tensors of a layer, each relative to the tensor's largest value; 0 if either
 * engine does not report the layer.
 */
function worst(layer: string, given: readonly Named[], expected: readonly Named[]): number {
  const [a, b] = [given, expected].map((all) => all.filter((one) => one.layer === layer))
  let most = 0
  for (const [i, { values }] of (a ?? []).entries()) {
    const other = b?.[i]?.values
    if (!other || other.length !== values.length) continue
    most = Math.max(most, distance(values, other))
  }
  return most
}

function distance(a: Float32Array, b: Float32Array): number {
  let largest = 1e-6
  let difference = 0
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs(b[i] as number))
    difference = Math.max(difference, Math.abs((a[i] as number) - (b[i] as number)))
  }
  return difference / largest
}

/**
 * Measures the peak compute and memory bandwidth of a machine in about a second, and derives the minimum time of a
 * step from them.
 */
export interface DevicePeak {
  /** Peak compute in GFLOPS, measured with a square matrix product. */
  readonly gflops: number
  /** Peak memory bandwidth in GB/s, measured by adding long arrays. */
  readonly gigabytes: number
}

const SIDE = 256
const LONG = 1 << 20
const TIMES = 5

/** Measures the peak performance of a machine with a matrix product and a sum of long arrays. */
export async function measurePeak(machine: Machine): Promise<DevicePeak> {
  const at = (buffer: number) => ({ buffer, offset: 0 })
  const square = (buffer: number) => ({ ...at(buffer), stride: SIDE })
  const memory = await machine.open(
    [SIDE * SIDE, SIDE * SIDE, SIDE * SIDE, LONG, LONG, LONG].map((words, i) => ({
      name: `roof ${i}`,
      role: 'work',
      words,
    })),
  )
  try {
    const ops: readonly Tagged[] = [
      { op: { op: 'product', a: square(0), b: square(1), out: square(2), m: SIDE, k: SIDE, n: SIDE }, ...UNTAGGED },
      { op: { op: 'combine', how: 'add', a: at(3), b: at(4), out: at(5), size: LONG }, ...UNTAGGED },
    ]
    const recording = await memory.record(ops)
    // Uses the fastest of a few runs, because other work on the machine can slow down some runs and we want the peak.
    const times: Float64Array[] = []
    for (let i = 0; i < TIMES; i++) times.push(await memory.time(recording))
    const [product, sum] = ops.map((_, op) => Math.min(...times.map((all) => all[op] as number)))
    return {
      gflops: (2 * SIDE ** 3) / (product as number) / 1e6,
      gigabytes: (3 * 4 * LONG) / (sum as number) / 1e6,
    }
  } finally {
    memory.close()
  }
}

/**
 * Returns the minimum time of these ops in milliseconds: each op takes at least the time for its arithmetic or for its
 * memory traffic, whichever is longer.
 */
export function minimumMs(times: readonly OpTime[], { gflops, gigabytes }: DevicePeak): number {
  return times.reduce((sum, { flops, bytes }) => sum + Math.max(flops / (gflops * 1e6), bytes / (gigabytes * 1e6)), 0)
}

const UNTAGGED = { layer: '', phase: 'forward' } as const
