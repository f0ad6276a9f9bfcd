/** @file lookInside: one batch forward and back without an update, every layer's result and every gradient told. */
import type { Network } from '../network'
import { tf, tfl } from '../tf'
import type { Look } from '../train-step'

/** Looks at a batch of a network. `lossOf` gives the total loss of the outputs, [rows, units] each. */
export async function lookInside(
  network: Network,
  inputs: readonly Float32Array[],
  rows: number,
  step: number,
  lossOf: (outputs: readonly tf.Tensor2D[]) => tf.Scalar,
): Promise<Look> {
  const { model, randomness } = network
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
  const inner = tfl.model({ inputs: model.inputs, outputs: layers.map((layer) => layer.output as tfl.SymbolicTensor) })
  const places = model.outputs.map((output) => layers.findIndex((layer) => layer.output === output))
  const shapes = model.inputs.map(({ shape }) => shape.slice(1) as number[])
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  const before = randomness.step
  randomness.step = step
  const looked = tf.tidy(() => {
    // Looking moves nothing: batch normalization in training would move its averages.
    const others = model.nonTrainableWeights.map((weight) => tf.clone(weight.read()))
    let results: tf.Tensor[] = []
    const loss = () => {
      const tensors = inputs.map((values, i) => tf.tensor(values, [rows, ...(shapes[i] as number[])], 'float32'))
      const given = inner.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training: true })
      results = (Array.isArray(given) ? given : [given]).map((result) => tf.keep(result as tf.Tensor))
      return lossOf(
        places.map((place, i) => tf.reshape(results[place] as tf.Tensor, [rows, network.outputSizes[i] as number])),
      )
    }
    const { value, grads } = variables.length > 0 ? tf.variableGrads(loss, variables) : { value: loss(), grads: {} }
    model.nonTrainableWeights.forEach((weight, i) => {
      weight.write(others[i] as tf.Tensor)
    })
    const gradients = variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable))
    return { value, results, gradients }
  })
  randomness.step = before
  const [loss, ...values] = (await Promise.all(
    [looked.value, ...looked.results, ...looked.gradients].map((tensor) => tensor.data()),
  )) as Float32Array[]
  tf.dispose([looked.value, looked.results, looked.gradients])
  return {
    loss: loss?.[0] ?? Number.NaN,
    results: layers.map(({ name }, i) => ({ layer: name, values: values[i] as Float32Array })),
    gradients: model.trainableWeights.map(({ originalName }, i) => ({
      layer: originalName.split('/')[0] as string,
      weight: originalName,
      values: values[layers.length + i] as Float32Array,
    })),
  }
}
