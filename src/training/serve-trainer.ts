/**
 * @file serveTrainer: answers the studio's messages. This is everything that the training worker does; a test can call
 * it without starting a worker.
 */

import { fillMask } from '../base/rng'
import type { Dataset } from '../data/dataset'
import { blobReads } from '../data/paged-columns'
import { resultWeights, type TrainingJob, type WeightSet } from '../data/training-job'
import { type Message, message, Refusal } from '../messages/message'
import type { Backend, BackendChoice, BackendChosen } from '../protocol/backend'
import type { Answer, FromTrainer, ToTrainer } from '../protocol/trainer-messages'
import type { WorkerScope } from '../protocol/worker-client'
import { chooseBackend, probeBackends } from './backends/choose'
import { openBackend, watchDevice, watchGpu } from './backends/open'
import { openEngine } from './engines/open-engine'
import { addTuning, newTuning, openBytes } from './engines/open-machine'
import { evaluateSplit } from './evaluate'
import { openGpu } from './gpu/device'
import { toMessage } from './loop/explain-divergence'
import { startRun } from './loop/run'
import { makeModelSlot, refuseNoModel } from './model-slot'
import { hashWeights, weightsIn } from './model-weights'
import { type Network, openNetwork } from './network'
import { orderLayers } from './program/plan-network'
import { tf } from './tensorflow'

/** Milliseconds between two heartbeats. */
const PULSE_MS = 500

/**
 * Serves the requests of a worker. Returns a function that stops and resolves once all tensors are freed.
 */
export function serveTrainer(scope: WorkerScope<ToTrainer, FromTrainer>): () => Promise<void> {
  let data: { readonly key: string; readonly dataset: Dataset } | undefined
  const slot = makeModelSlot()
  const post = (message: FromTrainer, transfer?: Transferable[]) => scope.postMessage(message, transfer)
  /** Runs that were stopped before they started. */
  const stopped = new Set<string>()
  /** A learning rate that was set for a run before it started. */
  let early: Extract<ToTrainer, { type: 'learningRate' }> | undefined
  const pulse = setInterval(() => post({ type: 'pulse' }), PULSE_MS)

  function onDeviceError(reason: Message): void {
    if (reason.code === 'device-lost') slot.markLost(reason)
    const active = slot.run()?.run.fail(reason)
    // Posted here because without an active run, the page would not learn that the device was lost until its next
    // request.
    if (slot.lost && !active) post({ type: 'broke', reason: reason })
  }
  /**
   * Returns the backend that a choice selects on this machine. Opens and watches a GPU if needed, but does not load
   * TensorFlow.js's backend, which most runs never need.
   */
  async function chooseStarted(choice: BackendChoice): Promise<BackendChosen> {
    const chosen = chooseBackend(choice, await probeBackends())
    if (!chosen.ok) throw new Refusal(chosen.error)
    const { backend } = chosen.value
    await startBackend(backend, async () => {
      if (backend === 'webgpu') watchGpu((await openGpu()).device, onDeviceError)
    })
    return chosen.value
  }
  async function open(choice: BackendChoice): Promise<BackendChosen> {
    const chosen = await chooseStarted(choice)
    await startBackend(chosen.backend, () => openBackend(chosen.backend))
    watchDevice(onDeviceError)
    return chosen
  }
  function postTuning(): void {
    const json = newTuning()
    if (json !== undefined) post({ type: 'tuned', json })
  }
  function rowsOf(key: string): Dataset {
    if (data?.key !== key) throw new Refusal(message('data-not-sent', { key }))
    return data.dataset
  }
  async function start(given: Extract<ToTrainer, { type: 'start' }>): Promise<void> {
    const { run: id, dataKey, job, backend, only, stepsPerSecond } = given
    try {
      await slot.drop()
      const dataset = rowsOf(dataKey)
      if (job.split.train.length === 0) throw new Refusal(message('no-rows-here', { split: 'training' }))
      const chosen = await chooseStarted(backend)
      const { engine, choice } = await startBackend(chosen.backend, () =>
        openEngine({ job, dataset, backend: chosen.backend, ...(only ? { only } : {}) }),
      )
      watchDevice(onDeviceError)
      postTuning()
      const run = startRun({ id, job, dataset, engine, choice, chosen, post })
      run.control.pace(stepsPerSecond)
      if (given.paused) run.control.steer('pause')
      slot.put({ kind: 'run', run, engine, job, dataset, backend: chosen.backend })
      if (early?.run === id) run.setLearningRate(early.value)
      early = undefined
      if (stopped.delete(id)) run.control.steer('stop')
    } catch (error) {
      post({ type: 'failed', run: id, reason: toMessage(error), step: 0 })
    }
  }

  async function answer(request: Extract<ToTrainer, { id: number }>): Promise<Answer> {
    switch (request.type) {
      case 'probe':
        return { type: 'offers', offers: await probeBackends() }
      case 'load':
        return slot.inTurn(async () => {
          await slot.drop()
          const chosen = await open(request.backend)
          slot.put({ kind: 'loaded', network: await openNetwork(request.model, 0, request.weights) })
          return { type: 'loaded', chosen }
        })
      case 'predict':
        return slot.read(async (model) => {
          const step = model.kind === 'run' ? model.run.step() : 0
          const predictor = model.kind === 'run' ? model.engine : model.network
          return { type: 'predictions', outputs: await predictor.predict(request.inputs, request.count), step }
        })
      case 'layers': {
        const { inputs, count, names, gradients, untrained } = request
        const readOf = async (network: Pick<Network, 'layers'>, step: number, weights: () => Promise<WeightSet>) => {
          const results = await network.layers(inputs, count, names)
          if (!request.weights) return { type: 'layers', results, step } as const
          return { type: 'layers', results, step, weights: weightsIn(await weights(), request.weights) } as const
        }
        if (untrained) return slot.readUntrained(untrained, (network) => readOf(network, 0, network.snapshot))
        return slot.read(async (model) => {
          if (model.kind !== 'run') return readOf(model.network, 0, model.network.snapshot)
          const { engine, run } = model
          const reads = () => readOf(engine, run.step(), async () => (await engine.snapshot()).weights)
          // The run is held, so that values and weights are of the same step.
          const read = await (request.weights ? run.control.hold(reads) : reads())
          return {
            ...read,
            ...(gradients ? { gradients: await engine.gradientNorms() } : {}),
            ...(request.masks ? { masks: masksOf(model.job, read, count) } : {}),
          }
        })
      }
      case 'inputGradients':
        return slot.read(async (model) => {
          if (model.kind === 'run') return refuseNoModel()
          const { inputs, count, of, layer } = request
          return { type: 'inputGradients', ...(await model.network.gradients(inputs, count, of, layer)) }
        })
      case 'evaluate':
        return slot.readRun(async ({ engine, job, dataset, run }) => {
          // The run is held at its gate, because the weights must not change during the evaluation.
          const evaluation = await run.control.hold(() => evaluateSplit(engine, job, dataset, request.split, turn))
          if (!evaluation) throw new Refusal(message('no-rows-here', { split: request.split }))
          return { type: 'evaluation', evaluation }
        })
      case 'weights':
        return slot.read(async (model) => {
          const step = model.kind === 'run' ? model.run.step() : 0
          const weights =
            model.kind === 'run' ? resultWeights(await model.engine.snapshot()) : await model.network.snapshot()
          return { type: 'weights', weights, hash: hashWeights(weights), step }
        })
      case 'measure':
        return slot.whilePaused(async () => {
          const chosen = await chooseStarted(request.backend)
          const { measure } = await import('./measure-speed')
          return { type: 'speed', ...(await measure(chosen.backend)), chosen }
        })
      case 'gradients':
        return slot.inTurn(async () => {
          await slot.drop()
          await open(request.backend)
          const { checkGradients } = await import('./check-gradients')
          const { GRADIENT_CASES } = await import('./gradient-cases')
          return { type: 'gradients', reports: await checkGradients(request.backend, GRADIENT_CASES, 'cpu') }
        })
      case 'memory': {
        await slot.inTurn(async () => undefined)
        // Until plain TensorFlow.js is first needed, it has no backend and cannot report memory.
        const { numTensors, numBytes } = tf.getBackend() ? tf.memory() : { numTensors: 0, numBytes: 0 }
        // tf.memory() covers only plain TensorFlow.js; the memory of our own engines is counted separately.
        const { reads, bytes: readBytes } = blobReads()
        return { type: 'memory', tensors: numTensors, bytes: numBytes + openBytes(), reads, readBytes }
      }
      case 'sanity':
      case 'parity':
      case 'profile':
      case 'calibrate':
      case 'ops':
        return slot.whilePaused(async () => {
          const { answerInsight } = await import('./run-analysis/answer-analysis-request')
          return answerInsight(request, {
            dataset: rowsOf,
            backend: async (choice) => (await chooseStarted(choice)).backend,
            run: () => slot.run() ?? refuseNoModel(),
          }).finally(postTuning)
        })
      default:
        return request satisfies never
    }
  }

  function reply(request: Extract<ToTrainer, { id: number }>): void {
    const { id } = request
    answer(request).then(
      (message) => post({ type: 'answer', id, answer: message }, transferablesOf(message)),
      (error: unknown) => post({ type: 'refused', id, reason: slot.lost ?? toMessage(error) }),
    )
  }

  function steer({ run: id, type }: Extract<ToTrainer, { type: 'pause' | 'resume' | 'step' | 'stop' }>): void {
    const run = slot.run()?.run
    if (run?.id === id) run.control.steer(type)
    else if (type === 'stop') stopped.add(id)
  }

  scope.onmessage = ({ data: message }) => {
    switch (message.type) {
      case 'data':
        data = { key: message.key, dataset: message.dataset }
        return
      case 'tuned':
        addTuning(message.json)
        return
      case 'start':
        void slot.inTurn(() => start(message))
        return
      case 'pause':
      case 'resume':
      case 'step':
      case 'stop':
        steer(message)
        return
      case 'learningRate': {
        const run = slot.run()?.run
        if (run?.id === message.run) run.setLearningRate(message.value)
        else early = message
        return
      }
      case 'pace': {
        const run = slot.run()?.run
        if (run?.id === message.run) run.control.pace(message.stepsPerSecond)
        return
      }
      case 'probe':
      case 'load':
      case 'predict':
      case 'layers':
      case 'inputGradients':
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
        reply(message)
        return
      default:
        message satisfies never
    }
  }

  return async () => {
    clearInterval(pulse)
    await slot.inTurn(slot.drop)
  }
}

/** Starts a backend by running `work`; if that fails, the error message names the backend. */
async function startBackend<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal(message('backend-failed', { backend, why }))
  }
}

/** Waits for one turn of the event loop, so that messages can arrive between two batches. */
function turn(): Promise<'go'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('go'), 0)
  })
}

/** The mask of each dropout layer that was read, for the first example of the batch of the last step. */
function masksOf(
  { model, seed }: TrainingJob,
  { results, step }: Pick<Extract<Answer, { type: 'layers' }>, 'results' | 'step'>,
  count: number,
): NonNullable<Extract<Answer, { type: 'layers' }>['masks']> {
  return orderLayers(model).flatMap(({ name, class_name: kind, config }, place) => {
    const read = results.find(({ layer }) => layer === name)
    const rate = Number(config.rate)
    if (!read || kind !== 'Dropout' || rate <= 0 || step === 0) return []
    const values = new Float32Array(read.values.length / count)
    fillMask(values, rate, seed, place, step - 1)
    return [{ layer: name, values }]
  })
}

/** The buffers of an answer, which are transferred instead of copied. */
function transferablesOf(answer: Answer): Transferable[] {
  if (answer.type === 'predictions') return answer.outputs.map((output) => output.buffer)
  if (answer.type === 'layers') return answer.results.map(({ values }) => values.buffer)
  return answer.type === 'weights' ? [answer.weights.data.buffer] : []
}
