/**
 * @file openEngine: the engine that trains a job on a backend. A fast one is used when it has proved itself on this model and this
 * device against plain tf.js; otherwise plain tf.js trains, and says why.
 */
import { message, Refusal, formatMessage, type Message } from '../../messages/message'
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
import { expectedOf, type Proof, prove } from './prove'

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

/** What has proved itself in this worker already, by job and backend. */
const proved = new Map<string, Extract<Proof, { agrees: true }>>()

/** Opens the engine of a job, at the weights the job begins with. The caller closes it. */
export async function openEngine(wish: EngineWish): Promise<OpenedEngine> {
  const { backend, only } = wish
  if (only === 'plain') return plainly(wish, message('engine-asked-plain', {}) as Message)
  if (backend !== 'wasm' && backend !== 'webgpu')
    return plainly(wish, message('engine-only-plain', { backend }) as Message)
  const opened = await openProved(wish, backend)
  return 'engine' in opened ? opened : plainly(wish, opened)
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
  return { name, device, reason: formatMessage(reason) }
}

/** The fast engine of a backend once it has proved itself, or why it does not train this job. */
async function openProved(wish: EngineWish, backend: MachineBackend): Promise<OpenedEngine | Message> {
  const key = keyOf(wish.job, backend)
  const opening = openFast(wish, backend)
  try {
    const proof = proved.get(key) ?? (await holdAgainstPlain(opening, wish))
    const fast = await opening
    if (!('engine' in fast)) return fast
    if (!('agrees' in proof)) return proof
    const { engine } = fast
    if (proof.agrees) {
      proved.set(key, proof)
      return { engine, choice: choiceOf(engine, message('engine-proved', proof) as Message) }
    }
    engine.close()
    return message('engine-differs', { engine: engine.name, ...proof }) as Message
  } catch (error) {
    const fast = await opening
    if ('engine' in fast) fast.engine.close()
    throw error
  }
}

type Fast = { readonly engine: TrainStep } | Message

/** Opens plain tf.js and takes its steps while an engine is being opened, and holds the engine against them; passes on why there is none. */
async function holdAgainstPlain(opening: Promise<Fast>, wish: EngineWish): Promise<Proof | Message> {
  const reference = await openPlain({ ...wish, job: alone(wish.job), backend: REFERENCE })
  try {
    const [expected, fast] = await Promise.all([expectedOf(reference, wish.job), opening])
    return 'engine' in fast ? await prove(fast.engine, reference, expected, wish.job) : fast
  } finally {
    reference.close()
  }
}

/** The fast engine of a backend, or why there is none for this job. Never rejects. */
async function openFast({ job, dataset }: EngineWish, backend: MachineBackend): Promise<Fast> {
  try {
    return { engine: await openProgramStep(await openMachine(backend), job, dataset) }
  } catch (error) {
    const why = error instanceof Refusal ? formatMessage(error.reason) : error instanceof Error ? error.message : String(error)
    return message('engine-lacks', { why }) as Message
  }
}

/** All that a proof is of. */
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
