/**
 * @file openEngine: the engine that trains a job on a backend. A fast one is used when it has proved itself on this model and this
 * device against plain tf.js; otherwise plain tf.js trains, and says why.
 */
import { message, Refusal, say, type Message } from '../../base/messages/message'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/job'
import type { Backend } from '../../protocol/backend'
import type { EngineChoice } from '../../protocol/trainer-messages'
import { openBackend } from '../backends/open'
import { openNetwork } from '../network'
import { plainStep } from '../plain-step'
import type { TrainStep } from '../train-step'
import { alone } from './alone'
import { type MachineBackend, openMachine } from './open-machine'
import { openProgramStep } from './program-step'
import { type Proof, prove } from './prove'

export interface OpenedEngine {
  readonly engine: TrainStep
  readonly choice: EngineChoice
}

export interface EngineWish {
  readonly job: TrainingJob
  readonly dataset: Dataset
  readonly backend: Backend
  /** Plain tf.js, whatever else there is. */
  readonly only?: 'plain'
}

/** Where the reference runs: it must not be the device that is to be proved. */
const REFERENCE: Backend = 'wasm'

/** What has proved itself in this worker already, by job and device. */
const proved = new Map<string, Extract<Proof, { agrees: true }>>()

/** Opens the engine of a job, at the weights the job begins with. The caller closes it. */
export async function openEngine(wish: EngineWish): Promise<OpenedEngine> {
  const { job, backend, only } = wish
  if (only === 'plain') return plainly(wish, message('engine-asked-plain', {}) as Message)
  if (backend !== 'wasm' && backend !== 'webgpu')
    return plainly(wish, message('engine-only-plain', { backend }) as Message)
  const reference = await openPlain({ ...wish, job: alone(job), backend: REFERENCE })
  try {
    const start = await reference.snapshot()
    const fast = await openFast(wish, backend, start.weights)
    if (!('engine' in fast)) return await plainly(wish, fast)
    const { engine } = fast
    try {
      const proof = await proofOf(engine, reference, job)
      if (proof.agrees) return { engine, choice: choiceOf(engine, message('engine-proved', proof) as Message) }
      engine.close()
      return await plainly(wish, message('engine-differs', { engine: engine.name, ...proof }) as Message)
    } catch (error) {
      engine.close()
      throw error
    }
  } finally {
    reference.close()
  }
}

/** Plain tf.js on a backend, with the network it trains. */
export async function openPlain({ job, dataset, backend }: EngineWish): Promise<TrainStep> {
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

async function plainly(wish: EngineWish, reason: Message): Promise<OpenedEngine> {
  const engine = await openPlain(wish)
  return { engine, choice: choiceOf(engine, reason) }
}

function choiceOf({ name, device }: TrainStep, reason: Message): EngineChoice {
  return { name, device, reason: say(reason) }
}

/** The fast engine of a backend, or why there is none for this job. */
async function openFast(
  { job, dataset }: EngineWish,
  backend: MachineBackend,
  weights: Parameters<typeof openProgramStep>[3],
): Promise<{ readonly engine: TrainStep } | Message> {
  try {
    return { engine: await openProgramStep(await openMachine(backend), job, dataset, weights) }
  } catch (error) {
    const why = error instanceof Refusal ? say(error.said) : error instanceof Error ? error.message : String(error)
    return message('engine-lacks', { why }) as Message
  }
}

async function proofOf(engine: TrainStep, reference: TrainStep, job: TrainingJob): Promise<Proof> {
  const { model, heads, optimizer, batchSize, clip, average, classWeights, learningRate } = job
  const key = JSON.stringify([
    engine.device,
    model,
    heads,
    optimizer,
    batchSize,
    clip,
    average,
    classWeights,
    learningRate,
  ])
  const known = proved.get(key)
  if (known) return known
  const proof = await prove(engine, reference, job)
  if (proof.agrees) proved.set(key, proof)
  return proof
}
