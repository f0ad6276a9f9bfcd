import * as tf from '@tensorflow/tfjs'
import { transformWithOxc } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import type { KerasLayer, KerasModel } from '../catalog/keras-json'
import type { LayerDef, Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import { randomValue } from '../catalog/random-value.test-help'
import { templates } from '../gallery'
import { spareOrthogonal } from '../training/testing/spare-orthogonal'
import { checkNetwork } from './check-network'
import { chain, stepOf } from './checked-drawings.test-help'
import { listingOf } from './program-listing'
import { toKeras } from './to-keras'
import { sourceOf } from './source-code'
import { typescriptLines } from './to-typescript'

/** The module that exports the model as `model`. `shapes` are printed as comments. */
function toTypeScript(model: KerasModel, shapes?: ReadonlyMap<string, Shape>): string {
  return sourceOf(typescriptLines(listingOf(model, shapes)))
}

beforeAll(async () => {
  const restore = spareOrthogonal()
  await tf.setBackend('cpu')
  return restore
})

const step = (...args: Parameters<typeof stepOf>) => expectDefined(stepOf(...args), `step ${args[0]}`)

function small(): KerasModel {
  const x = step('x', 'input', {}, [], [[8, 8, 1]])
  const conv = step('c', 'conv2d', { filters: 4, kernelSize: [3, 2], activation: 'relu', kernelRegularizer: 0.01 }, [x])
  const pool = step('p', 'maxPooling2d', {}, [conv])
  const flat = step('f', 'flatten', {}, [pool])
  const dense = step('d', 'dense', { units: 3, activation: 'hardSigmoid', frozen: true }, [flat])
  return toKeras({ steps: [x, conv, pool, flat, dense, step('y', 'output', {}, [dense])] }).model
}

/** Runs a printed module against tf.js: strips its types, provides its import, and returns its export. */
async function runs(source: string): Promise<tf.LayersModel> {
  return (await run(source, tf)) as tf.LayersModel
}

async function run(source: string, given: unknown): Promise<unknown> {
  const { code } = await transformWithOxc(source, 'model.ts')
  const body = code.replace(/^import \* as tf from .*$/m, '').replace('export const model', 'const model')
  expect(body).not.toMatch(/^(import|export) /m)
  return new Function('tf', `${body}\nreturn model`)(given)
}

/** Settings that tf.js treats the same whether they are omitted or set to these values. */
const UNSAID: Readonly<Record<string, unknown>> = { maskZero: false, dataFormat: 'channelsLast' }

function said(config: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) => !(Object.hasOwn(UNSAID, key) && [undefined, UNSAID[key]].includes(value)),
    ),
  )
}

/**
 * What a printed model must have in common with the original: class, configuration, output shape, and weight count of
 * each layer.
 */
function facts(model: tf.LayersModel) {
  const layersOf = model.layers.map((layer) => {
    const { dtype: _, ...config } = layer.getConfig()
    return {
      type: layer.getClassName(),
      // Not every layer class includes `trainable` in its configuration.
      trainable: layer.trainable,
      config: { ...said(config), trainable: layer.trainable },
      shape: layer.outputShape,
      parameters: layer.countParams(),
      from: layer.inboundNodes.map((node) => node.inboundLayers.map(({ name }) => name)),
    }
  })
  return {
    layers: layersOf,
    inputs: model.inputs.map(({ shape }) => shape),
    outputs: model.outputs.map(({ name, shape }) => [name.split('/')[0], shape]),
    parameters: model.countParams(),
  }
}

async function same(json: KerasModel, what: string): Promise<void> {
  const ours = (await tf.models.modelFromJSON(json as unknown as tf.io.ModelJSON)) as tf.LayersModel
  const printed = await runs(toTypeScript(json))
  expect(facts(printed), what).toEqual(facts(ours))
  ours.dispose()
  printed.dispose()
}

test('prints readable code', () => {
  expect(toTypeScript(small(), new Map([['conv2d_1', [6, 7, 4]]]))).toMatchInlineSnapshot(`
    "/** A TensorFlow.js model, drawn in Netloom. */
    import * as tf from '@tensorflow/tfjs'

    const input_1 = tf.input({ shape: [8, 8, 1], name: "input_1" })
    const conv2d_1 = tf.layers.conv2d({ filters: 4, kernelSize: [3, 2], activation: "relu", kernelInitializer: "glorotUniform", kernelRegularizer: tf.regularizers.l1l2({ l1: 0, l2: 0.01 }), name: "conv2d_1" }).apply(input_1) as tf.SymbolicTensor // 6×7×4
    const max_pooling2d_1 = tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2], name: "max_pooling2d_1" }).apply(conv2d_1) as tf.SymbolicTensor
    const flatten_1 = tf.layers.flatten({ name: "flatten_1" }).apply(max_pooling2d_1) as tf.SymbolicTensor
    const dense_1 = tf.layers.dense({ units: 3, activation: "hardSigmoid", kernelInitializer: "glorotUniform", trainable: false, name: "dense_1" }).apply(flatten_1) as tf.SymbolicTensor

    export const model = tf.model({ inputs: [input_1], outputs: [dense_1], name: "model" })
    "
  `)
})

test('a line knows its layer', () => {
  const lines = typescriptLines(listingOf(small())).filter(({ layer }) => layer !== undefined)
  expect(lines.map(({ layer }) => layer)).toEqual(small().config.layers.map(({ name }) => name))
  expect(lines.every(({ text, layer }) => text.startsWith(`const ${layer} = tf.`))).toBe(true)
})

test.each(templates.filter(({ id }) => id !== 'blank').map((one) => [one.id, one.content] as const))(
  '%s: the printed code creates the studio’s model',
  async (id, { networks, data, plan }) => {
    const report = checkNetwork(
      expectDefined(networks[0], id).drawing,
      expectDefined(findDataset(data.dataset), id).schema,
      plan,
    )
    await same(toKeras(expectDefined(report.checked, id)).model, id)
  },
)

test.each(layerKinds.filter((kind) => kind !== 'input' && kind !== 'output'))(
  '%s: the printed code creates the studio’s layer, for any parameters',
  async (kind) => {
    const random = rng(11, { kind: 'weights', index: layerKinds.indexOf(kind) })
    const def = layers.find(kind) as LayerDef
    let found = 0
    for (let i = 0; i < 60 && found < 8; i++) {
      const params = Object.fromEntries(
        Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]),
      )
      const shapes = [[9, 9, 2], [9, 2], [9]].filter((one) => chain(kind, params, [one, one]))
      const shape = shapes[random.below(Math.max(1, shapes.length))]
      if (!shape) continue
      const drawn = expectDefined(chain(kind, params, def.inputs === 'many' ? [shape, shape] : [shape]), kind)
      await same(toKeras(drawn.checked).model, JSON.stringify(params))
      found++
    }
    expect(found).toBeGreaterThan(0)
  },
)

test('arguments that tf.js’s types require are printed, and unknown ones are not', () => {
  const printed = (kind: string, params: object, shape: readonly number[]) =>
    toTypeScript(toKeras(expectDefined(chain(kind, { ...params }, [shape]), kind).checked).model)
  expect(printed('activation', { activation: 'linear' }, [3])).toContain(
    'tf.layers.activation({ activation: "linear", ',
  )
  expect(printed('gru', { units: 2 }, [4, 3])).not.toContain('resetAfter')
  expect(printed('dense', { units: 2, activation: 'logSoftmax' }, [3])).toContain('"logSoftmax" as never')
})

test('no name can leave its quotes', async () => {
  const evil = [
    '" }); globalThis.broken = 1; ({ a: "',
    '*/ globalThis.broken = 1 //',
    "'`; globalThis.broken = 1; `",
    'a\u2028b\n\rc',
    'class',
    '__proto__',
    '</script>',
    '\\',
  ]
  for (const name of evil) {
    // tf.js rejects names like these, so the test records the names that would be passed to tf.js.
    const names: unknown[] = []
    const made = (args: { name: string }) => {
      names.push(args.name)
      return { apply: () => ({}) }
    }
    const recorder = {
      layers: new Proxy({}, { get: () => made }),
      input: made,
      model: made,
      regularizers: tf.regularizers,
    }
    await run(toTypeScript(renamed(small(), 'flatten_1', name)), recorder)
    expect(names).toEqual(['input_1', 'conv2d_1', 'max_pooling2d_1', name, 'dense_1', 'model'])
    expect(globalThis).not.toHaveProperty('broken')
  }
})

test('an unknown layer, initializer, or helper is refused', () => {
  const changed = (change: Partial<KerasLayer>): KerasModel => {
    const model = small()
    const all = model.config.layers.map((layer) => (layer.name === 'dense_1' ? { ...layer, ...change } : layer))
    return { ...model, config: { ...model.config, layers: all } }
  }
  expect(() => toTypeScript(changed({ class_name: 'Lambda' }))).toThrow('Lambda')
  expect(() => toTypeScript(changed({ class_name: 'constructor' }))).toThrow('constructor')
  expect(() => toTypeScript(changed({ config: { units: { class_name: 'x', config: {} } } }))).toThrow(
    'no TypeScript for x',
  )
})

function renamed(model: KerasModel, from: string, to: string): KerasModel {
  const change = (name: string) => (name === from ? to : name)
  return {
    ...model,
    config: {
      ...model.config,
      layers: model.config.layers.map((layer) => ({
        ...layer,
        name: change(layer.name),
        inbound_nodes: layer.inbound_nodes.map((node) => node.map(([one, ...rest]) => [change(one), ...rest] as const)),
      })),
    },
  }
}
