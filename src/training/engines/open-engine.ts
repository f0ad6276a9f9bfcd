/**
 * @file openEngine: opens the engine that trains a job on a backend. The fast engine is used only if its results agree
 * with plain TensorFlow.js on this model and device; otherwise, plain TensorFlow.js trains the job and the reason is
 * reported.
 */

import { attackIn } from '../../data/augment/adversarial'
import type { Dataset } from '../../data/dataset'
import { epochRows } from '../../data/resample'
import type { TrainingJob } from '../../data/training-job'
import { adversarialText } from '../../messages/en/data/augment'
import { formatMessage, type Message, message, Refusal } from '../../messages/message'
import type { Backend } from '../../protocol/backend'
import type { EngineChoice } from '../../protocol/trainer-messages'
import { openBackend, releaseMemory } from '../backends/open'
import { initialWeights } from '../initial-weights'
import { openNetwork } from '../network'
import type { Machine } from '../program/machine'
import { specsOf } from '../program/program'
import { plainStep } from '../tfjs-step'
import type { TrainStep } from '../train-step'
import { type ComparisonPlan, comparisonPlan, standaloneJob } from './comparison-plan'
import { type MachineBackend, openMachine } from './open-machine'
import { openProgramStep, type PlannedProgram, planProgram } from './program-step'
import { type ExpectedResults, expectedResults, type Verification, verifyEngine } from './verify-engine'

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

/** Estimated bytes of a reference up to which it may run while the fast engine opens. */
const PARALLEL_BYTES = 192e6

/** Successful engine verifications in this worker, keyed by job and backend. */
const verified = new Map<string, Extract<Verification, { agrees: true }>>()

/** Opens the engine of a job with its initial weights. The caller closes it. */
export async function openEngine(request: EngineRequest): Promise<OpenedEngine> {
  const { backend, only } = request
  if (only === 'plain') return openPlainEngine(request, message('engine-asked-plain', {}) as Message)
  if (attackIn(request.job.augment))
    return openPlainEngine(request, message('engine-lacks', { why: adversarialText.engine }) as Message)
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
  const lowered = await lowerFor(request, backend)
  if (!('program' in lowered)) return lowered
  // Drawn once, because the reference and the engine start with the same weights.
  const { job } = request
  const weights = job.weights ?? initialWeights(job.model, specsOf(lowered.program), job.seed)
  const start = { ...request, job: { ...job, weights } }
  const key = keyOf(job, backend)
  const known = verified.get(key)
  const comparison = comparisonPlan(lowered, job)
  const open = () => openFast(start, lowered)
  // A small reference runs while the fast engine opens; a large one returns its memory first.
  const early = known || comparison.bytes < PARALLEL_BYTES ? open() : undefined
  try {
    const expected = known ? undefined : await expectedOf(start, comparison)
    const opened = await (early ?? open())
    if (!('engine' in opened)) return opened
    const { engine } = opened
    const openReference = () => openPlainReference(start)
    const verification = expected
      ? await verifyEngine({ engine, job, weights, openReference }, expected)
      : (known as Verification)
    await releaseMemory(REFERENCE)
    if (verification.agrees) {
      const { agrees: _, ...proof } = verification
      verified.set(key, verification)
      const isPart = comparison.rows < Math.min(job.batchSize, epochRows(job))
      const rows = isPart ? { rows: comparison.rows } : {}
      return { engine, choice: choiceOf(engine, message('engine-proved', { ...proof, ...rows })) }
    }
    engine.close()
    const { where, difference, limit } = verification
    return message('engine-differs', { engine: engine.name, where, difference, limit }) as Message
  } catch (error) {
    const opened = await early
    if (opened && 'engine' in opened) opened.engine.close()
    throw error
  }
}

function openPlainReference(request: EngineRequest): Promise<TrainStep> {
  return openPlain({ ...request, job: standaloneJob(request.job), backend: REFERENCE })
}

/** Runs the reference and closes it, including the memory that TensorFlow.js would keep for later. */
async function expectedOf(request: EngineRequest, comparison: ComparisonPlan): Promise<ExpectedResults> {
  const reference = await openPlainReference(request)
  try {
    return await expectedResults(reference, request.job, comparison)
  } finally {
    reference.close()
    await releaseMemory(REFERENCE)
  }
}

type FastEngine = { readonly engine: TrainStep } | Message
interface LoweredJob extends PlannedProgram {
  readonly machine: Machine
}

/** The machine of a backend and the job lowered for it, or the reason why the machine cannot train this job. */
async function lowerFor({ job, dataset }: EngineRequest, backend: MachineBackend): Promise<LoweredJob | Message> {
  try {
    const machine = await openMachine(backend)
    return { machine, ...planProgram(machine, job, dataset) }
  } catch (error) {
    return lacking(error)
  }
}

/** The fast engine, or the reason why it cannot be opened. Never rejects. */
async function openFast({ job, dataset }: EngineRequest, lowered: LoweredJob): Promise<FastEngine> {
  try {
    return { engine: await openProgramStep(lowered.machine, job, dataset, job.weights, lowered) }
  } catch (error) {
    return lacking(error)
  }
}

function lacking(error: unknown): Message {
  const why =
    error instanceof Refusal ? formatMessage(error.reason) : error instanceof Error ? error.message : String(error)
  return message('engine-lacks', { why }) as Message
}

/** Returns a key that identifies everything a verification depends on. */
function keyOf(job: TrainingJob, backend: MachineBackend): string {
  const { model, heads, optimizer, batchSize, clip, average, classWeights, learningRate } = job
  const { rowWeights, groupWeights, leftOut } = job
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
    groupWeights,
    leftOut !== undefined,
    learningRate,
  ])
}
