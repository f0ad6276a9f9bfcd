/** @file Checks every catalog layer against tf.js, with random valid parameters and shapes. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { type Rng, rng } from '../base/rng'
import type { LayerDef, Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import { nodeCost } from './cost'
import { drawLayer } from './random-layer.test-help'
import { toKeras } from './to-keras'

const TRIALS = 100
const inner = layerKinds.filter((kind) => kind !== 'input' && kind !== 'output')

beforeAll(async () => {
  await tf.setBackend('cpu')
})

function batch(shape: Shape, rows: number, kind: string, random: Rng): tf.Tensor {
  const size = rows * shape.reduce((product, n) => product * n, 1)
  const values = Float32Array.from({ length: size }, () => (kind === 'embedding' ? 0 : random.normal()))
  return tf.tensor(values, [rows, ...shape])
}

test.each(inner)('%s: shapes, weights and a training step match tf.js', async (kind) => {
  const def = layers.find(kind) as LayerDef
  const random = rng(17, { kind: 'weights', index: layerKinds.indexOf(kind) })
  for (let trial = 0; trial < TRIALS; trial++) {
    const { checked, step } = drawLayer(def, random)
    const label = `${kind} ${JSON.stringify(step.node.params)} on ${JSON.stringify(step.inputs)}`
    const { model: json, layerOf } = toKeras(checked)
    const model = (await tf.models.modelFromJSON(json as unknown as tf.io.ModelJSON)) as tf.LayersModel

    expect(model.outputs[0]?.shape, label).toEqual([null, ...step.output])
    const built = model.getLayer(layerOf.get(step.node.id) as string)
    const theirs = built.weights.map((weight) => ({
      name: weight.originalName.split('/').at(-1),
      shape: weight.shape,
      // A weight's own `trainable` flag does not take the `trainable` flag of its layer into account.
      trainable: built.trainableWeights.includes(weight),
    }))
    expect(def.weights(step.inputs, step.node.params as never), label).toEqual(theirs)
    expect(nodeCost(step).parameters, label).toBe(built.countParams())

    if (trial < 10) {
      const loss = tf.tidy(() => {
        const x = step.inputs.map((shape) => batch(shape, 2, kind, random))
        const answer = model.predict(x.length === 1 ? (x[0] as tf.Tensor) : x) as tf.Tensor
        expect(answer.shape, label).toEqual([2, ...step.output])
        const lossOf = (given: tf.Tensor[]) =>
          tf.mean(
            tf.square(
              model.apply(given.length === 1 ? (given[0] as tf.Tensor) : given, { training: true }) as tf.Tensor,
            ),
          ) as tf.Scalar
        // Includes frozen layers, because tf.js can compute gradients for their weights too.
        const weights = built.weights
          .filter(({ trainable }) => trainable)
          .map((weight) => (weight as unknown as { val: tf.Variable }).val)
        if (weights.length === 0) {
          const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => lossOf(given))(x)
          expect(
            grads.map(({ shape }) => shape),
            label,
          ).toEqual(x.map(({ shape }) => shape))
          return value.dataSync()[0]
        }
        const { value, grads } = tf.variableGrads(() => lossOf(x), weights)
        expect(
          Object.values(grads).every((grad) => grad.dataSync().every(Number.isFinite)),
          label,
        ).toBe(true)
        return value.dataSync()[0]
      })
      expect(loss, label).toSatisfy(Number.isFinite)
    }
    model.dispose()
  }
})

test('every kind is found under its own name and has a summary', () => {
  for (const kind of layerKinds) {
    const def = layers.find(kind) as LayerDef
    expect(def.kind).toBe(kind)
    const defaults = Object.fromEntries(Object.entries(def.params).map(([name, spec]) => [name, spec.default]))
    expect(def.glance(defaults), kind).not.toBe('')
  }
})
