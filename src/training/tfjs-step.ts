/**
 * @file The reference engine: forward pass, backward pass and update with plain TensorFlow.js, in one tidy per step.
 */

import { augmentBatch, encodeAugmented } from '../data/augment/augment-batch'
import { type ExamplePosition, makeAugmenter } from '../data/augment/augmenter'
import type { Dataset } from '../data/dataset'
import { encodeRows, encodeTargets } from '../data/encode-rows'
import type { FittedOutput } from '../data/pipeline'
import { hasSampleWeights, sampleWeights } from '../data/sample-weights'
import type { TrainingJob } from '../data/training-job'
import { buildLoss, type Loss, type Targets, targetMatrix } from './losses'
import type { Network } from './network'
import { makeOptimizer } from './optimizers'
import { inspectBatch } from './plain-tfjs/inspect-batch'
import { headLoss, headResult, makePlainMetrics } from './plain-tfjs/plain-metrics'
import type { StepConstants } from './program/ops'
import { tf } from './tensorflow'
import type { BatchEvaluation, TrainStep } from './train-step'

export type PlainJob = Pick<
  TrainingJob,
  | 'pipeline'
  | 'heads'
  | 'optimizer'
  | 'clip'
  | 'accumulate'
  | 'average'
  | 'classWeights'
  | 'rowWeights'
  | 'augment'
  | 'seed'
>

/** An engine that trains this network. Closing it does not close the network. */
export function plainStep(network: Network, job: PlainJob, dataset: Dataset): TrainStep {
  const { model, outputSizes, randomness } = network
  const { pipeline } = job
  const losses = job.heads.map((head) => buildLoss(head.loss))
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  const optimizer = makeOptimizer(job.optimizer, variables, job)
  const figures = makePlainMetrics(pipeline.outputs, outputSizes)
  const backend = tf.getBackend()
  // On these backends a value can be read immediately; on a GPU, each read waits for all queued work.
  const readsAtOnce = backend === 'wasm' || backend === 'cpu'
  let order = new Uint32Array(0)
  let done = 0

  const inputsOf = (rows: Uint32Array) => pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
  const targetsOf = (rows: Uint32Array, from = dataset) =>
    pipeline.outputs.map((output, i) =>
      targetMatrix(output, encodeTargets(output, from, rows), outputSizes[i] as number, (losses[i] as Loss).form),
    )
  const vary = makeAugmenter(job.augment, job.seed)

  /** The inputs and targets of a training step, augmented if the job says so. */
  function batchOf(rows: Uint32Array, step: number) {
    if (!vary) return { inputs: inputsOf(rows), targets: targetsOf(rows) }
    const placeOf = (at: number) => ({ step, at })
    const batch = augmentBatch(vary, pipeline, dataset, rows, placeOf)
    const inputs = pipeline.inputs.map((input) =>
      input.kind === 'columns'
        ? encodeAugmented(vary, input, batch, { dataset, rows }, placeOf)
        : encodeRows(input, batch.inputs, batch.rows),
    )
    return { inputs, targets: targetsOf(batch.rows, batch.targets) }
  }

  function penalty(): tf.Scalar {
    const parts = model.layers.flatMap((layer) => layer.calculateLosses())
    return parts.length === 0 ? tf.scalar(0) : (tf.addN(parts) as tf.Scalar)
  }

  function total(
    outputs: readonly tf.Tensor2D[],
    targets: readonly Targets[],
    rows: Uint32Array,
    placeOf?: (at: number) => ExamplePosition,
  ): tf.Scalar {
    const counts = hasSampleWeights(job) ? sampleWeights(job, dataset, rows, vary, placeOf) : undefined
    const parts = outputs.map((output, i) => {
      const each = headLoss(losses[i] as Loss, output, targets[i] as Targets, job.classWeights?.[i], counts)
      return tf.mul(each, job.heads[i]?.weight ?? 1)
    })
    return tf.addN([...parts, penalty()]) as tf.Scalar
  }

  function step(rows: Uint32Array, constants: StepConstants): void {
    randomness.step = constants.step
    tf.tidy(() => {
      const { inputs, targets } = batchOf(rows, constants.step)
      let outputs: tf.Tensor2D[] = []
      const loss = () => {
        // Kept after the gradient function returns, because the metrics need them.
        outputs = network.forward(inputs, rows.length, 'train').map((output) => tf.keep(output))
        return total(outputs, targets, rows, (at) => ({ step: constants.step, at }))
      }
      const { value, grads } = variables.length > 0 ? tf.variableGrads(loss, variables) : { value: loss(), grads: {} }
      if (!readsAtOnce || Number.isFinite(value.dataSync()[0])) optimizer.apply(grads, constants)
      const results = outputs.map((output, i) =>
        headResult(pipeline.outputs[i] as FittedOutput, losses[i] as Loss, output, targets[i] as Targets),
      )
      figures.add(value, results, targets)
      tf.dispose(outputs)
    })
    done++
  }

  return {
    name: 'plain tf.js',
    device: `tf.js ${backend}`,
    isSynchronous: readsAtOnce,
    mostSteps: MOST_STEPS,
    mostRows: Number.POSITIVE_INFINITY,
    order(rows) {
      order = new Uint32Array(rows)
    },
    steps(constants, rows) {
      for (const one of constants) step(order.subarray(one.first, one.first + rows), one)
    },
    read: figures.read,
    confusion: figures.confusion,
    settled: figures.settled,
    async evaluate(rows): Promise<BatchEvaluation> {
      const targets = targetsOf(rows)
      const tensors = tf.tidy(() => {
        const outputs = network.forward(inputsOf(rows), rows.length, 'predict')
        // As in Keras, class and row weights apply to training only.
        const parts = outputs.map((output, i) => headLoss(losses[i] as Loss, output, targets[i] as Targets, undefined))
        return [tf.stack([...parts, penalty()]), ...outputs]
      })
      const [totalLoss, ...outputs] = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[]
      tf.dispose(tensors)
      const heads = job.heads.map((_, i) => totalLoss?.[i] ?? Number.NaN)
      return { outputs, losses: heads, known: targets.map((t) => t.known), penalty: totalLoss?.[heads.length] ?? 0 }
    },
    predict: network.predict,
    inspect(rows, step, read = 'all') {
      const targets = targetsOf(rows)
      const lossOf = (outputs: readonly tf.Tensor2D[]) => total(outputs, targets, rows)
      return inspectBatch(network, { inputs: inputsOf(rows), rows: rows.length, step, lossOf, read })
    },
    async probe() {
      const sum = tf.tidy(() =>
        model.weights.length === 0 ? tf.scalar(0) : tf.addN(model.weights.map((weight) => sumOf(weight.read()))),
      )
      const [value] = await sum.data()
      sum.dispose()
      return value ?? 0
    },
    async snapshot() {
      const [weights, optimizerState] = await Promise.all([network.snapshot(), optimizer.state()])
      return { weights, ...optimizerState }
    },
    restore(state) {
      network.restore(state.weights)
      optimizer.setState(state)
    },
    async swapAverage() {
      const weights = variables.map((variable) => tf.clone(variable))
      optimizer.setToAverage()
      return () => {
        variables.forEach((variable, i) => {
          variable.assign(weights[i] as tf.Tensor)
        })
        tf.dispose(weights)
      }
    },
    profile: () => Promise.resolve([]),
    // TensorFlow.js does not report its kernel calls and buffers, so these counts are 0.
    counters: () => ({
      steps: done,
      reads: figures.reads(),
      calls: 0,
      submissions: 0,
      made: 0,
      bytes: tf.memory().numBytes,
    }),
    close() {
      optimizer.close()
      figures.close()
    },
  }
}

/**
 * Maximum number of steps per call. Splitting steps into more calls costs nothing, and metrics that have not been read
 * stay on the device.
 */
const MOST_STEPS = 256

/** Returns a sum that is non-finite if any value is non-finite. */
function sumOf(values: tf.Tensor): tf.Scalar {
  return tf.sum(tf.abs(values))
}
