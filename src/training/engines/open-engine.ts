/**
 * @file openEngine: opens the engine that trains a job on a backend. The fast engine is used only if its results agree
 * with plain TensorFlow.js on this model and device; otherwise, plain TensorFlow.js trains the job and the reason is
 * reported.
 */
import { message, Refusal, formatMessage, type Message } from '../../messages/message'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import type { Backend } from '../../protocol/backend'
import type { EngineChoice } from '../../protocol/trainer-messages'
import { openBackend } from '../backends/open'
import { openNetwork } from '../network'
import { plainStep } from '../tfjs-step'
import type { TrainStep } from '../train-step'
import { standaloneJob } from './standalone-job'
import { type MachineBackend, openMachine } from './open-machine'
import { openProgramStep } from './program-step'
import { expectedResults, type Verification, verifyEngine } from './verify-engine'

export interface OpenedEngine {
  readonly engine: TrainStep
  readonly choice: EngineChoice
}

export interface EngineRequest {
  readonly job: TrainingJob
  readonly dataset: Dataset
  readonly backend: Backend
  /** Forces the use of plain TensorFlow.js, even if a faster engine is available. */
  readonly only?: 'plain'
}

/** The backend that computes the reference results; it must differ from the device under test. */
const REFERENCE: Backend = 'wasm'

/** Successful engine verifications in this worker, keyed by job and backend. */
const verified = new Map<string, Extract<Verification, { agrees: true }>>()

/** Opens the engine of a job with its initial weights. The caller closes it. */
export async function openEngine(request: EngineRequest): Promise<OpenedEngine> {
  const { backend, only } = request
  if (only === 'plain') return openPlainEngine(request, message('engine-asked-plain', {}) as Message)
  if (backend !== 'wasm' && backend !== 'webgpu')
    return openPlainEngine(request, message('engine-only-plain', { backend }) as Message)
  const opened = await openVerified(request, backend)
  return 'engine' in opened ? opened : openPlainEngine(request, opened)
}

/** Opens plain TensorFlow.js on a backend, with the network to train. */
export async function openPlain({ job, dataset, backend }: EngineRequest): Promise<TrainStep> {
  await openBackend(backend)
  const network = await openNetwork(job.model, job.seed, job.weights)
  const engine = plainStep(network, job, dataset)
  return {
    ...engine,
    close() {
      engine.close()
      network.close()
    },
  }
}

async function openPlainEngine(request: EngineRequest, reason: Message): Promise<OpenedEngine> {
  const engine = await openPlain(request)
  return { engine, choice: choiceOf(engine, reason) }
}

function choiceOf({ name, device }: TrainStep, reason: Message): EngineChoice {
  return { name, device, reason }
}

/** The fast engine of a backend if it passes verification; otherwise, the reason why it does not train this job. */
async function openVerified(request: EngineRequest, backend: MachineBackend): Promise<OpenedEngine | Message> {
  const key = keyOf(request.job, backend)
  const opening = openFast(request, backend)
  try {
    const verification = verified.get(key) ?? (await verifyAgainstPlain(opening, request))
    const opened = await opening
    if (!('engine' in opened)) return opened
    if (!('agrees' in verification)) return verification
    const { engine } = opened
    if (verification.agrees) {
      const { steps, lossDifference, weightDifference } = verification
      verified.set(key, verification)
      return { engine, choice: choiceOf(engine, message('engine-proved', { steps, lossDifference, weightDifference })) }
    }
    engine.close()
    const { where, difference, limit } = verification
    return message('engine-differs', { engine: engine.name, where, difference, limit }) as Message
  } catch (error) {
    const opened = await opening
    if ('engine' in opened) opened.engine.close()
    throw error
  }
}

type FastEngine = { readonly engine: TrainStep } | Message

/**
 * Runs the steps of plain TensorFlow.js while the fast engine opens, then compares the results of both. Returns the
 * reason if the fast engine cannot be opened.
 */
async function verifyAgainstPlain(
  opening: Promise<FastEngine>,
  request: EngineRequest,
): Promise<Verification | Message> {
  const reference = await openPlain({ ...request, job: standaloneJob(request.job), backend: REFERENCE })
  try {
    const [expected, opened] = await Promise.all([expectedResults(reference, request.job), opening])
    return 'engine' in opened ? await verifyEngine(opened.engine, reference, expected, request.job) : opened
  } finally {
    reference.close()
  }
}

/** The fast engine of a backend, or the reason why there is none for this job. Never rejects. */
async function openFast({ job, dataset }: EngineRequest, backend: MachineBackend): Promise<FastEngine> {
  try {
    return { engine: await openProgramStep(await openMachine(backend), job, dataset) }
  } catch (error) {
    const why =
      error instanceof Refusal ? formatMessage(error.reason) : error instanceof Error ? error.message : String(error)
    return message('engine-lacks', { why }) as Message
  }
}

/** Returns a key that identifies everything a verification depends on. */
function keyOf(job: TrainingJob, backend: MachineBackend): string {
  const { model, heads, optimizer, batchSize, clip, average, classWeights, rowWeights, learningRate } = job
  return JSON.stringify([
    backend,
    model,
    heads,
    optimizer,
    batchSize,
    clip,
    average,
    classWeights,
    rowWeights,
    learningRate,
  ])
}
