/** @file The reference engine: forward, backward and update by plain tf.js, one tidy a step. */
import type { Dataset } from '../data/dataset'
import { encodeRows, encodeTargets } from '../data/encode'
import type { TrainingJob } from '../data/job'
import type { FittedOutput } from '../data/pipeline'
import { buildLoss, type Loss } from './losses'
import type { Network } from './network'
import { makeOptimizer } from './optimizers'
import { layTargets, type Targets } from './targets'
import { tf, tfl } from './tf'
import type { BatchEvaluation, TrainStep } from './train-step'

/** An engine over this network. It does not close the network. */
export function plainStep(
  network: Network,
  job: Pick<TrainingJob, 'pipeline' | 'heads' | 'optimizer'>,
  dataset: Dataset,
): TrainStep {
  const { model, outputSizes, randomness } = network
  const { pipeline } = job
  const losses = job.heads.map((head) => buildLoss(head.loss))
  const optimizer = makeOptimizer(job.optimizer)
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  // Where memory is the page's own, a value is read without waiting; from a GPU each reading waits for the queue.
  const readsAtOnce = tf.getBackend() === 'wasm' || tf.getBackend() === 'cpu'
  /** One [1 + outputs] tensor a step: the loss, then each output's sum. */
  let pending: tf.Tensor1D[] = []
  let known = job.heads.map(() => 0)
  let steps = 0
  let reads = 0

  const inputsOf = (rows: Uint32Array) => pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
  const targetsOf = (rows: Uint32Array) =>
    pipeline.outputs.map((output, i) =>
      layTargets(output, encodeTargets(output, dataset, rows), outputSizes[i] as number, (losses[i] as Loss).form),
    )

  function penalty(): tf.Scalar {
    const parts = model.layers.flatMap((layer) => layer.calculateLosses())
    return parts.length === 0 ? tf.scalar(0) : (tf.addN(parts) as tf.Scalar)
  }

  function total(outputs: readonly tf.Tensor2D[], targets: readonly Targets[]): tf.Scalar {
    const parts = outputs.map((output, i) =>
      tf.mul(headLoss(losses[i] as Loss, output, targets[i] as Targets), job.heads[i]?.weight ?? 1),
    )
    return tf.addN([...parts, penalty()]) as tf.Scalar
  }

  function step(rows: Uint32Array, learningRate: number): void {
    tf.tidy(() => {
      const targets = targetsOf(rows)
      const inputs = inputsOf(rows)
      let outputs: tf.Tensor2D[] = []
      const loss = () => {
        // Kept beyond the gradient's own scope, for the figures.
        outputs = network.forward(inputs, rows.length, 'train').map((output) => tf.keep(output))
        return total(outputs, targets)
      }
      const { value, grads } = variables.length > 0 ? tf.variableGrads(loss, variables) : { value: loss(), grads: {} }
      if (!readsAtOnce || Number.isFinite(value.dataSync()[0])) optimizer.apply(variables, grads, learningRate)
      const sums = outputs.map((output, i) =>
        headSum(pipeline.outputs[i] as FittedOutput, losses[i] as Loss, output, targets[i] as Targets),
      )
      pending.push(tf.keep(tf.stack([value, ...sums]) as tf.Tensor1D))
      tf.dispose(outputs)
      known = known.map((count, i) => count + (targets[i]?.known ?? 0))
    })
    randomness.step++
    steps++
  }

  return {
    name: 'plain tf.js',
    readEvery: readsAtOnce ? 1 : 10,
    step,
    async read() {
      const given = pending
      const counts = known
      pending = []
      known = job.heads.map(() => 0)
      if (given.length === 0) return { losses: new Float32Array(0), sums: counts, known: counts }
      const all = given.length === 1 ? (given[0] as tf.Tensor1D) : tf.concat(given)
      const values = await all.data()
      tf.dispose([all, ...given])
      reads++
      const width = 1 + job.heads.length
      const sums = job.heads.map((_, head) =>
        given.reduce((sum, __, i) => sum + (values[i * width + 1 + head] ?? 0), 0),
      )
      return { losses: Float32Array.from(given, (_, i) => values[i * width] ?? Number.NaN), sums, known: counts }
    },
    async evaluate(rows): Promise<BatchEvaluation> {
      const targets = targetsOf(rows)
      const tensors = tf.tidy(() => {
        const outputs = network.forward(inputsOf(rows), rows.length, 'predict')
        const parts = outputs.map((output, i) => headLoss(losses[i] as Loss, output, targets[i] as Targets))
        return [tf.stack([...parts, penalty()]), ...outputs]
      })
      const [figures, ...outputs] = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[]
      tf.dispose(tensors)
      const heads = job.heads.map((_, i) => figures?.[i] ?? Number.NaN)
      return { outputs, losses: heads, known: targets.map((t) => t.known), penalty: figures?.[heads.length] ?? 0 }
    },
    async culprit(rows) {
      const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
      const inner = tfl.model({
        inputs: model.inputs,
        outputs: layers.map((layer) => layer.output as tfl.SymbolicTensor),
      })
      const sums = tf.tidy(() => {
        const shapes = model.inputs.map(({ shape }) => shape.slice(1) as number[])
        const tensors = inputsOf(rows).map((values, i) => tf.tensor(values, [rows.length, ...(shapes[i] as number[])]))
        const given = inner.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training: false })
        return tf.stack((Array.isArray(given) ? given : [given]).map((output) => sumOf(output as tf.Tensor)))
      })
      const values = await sums.data()
      sums.dispose()
      return layers.find((_, i) => !Number.isFinite(values[i]))?.name ?? ''
    },
    async probe() {
      const sum = tf.tidy(() =>
        model.weights.length === 0 ? tf.scalar(0) : tf.addN(model.weights.map((weight) => sumOf(weight.read()))),
      )
      const [value] = await sum.data()
      sum.dispose()
      return value ?? 0
    },
    counters: () => ({ steps, reads }),
    close() {
      optimizer.close()
      tf.dispose(pending)
      pending = []
    },
  }
}

/** The mean loss over the rows whose target is known. */
function headLoss(loss: Loss, output: tf.Tensor2D, { matrix, mask, known }: Targets): tf.Scalar {
  const each = loss.perSample(tf.tensor2d(matrix, output.shape), output)
  if (known === mask.length) return tf.mean(each)
  return tf.div(tf.sum(tf.mul(each, tf.tensor1d(mask))), Math.max(1, known))
}

/** Right answers, or absolute errors in the target's own unit, summed over the rows whose target is known. */
function headSum(fitted: FittedOutput, loss: Loss, output: tf.Tensor2D, targets: Targets): tf.Scalar {
  if (fitted.kind === 'number') {
    const miss = tf.mean(tf.abs(tf.sub(output, tf.tensor2d(targets.matrix, output.shape))), -1)
    return tf.mul(tf.sum(tf.mul(miss, tf.tensor1d(targets.mask))), fitted.deviation)
  }
  const said = output.shape[1] > 1 ? tf.argMax(output, 1) : tf.reshape(tf.greater(output, loss.threshold), [-1])
  const right = tf.equal(tf.cast(said, 'int32'), tf.tensor1d(targets.classes, 'int32'))
  return tf.sum(tf.cast(right, 'float32'))
}

/** A sum that is not finite as soon as one value is not. */
function sumOf(values: tf.Tensor): tf.Scalar {
  return tf.sum(tf.abs(values))
}
