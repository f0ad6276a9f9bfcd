/** @file Checks the multiply-adds of every catalog layer against independent counts from tf.js. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import type { LayerDef } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import { nodeCost } from './cost'
import { drawLayer } from './random-layer.test-help'
import { chain, type Drawn } from './checked-drawings.test-help'
import { toKeras } from './to-keras'

const TRIALS = 12

beforeAll(async () => {
  await tf.setBackend('cpu')
})

interface Built {
  readonly layer: tf.layers.Layer
  /** Input and output shapes in tf.js, without the batch axis. */
  readonly ins: readonly number[][]
  readonly out: readonly number[]
}

const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1)
const shapeOf = (shape: unknown) => (shape as number[]).slice(1)

/**
 * How often each weight of a linear layer is used, which equals the gradient of the sum of the outputs when all inputs
 * are 1.
 */
function uses({ layer, ins }: Built, fill: (name: string) => number): Record<string, number> {
  return tf.tidy(() => {
    const nameOf = (weight: { originalName: string }) => expectDefined(weight.originalName.split('/').at(-1), 'a name')
    layer.setWeights(layer.weights.map((weight) => tf.fill(weight.shape as number[], fill(nameOf(weight)))))
    const x = tf.ones([1, ...expectDefined(ins[0], 'an input')])
    const kernels = layer.weights.filter((weight) => !nameOf(weight).includes('bias'))
    const { grads } = tf.variableGrads(
      () => tf.sum(layer.apply(x) as tf.Tensor) as tf.Scalar,
      kernels.map((weight) => (weight as unknown as { val: tf.Variable }).val),
    )
    return Object.fromEntries(
      kernels.map((weight, i) => [nameOf(weight), Object.values(grads)[i]?.sum().dataSync()[0] as number]),
    )
  })
}

/** Each use of a kernel weight counts as one multiply-add. */
const counted = (built: Built) => Math.round(expectDefined(uses(built, () => 1).kernel, 'a kernel'))
/** Each matrix weight is used once per time step. */
const everyStep = ({ layer, ins }: Built) =>
  expectDefined(ins[0]?.[0], 'steps') *
  layer.weights
    .filter(({ originalName }) => /kernel$/.test(originalName))
    .reduce((sum, weight) => sum + size(weight.shape as number[]), 0)
const joined = ({ ins, out }: Built) => (ins.length - 1) * size(out)
/**
 * These layers only look up, compare, copy, or add values within one input, and such operations are not counted as
 * multiply-adds.
 */
const none = () => 0

/** The multiply-adds of each kind that has any. */
const ORACLES: Readonly<Record<string, (built: Built) => number>> = {
  dense: counted,
  conv1d: counted,
  conv2d: counted,
  conv2dTranspose: counted,
  depthwiseConv2d: (built) => Math.round(expectDefined(uses(built, () => 1).depthwise_kernel, 'a kernel')),
  separableConv2d(built) {
    // Each depthwise result feeds every pointwise filter, and each pointwise weight multiplies a sum of high × wide
    // products; these fill values cancel both factors.
    const shape = (part: string) =>
      expectDefined(
        built.layer.weights.find(({ originalName }) => originalName.includes(part)),
        part,
      ).shape as number[]
    const filters = expectDefined(shape('pointwise').at(-1), 'filters')
    const [high = 1, wide = 1] = shape('depthwise')
    const found = uses(built, (name) => (name.startsWith('pointwise') ? 1 / filters : 1 / (high * wide)))
    return Math.round(expectDefined(found.depthwise_kernel, 'one') + expectDefined(found.pointwise_kernel, 'two'))
  },
  simpleRNN: everyStep,
  gru: everyStep,
  lstm: everyStep,
  // At inference, each value takes one multiply-add to scale and one to shift.
  batchNormalization: ({ out }) => 2 * size(out),
  // Four operations per value: mean, variance, scale, and shift.
  layerNormalization: ({ out }) => 4 * size(out),
  add: joined,
  average: joined,
  maximum: joined,
  minimum: joined,
  multiply: joined,
}

test('every count belongs to a kind of the catalog', () => {
  expect(layerKinds).toEqual(expect.arrayContaining(Object.keys(ORACLES)))
})

async function build({ checked, step }: Drawn): Promise<Built & { model: tf.LayersModel }> {
  const { model: json, layerOf } = toKeras(checked)
  const model = (await tf.models.modelFromJSON(json as unknown as tf.io.ModelJSON)) as tf.LayersModel
  const layer = model.getLayer(expectDefined(layerOf.get(step.node.id), 'its layer'))
  const shapes = Array.isArray(layer.input) ? layer.input : [layer.input]
  return { model, layer, ins: shapes.map(({ shape }) => shapeOf(shape)), out: shapeOf(layer.outputShape) }
}

/**
 * Returns a linear version of the layer without padding: only then does the gradient of a weight count how often the
 * weight is used.
 */
function plain(drawn: Drawn): Drawn {
  const { kind, params } = drawn.step.node
  const bare = {
    ...params,
    ...(Object.hasOwn(params, 'activation') ? { activation: 'linear' } : {}),
    ...(params.padding === 'same' ? { padding: 'valid' } : {}),
  }
  return chain(kind, bare, drawn.step.inputs) ?? drawn
}

test.each(layerKinds.filter((kind) => kind !== 'input' && kind !== 'output'))('%s', async (kind) => {
  const def = layers.find(kind) as LayerDef
  const random = rng(29, { kind: 'weights', index: layerKinds.indexOf(kind) })
  for (let trial = 0; trial < TRIALS; trial++) {
    const drawn = plain(drawLayer(def, random))
    const built = await build(drawn)
    // If "same" padding could not be removed, the gradients miss the multiply-adds on padding zeros.
    if (drawn.step.node.params.padding !== 'same') {
      const label = `${kind} ${JSON.stringify(drawn.step.node.params)} on ${JSON.stringify(drawn.step.inputs)}`
      expect(nodeCost(drawn.step).multiplyAdds, label).toBe((ORACLES[kind] ?? none)(built))
      expect(nodeCost(drawn.step).activationBytes, label).toBe(4 * size(built.out))
    }
    built.model.dispose()
  }
})

test.each(['conv1d', 'conv2d', 'depthwiseConv2d', 'separableConv2d', 'conv2dTranspose'])(
  '%s with same padding: the same count per position, padding zeros included',
  (kind) => {
    const shape = kind === 'conv1d' ? [12, 3] : [12, 9, 3]
    const params = { kernelSize: 3, ...(kind === 'depthwiseConv2d' ? {} : { filters: 4 }) }
    const [valid, same] = ['valid', 'same'].map((padding) =>
      expectDefined(chain(kind, { ...params, padding }, [shape]), kind),
    )
    const each = (drawn: Drawn | undefined) => {
      const { step } = expectDefined(drawn, kind)
      const [input = []] = step.inputs
      // A transposed convolution applies its kernel once per input position; the other convolutions apply it once per
      // output position.
      return nodeCost(step).multiplyAdds / size(kind === 'conv2dTranspose' ? input : step.output)
    }
    expect(each(same)).toBe(each(valid))
    expect(each(same)).toBeGreaterThan(0)
  },
)
