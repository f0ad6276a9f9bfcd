import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import type { LayerDef } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import type { KerasLayer, KerasModel } from '../catalog/keras-json'
import { randomValue } from '../catalog/random-value.test-help'
import { templates } from '../gallery'
import { checkNetwork } from './check-network'
import { chain, stepOf } from './checked-drawings.test-help'
import { toKeras } from './to-keras'
import { toPython } from './to-python'

const step = (...args: Parameters<typeof stepOf>) => expectDefined(stepOf(...args), `step ${args[0]}`)

/** Uses Python's own parser to list the calls in a source with their arguments, and its imports and strings. */
const READER = `
import ast, json, sys
out = []
for source in json.load(sys.stdin):
    tree = ast.parse(source)
    calls = [["(result)" if isinstance(n.func, ast.Call) else ast.unparse(n.func), [k.arg for k in n.keywords]] for n in ast.walk(tree) if isinstance(n, ast.Call)]
    imports = [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]
    names = {k.value.value: t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets
             if isinstance(n.value, ast.Call) for c in [n.value] for f in [c.func if isinstance(c.func, ast.Call) else c]
             for k in f.keywords if k.arg == "name"}
    out.append({"calls": calls, "imports": imports, "names": names, "kinds": sorted({type(n).__name__ for n in tree.body})})
print(json.dumps(out))
`
interface Read {
  readonly calls: readonly (readonly [string, readonly string[]])[]
  readonly imports: readonly string[]
  /** The variable assigned to each layer name. */
  readonly names: Readonly<Record<string, string>>
  readonly kinds: readonly string[]
}

const hasPython = spawnSync('python3', ['--version']).status === 0

function read(sources: readonly string[]): readonly Read[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', READER], { input: JSON.stringify(sources) })
  expect(status, String(stderr)).toBe(0)
  return JSON.parse(String(stdout)) as Read[]
}

function small(): KerasModel {
  const x = step('x', 'input', {}, [], [[8, 8, 1]])
  const conv = step('c', 'conv2d', { filters: 4, kernelSize: [3, 2], activation: 'relu', kernelRegularizer: 0.01 }, [x])
  const pool = step('p', 'maxPooling2d', {}, [conv])
  const flat = step('f', 'flatten', {}, [pool])
  const dense = step('d', 'dense', { units: 3, activation: 'hardSigmoid', kernelInitializer: 'leCunNormal' }, [flat])
  return toKeras({ steps: [x, conv, pool, flat, dense, step('y', 'output', {}, [dense])] }).model
}

test('prints readable code', () => {
  expect(toPython(small(), new Map([['conv2d_1', [6, 7, 4]]]))).toMatchInlineSnapshot(`
    """"A Keras model, drawn in Netloom. Run it to see its layers; load_weights.py puts its weights in."""
    import keras
    from keras import layers, regularizers


    @keras.saving.register_keras_serializable(package="netloom")
    def netloom_hard_sigmoid(x):
        # As Keras 2 and TensorFlow.js have it; that of Keras 3 has another slope.
        return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


    input_1 = keras.Input(shape=(8, 8, 1), name="input_1")
    conv2d_1 = layers.Conv2D(filters=4, kernel_size=(3, 2), activation="relu", kernel_regularizer=regularizers.L1L2(l1=0, l2=0.01), name="conv2d_1")(input_1)  # 6×7×4
    max_pooling2d_1 = layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2), name="max_pooling2d_1")(conv2d_1)
    flatten_1 = layers.Flatten(name="flatten_1")(max_pooling2d_1)
    dense_1 = layers.Dense(units=3, activation=netloom_hard_sigmoid, kernel_initializer="lecun_normal", name="dense_1")(flatten_1)

    model = keras.Model(inputs=[input_1], outputs=[dense_1], name="model")

    if __name__ == "__main__":
        model.summary()
    "
  `)
})

test('an Activation layer always names its activation, even linear: Keras requires it', () => {
  const x = step('x', 'input', {}, [], [[3]])
  const { model } = toKeras({ steps: [x, step('y', 'output', {}, [x])] })
  expect(toPython(model)).toContain('layers.Activation(activation="linear", name="activation_1")(input_1)')
})

test('only a frozen layer prints `trainable`', () => {
  const x = step('x', 'input', {}, [], [[3]])
  const dense = step('d', 'dense', { units: 2, frozen: true }, [x])
  const { model } = toKeras({ steps: [x, dense, step('y', 'output', {}, [dense])] })
  expect(toPython(model)).toContain('layers.Dense(units=2, trainable=False, name="dense_1")')
  expect(toPython(small())).not.toContain('trainable')
})

test.skipIf(!hasPython)('every layer is one call of its class, as Python parses it', () => {
  const random = rng(5, { kind: 'generate' })
  const drawn = layerKinds.flatMap((kind) => {
    const def = layers.find(kind) as LayerDef
    if (kind === 'input' || kind === 'output') return []
    return [0, 1, 2, 3].flatMap(() => {
      const params = Object.fromEntries(
        Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]),
      )
      const shape = [[9, 9, 2], [9, 2], [9]].find((one) => chain(kind, params, [one, one]))
      return shape
        ? [toKeras(expectDefined(chain(kind, params, def.inputs === 'many' ? [shape, shape] : [shape]), kind).checked)]
        : []
    })
  })
  expect(new Set(drawn.flatMap(({ layerOf }) => layerOf.get('layer') ?? [])).size).toBe(layerKinds.length - 2)
  const trees = read(drawn.map(({ model }) => toPython(model)))
  drawn.forEach(({ model }, i) => {
    const calls = expectDefined(trees[i], 'a tree').calls.map(([name]) => name)
    for (const { class_name } of model.config.layers) {
      expect(calls).toContain(class_name === 'InputLayer' ? 'keras.Input' : `layers.${class_name}`)
    }
  })
})

/**
 * For each assignment, as read by Python's parser: the variable, the class called, and the variables that it is called
 * on.
 */
const WIRING = `
import ast, json, sys
def line(node):
    call = node.value
    made = call.func if isinstance(call.func, ast.Call) else call
    on = [n.id for a in call.args for n in ast.walk(a) if isinstance(n, ast.Name)] if made is not call else []
    return [node.targets[0].id, ast.unparse(made.func), on, {k.arg: [e.id for e in k.value.elts] for k in made.keywords if isinstance(k.value, ast.List)}]
print(json.dumps([[line(n) for n in ast.parse(s).body if isinstance(n, ast.Assign)] for s in json.load(sys.stdin)]))
`

test.skipIf(!hasPython)('every gallery project is wired in Python as in its model', () => {
  const models = templates.flatMap(({ content }) => {
    const drawing = expectDefined(content.networks[0], 'a network').drawing
    const { checked } = checkNetwork(drawing, findDataset(content.data.dataset)?.schema, content.plan)
    return checked ? [toKeras(checked).model] : []
  })
  expect(models.length).toBe(templates.length - 1)
  const { stdout, stderr, status } = spawnSync('python3', ['-c', WIRING], {
    input: JSON.stringify(models.map((model) => toPython(model))),
  })
  expect(status, String(stderr)).toBe(0)
  const read = JSON.parse(String(stdout)) as unknown[]
  models.forEach(({ config }, i) => {
    const ends = (those: readonly (readonly [string, 0, 0])[]) => those.map(([name]) => name)
    expect(read[i]).toEqual([
      ...config.layers.map(({ name, class_name, inbound_nodes }) => [
        name,
        class_name === 'InputLayer' ? 'keras.Input' : `layers.${class_name}`,
        inbound_nodes.flat().map(([from]) => from),
        {},
      ]),
      ['model', 'keras.Model', [], { inputs: ends(config.input_layers), outputs: ends(config.output_layers) }],
    ])
  })
})

test.skipIf(!hasPython)('no name can leave its quotes', () => {
  const evil = [
    '"); import os; os.system("x',
    '\\"); import os #',
    '\'\'\'\n"""',
    'a\u2028b\n\rimport os',
    'class',
    'layers_1',
    '__proto__',
    'é\ud800',
  ]
  const sources = evil.map((name) => toPython(renamed(small(), 'conv2d_1', name)))
  const trees = read(sources)
  const honest = expectDefined(read([toPython(small())])[0], 'a tree')
  trees.forEach((tree, i) => {
    expect(tree.calls).toEqual(honest.calls)
    expect(tree.imports).toEqual(honest.imports)
    expect(tree.kinds).toEqual(honest.kinds)
    expect(Object.keys(tree.names)).toContain(evil[i])
    expect(new Set(Object.values(tree.names)).size).toBe(Object.keys(tree.names).length)
  })
})

test('an unknown layer, initializer, or helper is refused', () => {
  const changed = (change: Partial<KerasLayer>): KerasModel => {
    const model = small()
    const all = model.config.layers.map((layer) => (layer.name === 'dense_1' ? { ...layer, ...change } : layer))
    return { ...model, config: { ...model.config, layers: all } }
  }
  expect(() => toPython(changed({ class_name: 'Lambda' }))).toThrow('Lambda')
  expect(() => toPython(changed({ class_name: 'constructor' }))).toThrow('constructor')
  expect(() => toPython(changed({ config: { units: { class_name: 'os.system', config: {} } } }))).toThrow('os.system')
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
