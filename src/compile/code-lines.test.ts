import { spawnSync } from 'node:child_process'
import * as tf from '@tensorflow/tfjs'
import { transformWithOxc } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import { mnistStarter } from '../catalog/datasets/mnist'
import type { KerasModel } from '../catalog/keras-json'
import { losses } from '../catalog/losses'
import { optimizers } from '../catalog/optimizers'
import type { Plan } from '../catalog/training-plan'
import { findTemplate, templates } from '../gallery'
import { shippedBlocks } from '../gallery/blocks'
import { draw } from '../gallery/template'
import { BLOCK, BLOCK_OF, REPEAT } from '../graph/block'
import type { Block, Drawing, Wire } from '../graph/drawing'
import { visiblePath } from '../graph/expand-blocks'
import { spareOrthogonal } from '../training/testing/spare-orthogonal'
import { checkNetwork } from './check-network'
import { LANGUAGES, type Language } from './code-languages'
import { linesOf, namesInCode } from './code-lines'
import { defaultPlan } from './default-plan'
import { sourceOf } from './source-code'
import { toKeras } from './to-keras'
import { toPython } from './to-python'

beforeAll(async () => {
  const restore = spareOrthogonal()
  await tf.setBackend('cpu')
  return restore
})

const plan = defaultPlan(mnistStarter)

/**
 * Prints a drawing on the digits dataset in one language; returns the code together with the model that would be
 * trained.
 */
function printed(drawing: Drawing, language: Language, schema = mnistStarter.schema, withPlan = plan) {
  const report = checkNetwork(drawing, schema, withPlan)
  const checked = expectDefined(
    report.checked,
    JSON.stringify(report.diagnostics.map(({ problem }) => problem)).slice(0, 500),
  )
  const lines = linesOf(checked, drawing, report.expanded, language)
  return { lines, source: sourceOf(lines), model: toKeras(checked).model, report }
}

const block = (id: string, name: string, params: Block['params'], nodes: object, wires: readonly string[]): Block => ({
  id,
  name,
  params,
  inside: draw(nodes as never, wires),
})
const whole = (value: number) => ({ type: 'int', label: 'n', default: value, min: 1, max: 4096 }) as const
const ports = { in: [0, 0, 'block-in', 'in'], out: [5, 0, 'block-out', 'out'] } as const

/** The final layers, shared by all networks in these tests. */
const head = {
  pool: [8, 0, 'globalAveragePooling2d', 'Pool'],
  dense: [9, 0, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
  out: [10, 0, 'output', 'Digit'],
} as const
const input = { in: [0, 0, 'input', 'Digits'] } as const

function across(drawing: Drawing, wires: readonly Wire[], blocks: readonly Block[]): Drawing {
  return {
    ...drawing,
    wires: [...drawing.wires, ...wires],
    blocks: Object.fromEntries(blocks.map((one) => [one.id, one])),
  }
}

const conv = block(
  'conv',
  'Conv and norm',
  { width: whole(4), size: whole(3) },
  {
    ...ports,
    conv: [1, 0, 'conv2d', 'Conv', { filters: '=width', kernelSize: '=size', padding: 'same' }],
    norm: [2, 0, 'batchNormalization', 'Norm'],
  },
  ['in > conv', 'conv > norm', 'norm > out'],
)
/** Nested blocks that use every kind of expression. */
const tower = block(
  'tower',
  'Tower, of several',
  {
    filters: whole(8),
    act: { type: 'choice', label: 'Act', options: ['relu', 'hardSigmoid'], default: 'relu' },
    rate: { type: 'float', label: 'Rate', default: 0.25, min: 0, max: 0.9 },
  } as never,
  {
    ...ports,
    one: [1, 0, BLOCK, 'One', { [BLOCK_OF]: 'conv', width: '=filters*2+i', size: '=1+2*min(i, 1)' }],
    two: [2, 0, BLOCK, 'Two', { [BLOCK_OF]: 'conv', width: '=ceil(filters/3)', [REPEAT]: '=floor(filters/4)' }],
    act: [3, 0, 'activation', 'Act', { activation: '=act' }],
    drop: [4, 0, 'dropout', 'Drop', { rate: '=rate/2' }],
    wide: [4, 0, 'conv2d', 'Wide', { filters: '=round(filters%5+filters^2/8-(-1))', kernelSize: 1 }],
  },
  ['in > one', 'one > two', 'two > act', 'act > drop', 'drop > wide', 'wide > out'],
)
const swap = block(
  'swap',
  'def',
  {},
  {
    a: [0, 0, 'block-in', 'a'],
    b: [0, 1, 'block-in', 'b'],
    conv: [1, 0, 'conv2d', 'Conv', { filters: 4, kernelSize: 3, padding: 'same' }],
    p: [2, 0, 'block-out', 'p'],
    q: [2, 1, 'block-out', 'q'],
  },
  ['a > conv', 'b > p', 'conv > q'],
)
const second = (from: string, to: string, port = 0): Wire => ({ id: `${from}-${to}`, from, to, port, out: 1 })

const shipped = (id: string) =>
  expectDefined(
    shippedBlocks.find((one) => one.id === id),
    id,
  )

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...Object.fromEntries(
    shippedBlocks
      .filter(({ id }) => !id.startsWith('unet'))
      .map((one) => [
        one.name,
        across(
          draw(
            {
              ...input,
              stem: [1, 0, 'conv2d', 'Stem', { filters: 16, kernelSize: 3, padding: 'same' }],
              a: [2, 0, BLOCK, 'A', { [BLOCK_OF]: one.id }],
              b: [3, 0, BLOCK, 'B', { [BLOCK_OF]: one.id }],
              ...head,
            },
            // A bottleneck's output has as many channels as its input, so it can be used twice with the same number of
            // filters.
            ['in > stem', 'stem > a', 'a > b', 'b > pool', 'pool > dense', 'dense > out'],
          ),
          [],
          [one],
        ),
      ]),
  ),
  'a U-Net': across(
    draw(
      {
        ...input,
        d1: [1, 0, BLOCK, 'Down', { [BLOCK_OF]: 'unet-down', filters: 4 }],
        d2: [2, 0, BLOCK, 'Down', { [BLOCK_OF]: 'unet-down', filters: 8 }],
        u2: [3, 0, BLOCK, 'Up', { [BLOCK_OF]: 'unet-up', filters: 8 }],
        u1: [4, 0, BLOCK, 'Up', { [BLOCK_OF]: 'unet-up', filters: 4 }],
        ...head,
      },
      ['in > d1', 'd1 > d2', 'd2 > u2', 'u2 > u1', 'u1 > pool', 'pool > dense', 'dense > out'],
    ),
    [second('d2', 'u2', 1), second('d1', 'u1', 1)],
    [shipped('unet-down'), shipped('unet-up')],
  ),
  'nested, repeated and worked out': across(
    draw(
      {
        ...input,
        t1: [1, 0, BLOCK, 'T', { [BLOCK_OF]: 'tower' }],
        t2: [2, 0, BLOCK, 'T', { [BLOCK_OF]: 'tower', filters: 12, act: 'hardSigmoid' }],
        t3: [3, 0, BLOCK, 'T', { [BLOCK_OF]: 'tower', [REPEAT]: 3, rate: 0.5 }],
        ...head,
      },
      ['in > t1', 't1 > t2', 't2 > t3', 't3 > pool', 'pool > dense', 'dense > out'],
    ),
    [],
    [conv, tower],
  ),
  'two ports, turned and turned again': across(
    draw(
      {
        ...input,
        stem: [1, 0, 'conv2d', 'Stem', { filters: 4, kernelSize: 3, padding: 'same' }],
        s: [2, 0, BLOCK, 'S', { [BLOCK_OF]: 'swap', [REPEAT]: 3 }],
        add: [3, 0, 'add', 'Add'],
        ...head,
      },
      ['in > stem', 'in > s', 'stem > s', 's > add', 'add > pool', 'pool > dense', 'dense > out'],
    ),
    [second('s', 'add', 1)],
    [swap],
  ),
  'only one of two results used': across(
    draw(
      {
        ...input,
        stem: [1, 0, 'conv2d', 'Stem', { filters: 4, kernelSize: 3, padding: 'same' }],
        s: [2, 0, BLOCK, 'S', { [BLOCK_OF]: 'swap' }],
        t: [2, 1, BLOCK, 'T', { [BLOCK_OF]: 'swap' }],
        add: [3, 0, 'concatenate', 'Side by side'],
        ...head,
      },
      [
        'in > s',
        'stem > s',
        'in > stem',
        'in > t',
        'stem > t',
        's > add',
        't > add',
        'add > pool',
        'pool > dense',
        'dense > out',
      ],
    ),
    [],
    [swap],
  ),
  'through a block and back into it': across(
    draw(
      {
        ...input,
        stem: [1, 0, 'conv2d', 'Stem', { filters: 4, kernelSize: 3, padding: 'same' }],
        s: [2, 0, BLOCK, 'S', { [BLOCK_OF]: 'swap' }],
        ...head,
      },
      ['in > s', 's > pool', 'pool > dense', 'dense > out'],
    ),
    [second('s', 'stem'), { id: 'back', from: 'stem', to: 's', port: 1 }],
    [swap],
  ),
}

/** A model's structure, traced from its outputs back to its inputs and independent of layer names. */
type Structure = readonly [string, unknown, readonly Structure[]]
const canonical = (structureOf: readonly Structure[]) => structureOf.map((one) => JSON.stringify(one))

function structureOf(model: tf.LayersModel): readonly Structure[] {
  const known = new Map<string, Structure>()
  const of = (layer: tf.layers.Layer): Structure => {
    const seen = known.get(layer.name)
    if (seen) return seen
    // In tf.js, maskZero: false and dataFormat: channelsLast mean the same as omitting them.
    const { name: _, dtype: __, dataFormat: ___, maskZero: ____, ...config } = layer.getConfig()
    const from = (layer.inboundNodes[0]?.inboundLayers ?? []).map(of)
    const made: Structure = [
      layer.getClassName(),
      { ...config, trainable: layer.trainable, shape: layer.outputShape },
      from,
    ]
    known.set(layer.name, made)
    return made
  }
  return model.outputs.map(({ sourceLayer }) => of(sourceLayer))
}

interface Running {
  readonly model: tf.LayersModel
  /** Absent if the code states no training settings. */
  readonly train: (x: tf.Tensor, y: tf.Tensor) => Promise<tf.History>
}

async function run(source: string): Promise<Running> {
  const { code } = await transformWithOxc(source, 'model.ts')
  const body = code.replace(/^import \* as tf from .*$/m, '').replaceAll(/^export (const|function)/gm, '$1')
  expect(body).not.toMatch(/^(import|export) /m)
  return new Function('tf', `${body}\nreturn { model, train: typeof train === 'undefined' ? undefined : train }`)(tf)
}

async function sameInTypeScript(source: string, json: KerasModel): Promise<void> {
  const ours = (await tf.models.modelFromJSON(json as unknown as tf.io.ModelJSON)) as tf.LayersModel
  const { model: theirs } = await run(source)
  expect(canonical(structureOf(theirs))).toEqual(canonical(structureOf(ours)))
  expect(theirs.countParams()).toBe(ours.countParams())
  expect(theirs.layers.length).toBe(ours.layers.length)
  ours.dispose()
  theirs.dispose()
}

/**
 * Runs Python source against a fake Keras that records which layers are created and called, and returns the structure
 * traced from the outputs.
 */
const RECORDER = `
import ast, json, sys, types
def run(source):
    names = []
    class Made:
        def __init__(self, kind, kwargs, of): self.described = [kind, kwargs, of]
    def described(value):
        if isinstance(value, types.FunctionType): return value.__name__
        if isinstance(value, Made): return value.described
        return value
    def plain(kwargs):
        if "name" in kwargs: names.append(kwargs["name"])
        # A window of ones is what every layer takes by itself.
        usual = lambda k, v: k == "name" or (k == "strides" and tuple(v) == (1, 1))
        return sorted([k, described(v)] for k, v in kwargs.items() if not usual(k, v))
    class Maker:
        def __init__(self, home): self.home = home
        def __getattr__(self, kind):
            def make(*args, **kwargs):
                assert not args
                of = plain(kwargs)
                if self.home != "layers": return Made(kind, of, [])
                return lambda x: Made(kind, of, [one.described for one in (x if isinstance(x, list) else [x])])
            return make
    keras = types.ModuleType("keras")
    keras.saving = types.SimpleNamespace(register_keras_serializable=lambda package: lambda function: function)
    for home in ("layers", "regularizers", "initializers"): setattr(keras, home, Maker(home))
    keras.Input = lambda **kwargs: Made("Input", plain(kwargs), [])
    keras.Model = lambda inputs, outputs, name: [[one.described for one in inputs], [one.described for one in outputs], name]
    sys.modules["keras"] = keras
    space = {"__name__": "drawn"}
    exec(compile(ast.parse(source), "model.py", "exec"), space)
    return [space["model"], names]
print(json.dumps([run(s) for s in json.load(sys.stdin)]))
`
const hasPython = spawnSync('python3', ['--version']).status === 0

function runPython(sources: readonly string[]): readonly (readonly [unknown, readonly string[]])[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', RECORDER], { input: JSON.stringify(sources) })
  expect(status, String(stderr)).toBe(0)
  return JSON.parse(String(stdout)) as (readonly [unknown, readonly string[]])[]
}

test.each(LANGUAGES)(
  'in %s every node has a line with its shape, and the line of a head is also that of its output',
  (language) => {
    const { networks, data, plan } = expectDefined(findTemplate('penguins-two-heads'), 'the template').content
    const drawing = expectDefined(networks[0], 'a network').drawing
    const { lines, report } = printed(drawing, language, findDataset(data.dataset)?.schema, plan)
    const of = (line: (typeof lines)[number]) => (line.at ?? []).map(({ node }) => node)
    expect(lines.flatMap(of).sort()).toEqual(drawing.nodes.map(({ id }) => id).sort())
    for (const { id, kind } of drawing.nodes) {
      const line = expectDefined(
        lines.find((one) => of(one).includes(id)),
        id,
      )
      expect(line.text.endsWith(` ${expectDefined(report.shapes.get(id), id).join('×')}`), line.text).toBe(true)
      if (kind === 'output') expect(of(line)[0]).toBe(drawing.wires.find(({ to }) => to === id)?.from)
    }
  },
)

describe('blocks print as functions', () => {
  test('as a person would write them', () => {
    const drawing = expectDefined(DRAWINGS['nested, repeated and worked out'], 'a drawing')
    expect(printed(drawing, 'python').source).toMatchSnapshot()
    expect(printed(drawing, 'typescript').source).toMatchSnapshot()
  })

  test.each(Object.keys(DRAWINGS))('%s: TypeScript that creates the trained model', async (name) => {
    const { source, model } = printed(expectDefined(DRAWINGS[name], name), 'typescript')
    await sameInTypeScript(source, model)
  })

  test.skipIf(!hasPython)('and Python that creates the same model, with a unique name for every layer', () => {
    const all = Object.values(DRAWINGS).map((drawing) => printed(drawing, 'python'))
    const blocks = runPython(all.map(({ source }) => source))
    const flat = runPython(all.map(({ model }) => toPython(model)))
    all.forEach(({ model }, i) => {
      expect(blocks[i]?.[0]).toEqual(flat[i]?.[0])
      const names = expectDefined(blocks[i], 'a run')[1]
      expect(new Set(names).size).toBe(names.length)
      expect(names.length).toBeGreaterThanOrEqual(model.config.layers.length)
    })
  })

  test.each(Object.keys(DRAWINGS))(
    '%s: the names of the layers are those in the code, so weights fit it',
    async (name) => {
      const drawing = expectDefined(DRAWINGS[name], name)
      const { source, model, report } = printed(drawing, 'typescript')
      const names = namesInCode(expectDefined(report.checked, 'a checked drawing'), drawing)
      const [ours, theirs] = [
        await tf.models.modelFromJSON(model as unknown as tf.io.ModelJSON),
        (await run(source)).model,
      ]
      for (const layer of ours.layers)
        theirs
          .getLayer(names.get(layer.name) ?? layer.name)
          .setWeights(layer.getWeights().map((one) => tf.randomNormal(one.shape).abs()))
      for (const layer of ours.layers)
        layer.setWeights(theirs.getLayer(names.get(layer.name) ?? layer.name).getWeights())
      const x = tf.randomNormal([2, 28, 28, 1])
      const [a, b] = [ours, theirs].map((one) => (one.predict(x) as tf.Tensor).dataSync())
      expect(a).toEqual(b)
      expect(names.size === 0 ? theirs.layers.length : names.size).toBe(ours.layers.length)
      ours.dispose()
      theirs.dispose()
    },
  )

  test('a block used twice is printed once; uses that differ in more than numbers are printed separately', () => {
    const source = (name: string) => printed(expectDefined(DRAWINGS[name], name), 'python').source
    expect(source('Residual').match(/^def /gm)).toHaveLength(1)
    expect(source('a U-Net').match(/^def /gm)).toHaveLength(2)
    // An activation is not a number, so the tower with relu and the tower with hard sigmoid need separate functions.
    expect(source('nested, repeated and worked out').match(/^def (?!netloom)/gm)).toHaveLength(3)
    expect(source('nested, repeated and worked out')).toContain('for turn in range(3):')
    // A block that feeds itself cannot be a function, because a function cannot be called with its own result.
    expect(source('through a block and back into it')).not.toMatch(/^def /m)
  })

  test.each(LANGUAGES)(
    'in %s a line in a function belongs to all uses of its block, and the call to its node',
    (language) => {
      const { lines } = printed(expectDefined(DRAWINGS.Residual, 'a drawing'), language)
      const seen = (path: readonly string[]) =>
        lines.map(
          ({ text, at = [] }) =>
            [text.trim(), [...new Set(at.flatMap((one) => visiblePath(one, path) ?? []))]] as const,
        )
      const inner = seen([]).filter(([, nodes]) => nodes.length === 2 && nodes[0] === 'a')
      expect(inner.length).toBe(7)
      for (const [, nodes] of inner) expect(nodes).toEqual(['a', 'b'])
      const calls = seen([]).filter(([text]) => /residual\(/.test(text) && !/^(def|function) /.test(text))
      expect(calls.map(([, nodes]) => nodes)).toEqual([['a'], ['b']])
      expect(seen(['b']).flatMap(([, nodes]) => nodes)).toEqual([
        'conv1',
        'norm1',
        'relu1',
        'conv2',
        'norm2',
        'add',
        'relu2',
      ])
    },
  )

  test.skipIf(!hasPython)('no name of a block, label, or parameter can inject code', async () => {
    const evil = [
      '"); import os; os.system("x',
      '*/ globalThis.broken = 1 /*',
      '\'\'\'\n"""',
      'conv2d',
      'Conv2D 1',
      'keras',
      'class',
      '',
      '__proto__',
      '残差',
      'a\u2028b\n\rimport os',
    ]
    const base = expectDefined(DRAWINGS['nested, repeated and worked out'], 'a drawing')
    const honest = printed(base, 'python')
    const drawings = evil.map((name) => {
      const blocks = Object.fromEntries(
        Object.entries(base.blocks ?? {}).map(([id, one]) => [
          id,
          {
            ...one,
            name,
            summary: name,
            inside: { ...one.inside, nodes: one.inside.nodes.map((node) => ({ ...node, label: name })) },
          },
        ]),
      )
      return { ...base, blocks, nodes: base.nodes.map((node) => ({ ...node, label: name })) }
    })
    const all = drawings.map((drawing) => printed(drawing, 'python'))
    const [theirs, ...ours] = runPython([honest, ...all].map(({ source }) => source))
    for (const [i, { source, model }] of all.entries()) {
      expect(ours[i]?.[0], evil[i]).toEqual(theirs?.[0])
      expect(source.match(/^\s*import .*$/gm)).toEqual(honest.source.match(/^\s*import .*$/gm))
      await sameInTypeScript(printed(expectDefined(drawings[i], 'a drawing'), 'typescript').source, model)
      expect(globalThis).not.toHaveProperty('broken')
    }
  })

  test.skipIf(!hasPython)('parameters with names that the languages or the program use', async () => {
    const names = ['name', 'x', 'turn', 'lambda', 'tf', 'conv2d_1', 'name_', 'int', 'new', 'odd', 'x_1', '_']
    const drawings = names.map((name) => {
      const odd = block(
        'odd',
        'Odd',
        { [name]: whole(3) },
        { ...ports, conv: [1, 0, 'conv2d', 'C', { filters: `=${name}*2`, kernelSize: `=${name}` }] },
        ['in > conv', 'conv > out'],
      )
      return across(
        draw({ ...input, o: [1, 0, BLOCK, 'O', { [BLOCK_OF]: 'odd', [name]: 5 }], ...head }, [
          'in > o',
          'o > pool',
          'pool > dense',
          'dense > out',
        ]),
        [],
        [odd],
      )
    })
    const all = drawings.map((drawing) => printed(drawing, 'python'))
    const ours = runPython(all.map(({ source }) => source))
    const flat = runPython(all.map(({ model }) => toPython(model)))
    for (const [i, { model }] of all.entries()) {
      expect(ours[i]?.[0], names[i]).toEqual(flat[i]?.[0])
      await sameInTypeScript(printed(expectDefined(drawings[i], 'a drawing'), 'typescript').source, model)
    }
  })

  test.skipIf(!hasPython)('any numbers as parameters of blocks', () => {
    const random = rng(7, { kind: 'generate' })
    const base = expectDefined(DRAWINGS['nested, repeated and worked out'], 'a drawing')
    const all = Array.from({ length: 12 }, () => ({
      ...base,
      nodes: base.nodes.map((node) =>
        node.kind === BLOCK
          ? {
              ...node,
              params: {
                ...node.params,
                filters: 4 + random.below(20),
                [REPEAT]: 1 + random.below(3),
                rate: random.below(8) / 10,
              },
            }
          : node,
      ),
    })).map((drawing) => printed(drawing, 'python'))
    const blocks = runPython(all.map(({ source }) => source))
    const flat = runPython(all.map(({ model }) => toPython(model)))
    blocks.forEach((one, i) => {
      expect(one[0]).toEqual(flat[i]?.[0])
    })
  })
})

test.skipIf(!hasPython)('every gallery project’s code creates its model, in both languages', async () => {
  const shown = templates.filter(({ id }) => id !== 'blank')
  const all = shown.map(({ content: { networks, data, plan } }) => {
    const drawing = expectDefined(networks[0], 'a network').drawing
    const { schema } = expectDefined(findDataset(data.dataset), data.dataset)
    return [printed(drawing, 'python', schema, plan), printed(drawing, 'typescript', schema, plan)] as const
  })
  const blocks = runPython(all.map(([python]) => python.source))
  const flat = runPython(all.map(([{ model }]) => toPython(model)))
  for (const [i, [, { source, model }]] of all.entries()) {
    expect(blocks[i]?.[0], shown[i]?.id).toEqual(flat[i]?.[0])
    await sameInTypeScript(source, model)
  }
})

/** The arguments of Keras 3.9's losses and optimizers that the code may state, from its documentation. */
const KERAS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...[
        'SparseCategoricalCrossentropy',
        'KLDivergence',
        'CategoricalHinge',
        'CosineSimilarity',
        'Hinge',
        'SquaredHinge',
      ],
      ...[
        'MeanSquaredError',
        'MeanAbsoluteError',
        'LogCosh',
        'MeanAbsolutePercentageError',
        'MeanSquaredLogarithmicError',
      ],
      'Poisson',
    ].map((name) => [name, []]),
  ),
  ...{ CategoricalCrossentropy: ['label_smoothing'], BinaryCrossentropy: ['label_smoothing'], Huber: ['delta'] },
  ...{ Adam: ['beta_1', 'beta_2', 'epsilon'], Adamax: ['beta_1', 'beta_2', 'epsilon'] },
  ...{ AdamW: ['weight_decay', 'beta_1', 'beta_2', 'epsilon'], SGD: ['momentum', 'nesterov'] },
  ...{ RMSprop: ['rho', 'momentum', 'centered', 'epsilon'], Adagrad: ['initial_accumulator_value', 'epsilon'] },
  Adadelta: ['rho', 'epsilon'],
}
const OF_EVERY_OPTIMIZER = [
  'learning_rate',
  'global_clipnorm',
  'gradient_accumulation_steps',
  'use_ema',
  'ema_momentum',
]
const small = draw(
  { in: [0, 0, 'input', 'Digits'], flat: [1, 0, 'flatten', 'Flat'], ...head, pool: [8, 0, 'dropout', 'Drop'] },
  ['in > flat', 'flat > pool', 'pool > dense', 'dense > out'],
)

test('the code states the training settings: in Python as Keras 3 names them, in TypeScript so that it trains', async () => {
  const calls: string[] = []
  // The quantile loss needs another network; Keras has neither it nor the squared EMD, see below.
  const classLosses = losses.map(({ kind }) => kind).filter((kind) => kind !== 'quantile')
  const ofKeras = classLosses.filter((kind) => kind !== 'squaredEarthMoversDistance')
  for (const optimizer of optimizers.map(({ kind }) => kind)) {
    for (const loss of optimizer === 'adam' ? classLosses : ['categoricalCrossentropy']) {
      const training: Plan = {
        ...plan,
        ...{ loss: { kind: loss, labelSmoothing: 0.1 }, optimizer: { kind: optimizer }, epochs: 3, batchSize: 2 },
        ...{ clip: { by: 'globalNorm', limit: 1 }, accumulate: 2, movingAverage: 0.9 },
        earlyStopping: { metric: 'validationLoss', patience: 2, restoreBest: true },
      }
      const of = (language: Language) => {
        const { checked, expanded } = checkNetwork(small, mnistStarter.schema, plan)
        return sourceOf(linesOf(expectDefined(checked, 'checked'), small, expanded, language, training))
      }
      const python = of('python')
      calls.push(...(python.match(/keras\.(?:losses|optimizers)\.\w+\(.*?\)/g) ?? []))
      expect(python).toContain('batch_size=2,\n        epochs=3,')
      expect(python).toContain(
        'keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)',
      )
      const { model, train } = await run(of('typescript'))
      const y = tf.oneHot([1, 2], 10).toFloat()
      const { history } = await train(tf.ones([2, 28, 28, 1]), loss.startsWith('sparse') ? tf.tensor2d([[1], [2]]) : y)
      expect([loss, optimizer, history.loss?.map((one) => Number.isFinite(one))]).toEqual([
        loss,
        optimizer,
        [true, true, true],
      ])
      model.dispose()
    }
  }
  expect(new Set(calls).size).toBe(ofKeras.length + optimizers.length)
  for (const call of calls) {
    const [, module, name = '', args = ''] = /keras\.(\w+)\.(\w+)\((.*)\)/.exec(call) ?? []
    const known = [...(KERAS[name] ?? [`no ${name}`]), ...(module === 'optimizers' ? OF_EVERY_OPTIMIZER : [])]
    for (const [, argument] of args.matchAll(/(\w+)=/g)) expect(known, call).toContain(argument)
    expect(KERAS, call).toHaveProperty(name)
  }
})

test('the printed quantile loss is the formula, in both languages', async () => {
  const levels = [0.1, 0.5, 0.8]
  const [y, p] = [
    [1, -2],
    [0.5, 1, 3, -1, -2, -4],
  ]
  // The oracle: the mean over the levels of max(level (y - p), (level - 1) (y - p)).
  const wanted = y.map((actual, row) => {
    const off = levels.map((_, i) => actual - (p[3 * row + i] as number))
    return (
      off.reduce((sum, one, i) => sum + Math.max((levels[i] as number) * one, ((levels[i] as number) - 1) * one), 0) / 3
    )
  })
  const schema = findDataset('auto-mpg')?.schema
  const drawing = draw(
    { in: [0, 0, 'input', 'In'], d: [1, 0, 'dense', 'Last', { units: 3 }], out: [2, 0, 'output', 'Out'] },
    ['in > d', 'd > out'],
  )
  const { earlyStopping: _none, ...own } = defaultPlan(expectDefined(findDataset('auto-mpg'), 'auto-mpg'))
  const training: Plan = { ...own, loss: { kind: 'quantile', levels } }
  const { checked, expanded } = checkNetwork(drawing, schema, training)
  const of = (language: Language) =>
    sourceOf(linesOf(expectDefined(checked, 'checked'), drawing, expanded, language, training))
  const { model } = await run(of('typescript'))
  const printedLoss = model.loss as unknown as (y: tf.Tensor, p: tf.Tensor) => tf.Tensor
  const ours = printedLoss(tf.tensor2d(y, [2, 1]), tf.tensor2d(p, [2, 3])).dataSync()
  const python = of('python')
  expect(python).toContain('loss=quantile_loss((0.1, 0.5, 0.8)),')
  const [definition] = /def quantile_loss[\s\S]*?\n {4}return loss\n/.exec(python) ?? ['']
  const { stdout, stderr } = spawnSync(PYTHON, [
    '-c',
    `
import numpy as np
class keras: ops = np
${definition}
print(quantile_loss([0.1, 0.5, 0.8])(np.array(${JSON.stringify(y)}), np.reshape(${JSON.stringify(p)}, (2, 3))).tolist())`,
  ])
  const theirs = JSON.parse(String(stdout) || `"${String(stderr)}"`) as number[]
  wanted.forEach((value, row) => {
    expect(ours[row]).toBeCloseTo(value, 6)
    expect(theirs[row]).toBeCloseTo(value, 6)
  })
})

test('the printed squared EMD is the formula, in both languages', async () => {
  const [y, p] = [
    [
      [0, 0, 1, 0],
      [1, 0, 0, 0],
    ],
    [
      [0.1, 0.2, 0.3, 0.4],
      [0.25, 0.25, 0, 0.5],
    ],
  ]
  // The oracle: by hand, the squares of the cumulative differences.
  const wanted = [0.1 ** 2 + 0.3 ** 2 + 0.4 ** 2, 0.75 ** 2 + 0.5 ** 2 + 0.5 ** 2]
  const training: Plan = { ...plan, loss: { kind: 'squaredEarthMoversDistance' } }
  const { checked, expanded } = checkNetwork(small, mnistStarter.schema, training)
  const of = (language: Language) =>
    sourceOf(linesOf(expectDefined(checked, 'checked'), small, expanded, language, training))
  const { model } = await run(of('typescript'))
  const printedLoss = model.loss as unknown as (y: tf.Tensor, p: tf.Tensor) => tf.Tensor
  const ours = printedLoss(tf.tensor2d(y), tf.tensor2d(p)).dataSync()
  const python = of('python')
  expect(python).toContain('loss=squared_emd,')
  const [definition] = /def squared_emd[\s\S]*?axis=-1\)\n/.exec(python) ?? ['']
  const script = `
import numpy as np
class keras: ops = np
${definition}
print(squared_emd(np.array(${JSON.stringify(y)}), np.array(${JSON.stringify(p)})).tolist())`
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', script])
  const theirs = JSON.parse(String(stdout) || `"${String(stderr)}"`) as number[]
  wanted.forEach((value, row) => {
    expect(ours[row]).toBeCloseTo(value, 6)
    expect(theirs[row]).toBeCloseTo(value, 12)
  })
})

// Keras 3.16 refuses `SGD(learning_rate=1, momentum=0)`: "should be float" and "`momentum` must be a float".
test('in Python, whole numbers of an optimizer are floats', () => {
  const { checked, expanded } = checkNetwork(small, mnistStarter.schema, plan)
  const training: Plan = { ...plan, optimizer: { kind: 'momentum', momentum: 0 }, learningRate: 1, accumulate: 2 }
  expect(sourceOf(linesOf(expectDefined(checked, 'checked'), small, expanded, 'python', training))).toContain(
    'SGD(learning_rate=1.0, momentum=0.0, nesterov=False, gradient_accumulation_steps=2)',
  )
})

test('the code names the settings that it leaves out', () => {
  const { checked, expanded } = checkNetwork(small, mnistStarter.schema, plan)
  const of = (language: Language, training: Plan) =>
    sourceOf(linesOf(expectDefined(checked, 'checked'), small, expanded, language, training))
  const more: Plan = { ...plan, classWeights: 'balanced', movingAverage: 0.9 }
  expect(of('python', more)).toContain(
    '# Not in this code: class weights, a lower decay of the average in the first updates.',
  )
  expect(of('typescript', more)).toContain('// Not in this code: weight averaging, class weights.')
  expect(of('python', plan)).not.toContain('Not in this code')
  const stop = (metric: string) => of('python', { ...plan, earlyStopping: { metric, patience: 1, restoreBest: true } })
  expect(stop('validationAccuracy')).not.toContain('Not in this code')
  expect(stop('digit validationF1')).toContain('# Not in this code: early stopping.')
  // Keras has no accuracy of a loss with signs, and would stop with an error.
  expect(
    of('python', {
      ...plan,
      loss: { kind: 'hinge' },
      earlyStopping: { metric: 'accuracy', patience: 1, restoreBest: true },
    }),
  ).toContain('# Not in this code: early stopping.')
  // With an epsilon of 0.1, 10 steps of Keras 3.16 move a bias of `penguins-mlp` by 0.016, those of Netloom by 0.065.
  const adam = (epsilon: number) => of('python', { ...plan, optimizer: { kind: 'adam', epsilon } })
  expect(adam(0.1)).toContain('# Not in this code: epsilon added after the bias correction.')
  expect(adam(1e-7)).not.toContain('Not in this code')
  // Run with Keras 3.16 on texts of 1 to 3 signs, `reverse-gru` has a loss of 0.90 instead of 2.27: the rest counts as 0.
  const { networks, data, plan: own } = expectDefined(findTemplate('reverse-gru'), 'reverse-gru').content
  const { drawing } = expectDefined(networks[0], 'a network')
  const { checked: text, expanded: parts } = checkNetwork(drawing, findDataset(data.dataset)?.schema, own)
  expect(sourceOf(linesOf(expectDefined(text, 'checked'), drawing, parts, 'python', own))).toContain(
    '# Not in this code: a mask of the positions after the end of a text.',
  )
  // A loss for another output: the code has the network alone.
  expect(of('python', { ...plan, loss: { Other: { kind: 'hinge' } } })).not.toContain('compile')
})

const stopping = (restoreBest: boolean) => ({ earlyStopping: { metric: 'validationLoss', patience: 2, restoreBest } })

test.each<[string, Partial<Plan>, string, string[]]>([
  ['evaluated and kept', {}, '0.9', ['SwapEMAWeights()']],
  ['made once an update', { accumulate: 4 }, '0.9 ** (1 / 4)', ['SwapEMAWeights()']],
  // Early stopping comes second, where it finds the average in the model.
  ['restored', stopping(true), '0.9', ['SwapEMAWeights(swap_on_epoch=True)', 'EarlyStopping']],
  ['kept where training stops early', stopping(false), '0.9', ['SwapEMAWeights()', 'EarlyStopping']],
])('in Python, the average of the weights is %s, as in Netloom', (_, change, momentum, callbacks) => {
  const { checked, expanded } = checkNetwork(small, mnistStarter.schema, plan)
  const training: Plan = { ...plan, ...change, movingAverage: 0.9 }
  const code = sourceOf(linesOf(expectDefined(checked, 'checked'), small, expanded, 'python', training))
  expect(code).toContain(`use_ema=True, ema_momentum=${momentum})`)
  expect(code.match(/(?<=keras\.callbacks\.)(SwapEMAWeights\(.*?\)|EarlyStopping)/g)).toEqual(callbacks)
})
