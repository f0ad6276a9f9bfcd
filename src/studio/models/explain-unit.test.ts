/** @file Tests every explained layer class against TensorFlow.js, with random weights, at each of its values. */
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { rng } from '../../base/rng'
import { layers } from '../../catalog/layers'
import { valuesOf } from '../../catalog/params'
import { GRADIENT_CASES } from '../../training/gradient-cases'
import { openBackend } from '../../training/backends/open'
import { openNetwork } from '../../training/network'
import { explainUnit } from './explain-unit'
import type { LayerValues } from './layer-values'

const EXPLAINED = ['dense', 'conv1d', 'conv2d', 'depthwiseConv2d', 'batchNormalization', 'activation', 'leakyReLU']
const POOLS = ['maxPooling1d', 'maxPooling2d', 'averagePooling1d', 'averagePooling2d']
const GLOBAL = ['globalMaxPooling1d', 'globalMaxPooling2d', 'globalAveragePooling1d', 'globalAveragePooling2d']
const MERGES = ['add', 'average']

beforeAll(() => openBackend('cpu'))

/** What the catalog writes for each class by default, because the cases leave it to TensorFlow.js. */
const defaults = new Map(
  layers.kinds.flatMap((kind) => {
    const def = expectDefined(layers.find(kind), kind)
    const params = valuesOf(def.params, {}, def.title)
    if (!params.ok || def.family === 'end') return []
    const { class_name, config } = def.keras(params.value, [[5, 6, 2]])
    return [[class_name, { kind: def.kind, config }] as const]
  }),
)

test('the sum of each value, and its activation, are what the layer computes', async () => {
  const covered = new Map<string, number>()
  for (const { name, model } of GRADIENT_CASES) {
    const own = model.config.layers.at(-1)
    const usual = own && defaults.get(own.class_name)
    if (!own || !usual) continue
    const shapes = model.config.layers.slice(0, -1).map(({ config }) => (config.batch_input_shape as number[]).slice(1))
    const random = rng(7, { kind: 'weights', index: covered.size })
    const draw = (size: number) => Float32Array.from({ length: size }, () => random.normal())
    const inputs = shapes.map((shape): LayerValues => ({ values: draw(shape.reduce((n, side) => n * side, 1)), shape }))
    const network = await openNetwork(model, 7)
    const { specs, data } = await network.snapshot()
    // A variance is not negative.
    const isNorm = own.class_name === 'BatchNormalization'
    const weights = { specs, data: draw(data.length).map((value) => (isNorm ? Math.abs(value) : value)) }
    network.restore(weights)
    const [result] = await network.layers(
      inputs.map(({ values }) => values as Float32Array<ArrayBuffer>),
      1,
      [own.name],
    )
    const output = (network.model.outputs[0]?.shape.slice(1) ?? []) as number[]
    network.close()
    // By default, a stride of 0 stands for the size of the pool.
    const strides = own.config.strides ?? own.config.pool_size ?? usual.config.strides
    const layer = {
      class_name: own.class_name,
      config: { ...usual.config, strides, ...without(own.config), padding: own.config.padding ?? 'valid' },
      inputs,
      output,
      weights: (of: string) => tensorOf(weights, `${own.name}/${of}`),
    }
    for (const [index, value] of (result?.values ?? []).entries()) {
      const explained = explainUnit(layer, index)
      if (!explained) continue
      covered.set(usual.kind, (covered.get(usual.kind) ?? 0) + 1)
      const { inputs: x, weights: w, bias, sum, shape, places } = explained
      const isMerge = inputs.length > 1
      const read = places.map((place, i) => (place < 0 ? 0 : inputs[isMerge ? i : 0]?.values[place]))
      expect(read, name).toEqual(x)
      expect(x.length, name).toBe(shape.reduce((n, side) => n * side, 1))
      expect(
        x.reduce((all, one, i) => all + one * (w[i] as number), bias),
        name,
      ).toBeCloseTo(sum, 10)
      const error = Math.abs(explained.value - value) / Math.max(1, Math.abs(value))
      expect(error, `${name} at ${index}: ${explained.value} is not ${value}`).toBeLessThan(1e-5)
    }
  }
  expect([...covered.keys()].sort()).toEqual([...EXPLAINED, ...POOLS, ...GLOBAL, ...MERGES].sort())
}, 60_000)

function without({ name, trainable, ...config }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return config
}

function tensorOf(
  { specs, data }: { specs: readonly { name: string; shape: readonly number[] }[]; data: Float32Array },
  name: string,
): Float32Array {
  let at = 0
  for (const spec of specs) {
    const size = spec.shape.reduce((n, side) => n * side, 1)
    if (spec.name === name) return data.subarray(at, at + size)
    at += size
  }
  return new Float32Array(0)
}
