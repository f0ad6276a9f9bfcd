/** @file inspectBatch: computes the outputs of every layer and every gradient for one batch, without an update. */
import type { Network } from '../network'
import { tf, tfl } from '../tensorflow'
import type { BatchInspection } from '../train-step'

export interface InspectedBatch {
  readonly inputs: readonly Float32Array[]
  readonly rows: number
  readonly step: number
  /** Returns the total loss of the outputs, which have shape [rows, units]. */
  lossOf(outputs: readonly tf.Tensor2D[]): tf.Scalar
  readonly read: 'all' | 'gradients'
}

/** Runs one batch forward and backward. */
export async function inspectBatch(
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
  )) as Float32Array[]
  tf.dispose([result.value, result.results, result.gradients])
  return {
    loss: loss?.[0] ?? Number.NaN,
    results: kept.map((_, i) => ({ layer: layers[i]?.name ?? '', values: values[i] as Float32Array })),
    gradients: model.trainableWeights.map(({ originalName }, i) => ({
      layer: originalName.split('/')[0] as string,
      weight: originalName,
      values: values[kept.length + i] as Float32Array,
    })),
  }
}
