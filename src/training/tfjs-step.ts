/**
 * @file The reference engine: forward pass, backward pass and update with plain TensorFlow.js, in one tidy per step.
 */
import { attackIn } from '../data/augment/adversarial'
import { augmentBatch, encodeAugmented } from '../data/augment/augment-batch'
import { type ExamplePosition, makeAugmenter } from '../data/augment/augmenter'
import type { Dataset } from '../data/dataset'
import { encodeRows, encodeTargets } from '../data/encode-rows'
import { inputRanges } from '../data/input-ranges'
import type { FittedOutput } from '../data/pipeline'
import { hasSampleWeights, sampleWeights } from '../data/sample-weights'
import type { TrainingJob } from '../data/training-job'
import { makeAdversary } from './adversary'
import { buildLoss, type Loss, type Targets, targetMatrix } from './losses'
import type { Network } from './network'
import { makeOptimizer } from './optimizers'
import { headLoss, headResult, makePlainMetrics } from './plain-metrics'
import type { StepConstants } from './program/ops'
import { tf, tfl } from './tensorflow'
import type { BatchEvaluation, BatchInspection, TrainStep } from './train-step'

type PlainJob = Pick<
  TrainingJob,
  | 'pipeline'
  | 'heads'
  | 'optimizer'
  | 'clip'
  | 'accumulate'
  | 'average'
  | 'classWeights'
  | 'rowWeights'
  | 'groupWeights'
  | 'leftOut'
  | 'augment'
  | 'seed'
> & { readonly split?: Pick<TrainingJob['split'], 'train'> }

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
  const adversary = adversaryOf(network, job, dataset)

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
      const { inputs: clean, targets } = batchOf(rows, constants.step)
      const headsOf = (all: readonly tf.Tensor2D[]) =>
        all.map((output, i) => headLoss(losses[i] as Loss, output, targets[i] as Targets, undefined))
      const inputs = adversary
        ? adversary(clean, { rows: rows.length, step: constants.step }, (all) => tf.addN(headsOf(all)) as tf.Scalar)
        : clean
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
    layers: network.layers,
    gradientNorms: async () => [],
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

/** The adversary of a job with adversarial training. */
function adversaryOf(network: Network, { augment, pipeline, split, seed }: PlainJob, dataset: Dataset) {
  const attack = attackIn(augment)
  // Enough rows for the standard deviations of the columns.
  const train = (split?.train ?? new Uint32Array(0)).slice(0, RANGE_ROWS)
  return attack && makeAdversary(network, attack, inputRanges(pipeline, dataset, train), seed)
}

const RANGE_ROWS = 1000

/**
 * Maximum number of steps per call. Splitting steps into more calls costs nothing, and metrics that have not been read
 * stay on the device.
 */
const MOST_STEPS = 256

/** Returns a sum that is non-finite if any value is non-finite. */
function sumOf(values: tf.Tensor): tf.Scalar {
  return tf.sum(tf.abs(values))
}

/** Computes the outputs of every layer and every gradient for one batch, without an update. */
interface InspectedBatch {
  readonly inputs: readonly Float32Array[]
  readonly rows: number
  readonly step: number
  /** Returns the total loss of the outputs, which have shape [rows, units]. */
  lossOf(outputs: readonly tf.Tensor2D[]): tf.Scalar
  readonly read: 'all' | 'gradients'
}

/** Runs one batch forward and backward. */
async function inspectBatch(
  network: Network,
  { inputs, rows, step, lossOf, read }: InspectedBatch,
): Promise<BatchInspection> {
  const { model, randomness } = network
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
  const allOutputs = tfl.model({
    inputs: model.inputs,
    outputs: layers.map((layer) => layer.output as tfl.SymbolicTensor),
  })
  const outputIndices = model.outputs.map((output) => layers.findIndex((layer) => layer.output === output))
  const shapes = model.inputs.map(({ shape }) => shape.slice(1) as number[])
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  const before = randomness.step
  randomness.step = step
  const result = tf.tidy(() => {
    // Restored afterwards, because batch normalization updates its moving statistics in training mode.
    const statistics = model.nonTrainableWeights.map((weight) => tf.clone(weight.read()))
    let results: tf.Tensor[] = []
    const loss = () => {
      const tensors = inputs.map((values, i) => tf.tensor(values, [rows, ...(shapes[i] as number[])], 'float32'))
      const outputs = allOutputs.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training: true })
      results = (Array.isArray(outputs) ? outputs : [outputs]).map((result) => tf.keep(result as tf.Tensor))
      return lossOf(
        outputIndices.map((place, i) =>
          tf.reshape(results[place] as tf.Tensor, [rows, network.outputSizes[i] as number]),
        ),
      )
    }
    const { value, grads } = variables.length > 0 ? tf.variableGrads(loss, variables) : { value: loss(), grads: {} }
    model.nonTrainableWeights.forEach((weight, i) => {
      weight.write(statistics[i] as tf.Tensor)
    })
    const gradients = variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable))
    return { value, results, gradients }
  })
  randomness.step = before
  const kept = read === 'all' ? result.results : []
  const [loss, ...values] = (await Promise.all(
    [result.value, ...kept, ...result.gradients].map((tensor) => tensor.data()),
  )) as Float32Array<ArrayBuffer>[]
  tf.dispose([result.value, result.results, result.gradients])
  return {
    loss: loss?.[0] ?? Number.NaN,
    results: kept.map((_, i) => ({ layer: layers[i]?.name ?? '', values: values[i] as Float32Array<ArrayBuffer> })),
    gradients: model.trainableWeights.map(({ originalName }, i) => ({
      layer: originalName.split('/')[0] as string,
      weight: originalName,
      values: values[kept.length + i] as Float32Array,
    })),
  }
}
