/** @file The reference engine: forward, backward and update by plain tf.js, one tidy a step. */
import type { Dataset } from '../data/dataset'
import { encodeVaried, variedBatch } from '../data/augment/augmented-dataset'
import { makeVary, type Place } from '../data/augment/augment-row'
import { encodeRows, encodeTargets } from '../data/encode'
import type { TrainingJob } from '../data/job'
import type { FittedOutput } from '../data/pipeline'
import { countsRows, rowCounts } from '../data/row-counts'
import { buildLoss, type Loss } from './losses'
import type { Network } from './network'
import { makeOptimizer } from './optimizers'
import { answers, headLoss } from './plain/head-figures'
import { lookInside } from './plain/look'
import { plainFigures } from './plain/plain-figures'
import type { StepConstants } from './program/ops'
import { layTargets, type Targets } from './targets'
import { tf } from './tf'
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

/** An engine over this network. It does not close the network. */
export function plainStep(network: Network, job: PlainJob, dataset: Dataset): TrainStep {
  const { model, outputSizes, randomness } = network
  const { pipeline } = job
  const losses = job.heads.map((head) => buildLoss(head.loss))
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  const optimizer = makeOptimizer(job.optimizer, variables, job)
  const figures = plainFigures(pipeline.outputs, outputSizes)
  const backend = tf.getBackend()
  // Where memory is the page's own, a value is read without waiting; from a GPU each reading waits for the queue.
  const readsAtOnce = backend === 'wasm' || backend === 'cpu'
  let order = new Uint32Array(0)
  let done = 0

  const inputsOf = (rows: Uint32Array) => pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
  const targetsOf = (rows: Uint32Array, from = dataset) =>
    pipeline.outputs.map((output, i) =>
      layTargets(output, encodeTargets(output, from, rows), outputSizes[i] as number, (losses[i] as Loss).form),
    )
  const vary = makeVary(job.augment, job.seed)

  /** What a training step is fed with and held against. */
  function fed(rows: Uint32Array, step: number) {
    if (!vary) return { inputs: inputsOf(rows), targets: targetsOf(rows) }
    const placeOf = (at: number) => ({ step, at })
    const batch = variedBatch(vary, pipeline, dataset, rows, placeOf)
    const inputs = pipeline.inputs.map((input) =>
      input.kind === 'columns'
        ? encodeVaried(vary, input, batch, { dataset, rows }, placeOf)
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
    placeOf?: (at: number) => Place,
  ): tf.Scalar {
    const counts = countsRows(job) ? rowCounts(job, dataset, rows, vary, placeOf) : undefined
    const parts = outputs.map((output, i) => {
      const each = headLoss(losses[i] as Loss, output, targets[i] as Targets, job.classWeights?.[i], counts)
      return tf.mul(each, job.heads[i]?.weight ?? 1)
    })
    return tf.addN([...parts, penalty()]) as tf.Scalar
  }

  function step(rows: Uint32Array, constants: StepConstants): void {
    randomness.step = constants.step
    tf.tidy(() => {
      const { inputs, targets } = fed(rows, constants.step)
      let outputs: tf.Tensor2D[] = []
      const loss = () => {
        // Kept beyond the gradient's own scope, for the figures.
        outputs = network.forward(inputs, rows.length, 'train').map((output) => tf.keep(output))
        return total(outputs, targets, rows, (at) => ({ step: constants.step, at }))
      }
      const { value, grads } = variables.length > 0 ? tf.variableGrads(loss, variables) : { value: loss(), grads: {} }
      if (!readsAtOnce || Number.isFinite(value.dataSync()[0])) optimizer.apply(grads, constants)
      const said = outputs.map((output, i) =>
        answers(pipeline.outputs[i] as FittedOutput, losses[i] as Loss, output, targets[i] as Targets),
      )
      figures.add(value, said, targets)
      tf.dispose(outputs)
    })
    done++
  }

  return {
    name: 'plain tf.js',
    device: `tf.js ${backend}`,
    atOnce: readsAtOnce,
    mostSteps: MOST_STEPS,
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
        // As in Keras, weights are for training alone.
        const parts = outputs.map((output, i) => headLoss(losses[i] as Loss, output, targets[i] as Targets, undefined))
        return [tf.stack([...parts, penalty()]), ...outputs]
      })
      const [told, ...outputs] = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[]
      tf.dispose(tensors)
      const heads = job.heads.map((_, i) => told?.[i] ?? Number.NaN)
      return { outputs, losses: heads, known: targets.map((t) => t.known), penalty: told?.[heads.length] ?? 0 }
    },
    predict: network.predict,
    look(rows, at) {
      const targets = targetsOf(rows)
      return lookInside(network, inputsOf(rows), rows.length, at, (outputs) => total(outputs, targets, rows))
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
      const [weights, kept] = await Promise.all([network.snapshot(), optimizer.state()])
      return { weights, ...kept }
    },
    restore(state) {
      network.restore(state.weights)
      optimizer.setState(state)
    },
    async swapAverage() {
      const own = variables.map((variable) => tf.clone(variable))
      optimizer.setToAverage()
      return () => {
        variables.forEach((variable, i) => {
          variable.assign(own[i] as tf.Tensor)
        })
        tf.dispose(own)
      }
    },
    profile: () => Promise.resolve([]),
    // What tf.js calls and makes within a step is not told.
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

/** Each step is as costly in one call as in many; what has not been read waits on the device. */
const MOST_STEPS = 256

/** A sum that is not finite as soon as one value is not. */
function sumOf(values: tf.Tensor): tf.Scalar {
  return tf.sum(tf.abs(values))
}
