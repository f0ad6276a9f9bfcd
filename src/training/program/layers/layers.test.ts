import { expect, test } from 'vitest'
import { rng } from '../../../base/rng'
import type { KerasLayer, KerasModel } from '../../../catalog/keras-json'
import type { LayerDef } from '../../../catalog/layer-def'
import { layerKinds, layers } from '../../../catalog/layers'
import { defaultsOf } from '../../../catalog/params'
import { drawLayer } from '../../../compile/random-layer.test-help'
import { toKeras } from '../../../compile/to-keras'
import { encodeRows } from '../../../data/encode-rows'
import { openBackend } from '../../backends/open'
import type { GradientCase } from '../../check-gradients'
import { GRADIENT_CASES } from '../../gradient-cases'
import { initialWeights } from '../../initial-weights'
import { openNetwork } from '../../network'
import { chain } from '../../testing/small-networks'
import { planNetwork } from '../plan-network'
import { specsOf } from '../program'
import { distance, fixtureOf, openPair, ROWS } from '../testing/program-fixture'
import { toProgram } from '../to-program'
import { NotLowered, unsupported } from './layer'

/** tf.js supports the go_backwards option, but programs do not, because the catalog never emits it. */
const BACKWARDS = 'lstm, sequences'
/** Layers in the form that the catalog emits, in addition to the shared cases. */
const MORE: readonly (readonly [string, string, readonly number[], Readonly<Record<string, unknown>>])[] = [
  ['lstm, every step', 'LSTM', [5, 2], { units: 3, return_sequences: true, recurrent_activation: 'sigmoid' }],
  ['lstm of one step', 'LSTM', [1, 2], { units: 3, return_sequences: true, activation: 'relu' }],
  ['gru, every step', 'GRU', [5, 2], { units: 3, return_sequences: true, reset_after: false, use_bias: false }],
  ['gru of one step', 'GRU', [1, 2], { units: 3, reset_after: false }],
  ['simple rnn, the last step', 'SimpleRNN', [4, 2], { units: 3, activation: 'selu' }],
  ['simple rnn of one step', 'SimpleRNN', [1, 2], { units: 3, use_bias: false }],
  ['dense, softmax', 'Dense', [3, 5], { units: 4, activation: 'softmax' }],
  ['dense, gelu, no bias', 'Dense', [5], { units: 4, activation: 'gelu', use_bias: false }],
  ['conv 2d, log softmax', 'Conv2D', [5, 6, 2], { filters: 3, kernel_size: 2, activation: 'log_softmax' }],
  ['conv 1d, large stride', 'Conv1D', [9, 3], { filters: 2, kernel_size: [3], strides: [3], activation: 'softsign' }],
  [
    'transpose, stride larger than kernel',
    'Conv2DTranspose',
    [3, 4, 2],
    { filters: 2, kernel_size: [2, 3], strides: [3, 3] },
  ],
  ['depthwise, no bias', 'DepthwiseConv2D', [5, 6, 3], { kernel_size: [2, 3], use_bias: false, activation: 'elu' }],
  ['max pool 1d, default stride', 'MaxPooling1D', [7, 3], { pool_size: [3], strides: null, padding: 'same' }],
  ['frozen batch norm', 'BatchNormalization', [3, 4], { axis: -1, epsilon: 0.01, momentum: 0.9, trainable: false }],
  ['frozen dense', 'Dense', [5], { units: 4, activation: 'tanh', trainable: false }],
  ['l2 penalty', 'Dense', [5], { units: 4, kernel_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: 0.3 } } }],
  ['dropout at rate 0', 'Dropout', [5], { rate: 0 }],
]

const cases: readonly GradientCase[] = [
  ...GRADIENT_CASES.filter(({ name }) => name !== BACKWARDS),
  ...MORE.map(([name, className, shape, config]) => ({ name, model: chain(shape, [[className, config]]) })),
]

/**
 * Returns a model in which each input of the layer comes from a dense layer with an activation whose derivative may or
 * may not be fusible.
 */
function behind({ config, ...model }: KerasModel, activation: string): KerasModel {
  const inputs = config.layers.filter(({ class_name: name }) => name === 'InputLayer')
  const before = inputs.map(({ name, config: { batch_input_shape: shape } }): KerasLayer => {
    const units = (shape as number[]).at(-1)
    const own = `${name}_dense`
    return {
      name: own,
      class_name: 'Dense',
      config: { name: own, units, activation },
      inbound_nodes: [[[name, 0, 0, {}]]],
    }
  })
  const layers = config.layers.map((layer) => ({
    ...layer,
    inbound_nodes: layer.inbound_nodes.map((nodes) => nodes.map(([name]) => [`${name}_dense`, 0, 0, {}] as const)),
  }))
  return { ...model, config: { ...config, layers: [...inputs, ...before, ...layers.slice(inputs.length)] } }
}

async function compare(model: KerasModel, wholeBelow: number | undefined): Promise<void> {
  const { job, dataset } = fixtureOf(model, wholeBelow ? { wholeBelow } : {})
  const { program, plain, close } = await openPair(job, dataset)
  try {
    const rows = job.split.train.subarray(0, 7)
    const [given, expected] = [await program.inspect(rows, 4), await plain.inspect(rows, 4)]
    expect(given.loss).toBeCloseTo(expected.loss, 4)
    expect(given.results.map(({ layer }) => layer)).toEqual(expected.results.map(({ layer }) => layer))
    expected.results.forEach(({ layer, values }, i) => {
      expect(distance(given.results[i]?.values ?? [], values), `the result of ${layer}`).toBeLessThan(1e-5)
    })
    expect(given.gradients.map(({ weight }) => weight)).toEqual(expected.gradients.map(({ weight }) => weight))
    expected.gradients.forEach(({ weight, values }, i) => {
      expect(distance(given.gradients[i]?.values ?? [], values), `the gradient of ${weight}`).toBeLessThan(1e-4)
    })
    // Evaluation uses no masks, and norms use their moving statistics.
    const [evaluated, reference] = [await program.evaluate(rows), await plain.evaluate(rows)]
    expect(distance(evaluated.outputs[0] as Float32Array, reference.outputs[0] as Float32Array)).toBeLessThan(1e-5)
    expect(evaluated.known).toEqual(reference.known)
    // As in predictions; more rows than one recording has, and fewer.
    for (const count of [3, 40]) {
      const shown = Uint32Array.from({ length: count }, (_, i) => i % ROWS)
      const inputs = job.pipeline.inputs.map((input) => encodeRows(input, dataset, shown))
      const names = model.config.layers.map(({ name }) => name)
      const [layers, reference] = [await program.layers(inputs, count, names), await plain.layers(inputs, count, names)]
      expect(layers.map(({ layer }) => layer)).toEqual(given.results.map(({ layer }) => layer))
      expect(layers.map(({ layer }) => layer)).toEqual(reference.map(({ layer }) => layer))
      layers.forEach(({ layer, values }, i) => {
        expect(distance(values, reference[i]?.values ?? []), `the values of ${layer}`).toBeLessThan(1e-5)
      })
      expect([...(reference.at(-1)?.values ?? [])]).toEqual([...((await plain.predict(inputs, count))[0] ?? [])])
    }
    const [given2, expected2] = [await program.snapshot(), await plain.snapshot()]
    expect(given2.weights.specs).toEqual(expected2.weights.specs)
  } finally {
    close()
  }
}

test.each(cases.map((one) => [one.name, one] as const))(
  '%s: results, gradients, and weights match tf.js',
  async (_, one) => {
    await compare(one.model, one.wholeBelow)
  },
)

test.each(
  cases.filter(({ wholeBelow }) => !wholeBelow).map((one, i) => [one.name, i % 2 ? 'relu' : 'gelu', one] as const),
)('%s behind a dense layer with %s: gradients flow through', async (_, activation, { model }) => {
  await compare(behind(model, activation), undefined)
})

test.each(cases.map((one) => [one.name, one.model] as const))(
  '%s starts with the weights of its tf.js model',
  async (_, model) => {
    await openBackend('cpu')
    const network = await openNetwork(model, 7)
    const expected = await network.snapshot()
    network.close()
    const given = initialWeights(model, specsOf({ weights: planNetwork(model).weights }), 7)
    expect(given.specs).toEqual(expected.specs)
    expect(given.data).toEqual(expected.data)
  },
)

test('an unsupported setting is refused by name, so that plain tf.js trains', async () => {
  const backwards = GRADIENT_CASES.find(({ name }) => name === BACKWARDS) as GradientCase
  const { job, dataset } = fixtureOf(backwards.model)
  const options = { mostRows: 8, constantSteps: 4, metricSteps: 8 }
  expect(() => toProgram(job, dataset, options)).toThrow(
    new NotLowered(unsupported.setting({ setting: 'go_backwards', value: 'true' })),
  )
})

const inner = layerKinds.filter((kind) => kind !== 'input' && kind !== 'output')

test.each(inner)('%s: its definition says exactly when no engine can train it', (kind) => {
  const def = layers.find(kind) as LayerDef
  const random = rng(29, { kind: 'weights', index: layerKinds.indexOf(kind) })
  for (let draw = 0; draw < 25; draw++) {
    const { checked, step } = drawLayer(def, random)
    const { model } = toKeras(checked)
    const { job, dataset } = fixtureOf(model)
    const isLowered = () => {
      try {
        toProgram(job, dataset, { mostRows: 8, constantSteps: 4, metricSteps: 8 }).list('train', 8)
        return true
      } catch (error) {
        if (error instanceof NotLowered) return false
        throw error
      }
    }
    const params = { ...defaultsOf(def.params), ...step.node.params }
    // Lower the layer in training/program/layers, or say in its definition when there is no lowering (plainTensorFlow).
    expect(def.plainTensorFlow?.(params) ?? false, JSON.stringify(params)).toBe(!isLowered())
  }
})
