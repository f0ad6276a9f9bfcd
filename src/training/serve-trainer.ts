/** @file serveTrainer: answers the studio's messages over a port. The whole worker; a test can serve one without a worker. */
import { type Message, message, Refusal } from '../messages/message'
import type { Dataset } from '../data/dataset'
import { blobReads } from '../data/paged'
import { resultWeights } from '../data/result-weights'
import type { Backend, BackendChoice, BackendChosen } from '../protocol/backend'
import type { Answer, FromTrainer, ToTrainer } from '../protocol/trainer-messages'
import { chooseBackend } from './backends/choose'
import { openBackend } from './backends/open'
import { probeBackends } from './backends/probe'
import { watchDevice, watchGpu } from './device'
import { openEngine } from './engines/open-engine'
import { openBytes } from './engines/open-memory'
import { newTuning, takeTuning } from './engines/open-machine'
import { evaluateSplit } from './evaluate'
import { openGpu } from './gpu/device'
import { makeHolder, refuseNoModel } from './model-slot'
import { openNetwork } from './network'
import { startRun } from './loop/run'
import { toMessage } from './loop/trouble'
import { tf } from './tf'
import { hashWeights } from './weights'

export interface TrainerPort {
  post(message: FromTrainer, transfer?: Transferable[]): void
  listen(listener: (message: ToTrainer) => void): void
}

/** Beats of the pulse, in milliseconds. */
const PULSE_MS = 500

/** Serves until the port is closed; returns the closing, which resolves when every tensor is gone. */
export function serveTrainer(port: TrainerPort): () => Promise<void> {
  let data: { readonly key: string; readonly dataset: Dataset } | undefined
  const holder = makeHolder()
  /** Runs asked to stop before they began. */
  const stopped = new Set<string>()
  const pulse = setInterval(() => port.post({ type: 'pulse' }), PULSE_MS)

  function trouble(said: Message): void {
    if (said.code === 'device-lost') holder.lose(said)
    const active = holder.run()?.run.fail(said)
    // Nobody would hear of it before the next question.
    if (holder.lost && !active) port.post({ type: 'broke', said })
  }
  /** What the choice comes to on this machine. A GPU is opened and watched; tf.js' own backend is not, for most runs never need it. */
  async function choose(choice: BackendChoice): Promise<BackendChosen> {
    const chosen = chooseBackend(choice, await probeBackends())
    if (!chosen.ok) throw new Refusal(chosen.error)
    const { backend } = chosen.value
    await started(backend, async () => {
      if (backend === 'webgpu') watchGpu((await openGpu()).device, trouble)
    })
    return chosen.value
  }
  async function open(choice: BackendChoice): Promise<BackendChosen> {
    const chosen = await choose(choice)
    await started(chosen.backend, () => openBackend(chosen.backend))
    watchDevice(trouble)
    return chosen
  }
  function tellTuning(): void {
    const json = newTuning()
    if (json !== undefined) port.post({ type: 'tuned', json })
  }
  function rowsOf(key: string): Dataset {
    if (data?.key !== key) throw new Refusal(message('data-not-sent', { key }))
    return data.dataset
  }
  async function start({ run: id, dataKey, job, backend, only }: Extract<ToTrainer, { type: 'start' }>): Promise<void> {
    try {
      await holder.drop()
      const dataset = rowsOf(dataKey)
      if (job.split.train.length === 0) throw new Refusal(message('no-rows-here', { split: 'training' }))
      const chosen = await choose(backend)
      const { engine, choice } = await started(chosen.backend, () =>
        openEngine({ job, dataset, backend: chosen.backend, ...(only ? { only } : {}) }),
      )
      watchDevice(trouble)
      tellTuning()
      const run = startRun({ id, job, dataset, engine, choice, chosen, post: port.post })
      holder.take({ kind: 'run', run, engine, job, dataset, backend: chosen.backend })
      if (stopped.delete(id)) run.control.steer('stop')
    } catch (error) {
      port.post({ type: 'failed', run: id, said: toMessage(error), step: 0 })
    }
  }

  async function answer(request: Extract<ToTrainer, { id: number }>): Promise<Answer> {
    switch (request.type) {
      case 'probe':
        return { type: 'offers', offers: await probeBackends() }
      case 'load':
        return holder.inTurn(async () => {
          await holder.drop()
          const chosen = await open(request.backend)
          holder.take({ kind: 'loaded', network: await openNetwork(request.model, 0, request.weights) })
          return { type: 'loaded', chosen }
        })
      case 'predict':
        return holder.read(async (now) => {
          const step = now.kind === 'run' ? now.run.step() : 0
          const by = now.kind === 'run' ? now.engine : now.network
          return { type: 'predictions', outputs: await by.predict(request.inputs, request.count), step }
        })
      case 'evaluate':
        return holder.readRun(async ({ engine, job, dataset, run }) => {
          // The weights stand still while they are evaluated.
          const evaluation = await run.control.hold(() => evaluateSplit(engine, job, dataset, request.split, turn))
          if (!evaluation) throw new Refusal(message('no-rows-here', { split: request.split }))
          return { type: 'evaluation', evaluation }
        })
      case 'weights':
        return holder.read(async (now) => {
          const step = now.kind === 'run' ? now.run.step() : 0
          const weights = now.kind === 'run' ? resultWeights(await now.engine.snapshot()) : await now.network.snapshot()
          return { type: 'weights', weights, hash: hashWeights(weights), step }
        })
      case 'measure':
        return holder.aside(async () => {
          const chosen = await choose(request.backend)
          const { measure } = await import('./measure')
          return { type: 'speed', ...(await measure(chosen.backend)), chosen }
        })
      case 'gradients':
        return holder.inTurn(async () => {
          await holder.drop()
          await open(request.backend)
          const { checkGradients } = await import('./check-gradients')
          const { GRADIENT_CASES } = await import('./gradient-cases')
          return { type: 'gradients', reports: await checkGradients(request.backend, GRADIENT_CASES) }
        })
      case 'memory': {
        await holder.inTurn(async () => undefined)
        // Before plain tf.js is first needed it has no backend to ask.
        const { numTensors, numBytes } = tf.getBackend() ? tf.memory() : { numTensors: 0, numBytes: 0 }
        // What plain tf.js holds are tensors; what our own engines hold is counted by itself, whoever opened them.
        const { reads, bytes: readBytes } = blobReads()
        return { type: 'memory', tensors: numTensors, bytes: numBytes + openBytes(), reads, readBytes }
      }
      case 'sanity':
      case 'parity':
      case 'profile':
      case 'calibrate':
      case 'ops':
        return holder.aside(async () => {
          const { answerInsight } = await import('./insight/answer')
          return answerInsight(request, {
            dataset: rowsOf,
            backend: async (choice) => (await choose(choice)).backend,
            run: () => holder.run() ?? refuseNoModel(),
          }).finally(tellTuning)
        })
      default:
        return request satisfies never
    }
  }

  function reply(request: Extract<ToTrainer, { id: number }>): void {
    const { id } = request
    answer(request).then(
      (given) => port.post({ type: 'answer', id, answer: given }, bulkOf(given)),
      (error: unknown) => port.post({ type: 'refused', id, said: holder.lost ?? toMessage(error) }),
    )
  }

  function steer({ run: id, type }: Extract<ToTrainer, { type: 'pause' | 'resume' | 'step' | 'stop' }>): void {
    const run = holder.run()?.run
    if (run?.id === id) run.control.steer(type)
    else if (type === 'stop') stopped.add(id)
  }

  port.listen((given) => {
    switch (given.type) {
      case 'data':
        data = { key: given.key, dataset: given.dataset }
        return
      case 'tuned':
        takeTuning(given.json)
        return
      case 'start':
        void holder.inTurn(() => start(given))
        return
      case 'pause':
      case 'resume':
      case 'step':
      case 'stop':
        steer(given)
        return
      case 'learningRate': {
        const run = holder.run()?.run
        if (run?.id === given.run) run.setLearningRate(given.value)
        return
      }
      case 'probe':
      case 'load':
      case 'predict':
      case 'evaluate':
      case 'weights':
      case 'measure':
      case 'sanity':
      case 'parity':
      case 'profile':
      case 'calibrate':
      case 'ops':
      case 'gradients':
      case 'memory':
        reply(given)
        return
      default:
        given satisfies never
    }
  })

  return async () => {
    clearInterval(pulse)
    await holder.inTurn(holder.drop)
  }
}

/** Does what starts a backend, and says of which it was when it fails. */
async function started<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal(message('backend-failed', { backend, why }))
  }
}

/** One turn of the event loop, so that messages get in between two batches. */
function turn(): Promise<'go'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('go'), 0)
  })
}

/** What is handed over instead of copied. */
function bulkOf(answer: Answer): Transferable[] {
  if (answer.type === 'predictions') return answer.outputs.map((output) => output.buffer)
  return answer.type === 'weights' ? [answer.weights.data.buffer] : []
}
