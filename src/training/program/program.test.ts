import { expect, test } from 'vitest'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import { losses } from '../../catalog/losses'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import { LOSS_FORMULAS, lossFormula } from '../../formulas/loss-formulas'
import { OPTIMIZER_FORMULAS } from '../../formulas/optimizer-formulas'
import { constantsOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import { chain, dense } from '../testing/small-networks'
import { distance, fixtureOf, openPair } from './testing/program-fixture'
import { toProgram } from './to-program'

type ProgramFixture = ReturnType<typeof fixtureOf>

/** Runs steps on both engines from the same weights and compares losses, counts and state. */
async function train({ job, dataset }: ProgramFixture, steps: number, limit = 1e-4): Promise<void> {
  const { program, plain, close } = await openPair(job, dataset)
  try {
    const order = job.split.train
    const perEpoch = Math.ceil(order.length / job.batchSize)
    const results = []
    for (const engine of [program, plain]) {
      engine.order(order)
      let updates = 0
      for (let step = 0; step < steps; step++) {
        const place = { ...freshMark(job), step, epoch: Math.floor(step / perEpoch), updates }
        const first = (step % perEpoch) * job.batchSize
        const constants = constantsOf(job, place, first, job.learningRate)
        engine.steps([constants], Math.min(job.batchSize, order.length - first))
        updates += constants.update
      }
      results.push({ read: await engine.read(), confusion: await engine.confusion(), state: await engine.snapshot() })
    }
    const [given, expected] = results as [(typeof results)[0], (typeof results)[0]]
    expect(distance(given.read.losses, expected.read.losses)).toBeLessThan(limit)
    expect(given.read.known).toEqual(expected.read.known)
    expect(distance(given.read.sums, expected.read.sums)).toBeLessThan(limit)
    expect(given.confusion).toEqual(expected.confusion)
    expect(given.state.weights.specs).toEqual(expected.state.weights.specs)
    expect(distance(given.state.weights.data, expected.state.weights.data)).toBeLessThan(limit)
    expect(distance(given.state.slots, expected.state.slots)).toBeLessThan(limit)
    for (const key of ['average', 'sum'] as const) {
      expect(distance(given.state[key] ?? [], expected.state[key] ?? []), key).toBeLessThan(limit)
    }
  } finally {
    close()
  }
}

/** Every loss with each activation that its outputs may have, for one unit and for several. */
const HEADS = [...LOSS_FORMULAS.keys()].flatMap((loss) => {
  const { form } = lossFormula(loss)
  const ends =
    form === 'oneHot'
      ? ['softmax', 'sigmoid']
      : form === 'sign'
        ? ['tanh', 'linear']
        : loss === 'poisson'
          ? ['softplus']
          : ['linear', 'softplus']
  return ends.flatMap((end) =>
    (loss === 'binaryCrossentropy' || form !== 'oneHot' ? [1, 3] : [3]).map((units) => [loss, end, units] as const),
  )
})

test('every loss of the catalog is compared', () => {
  expect(new Set(losses.map((loss) => loss.keras({ labelSmoothing: 0 }).class_name))).toEqual(
    new Set(HEADS.map(([loss]) => loss)),
  )
})

test.each(HEADS)('%s of %s, %i units: losses, predictions, and weights of 3 steps', async (loss, end, units) => {
  const { form } = lossFormula(loss)
  const model = chain([4], [dense(5, 'tanh'), dense(units, end)])
  const smooth = loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy' ? { label_smoothing: 0.1 } : {}
  const config = loss === 'quantile' ? { levels: [0.2, 0.5, 0.95].slice(-units) } : smooth
  const heads = [{ label: 'layer_2', loss: { class_name: loss, config }, weight: 0.7 }]
  await train(fixtureOf(model, { heads, ...(form !== 'plain' && { classes: Math.max(2, units) }) }), 3)
})

test.each([...OPTIMIZER_FORMULAS.keys()])('%s: 5 steps match the plain engine', async (rule) => {
  const model = chain([4], [dense(5, 'tanh'), dense(3, 'softmax')])
  for (const config of [{}, { momentum: 0.6, nesterov: true, centered: true, epsilon: 1e-3 }]) {
    await train(fixtureOf(model, { classes: 3, optimizer: { class_name: rule, config } }), 5)
  }
})

const MLP = chain([4], [dense(5, 'relu'), dense(3, 'softmax')])
const adam = { class_name: 'Adam', config: {} }

test.each<readonly [string, Partial<TrainingJob>]>([
  ['clipped by value', { clip: { by: 'value', limit: 0.01 } }],
  ['clipped by norm', { clip: { by: 'norm', limit: 0.05 } }],
  ['clipped by global norm', { clip: { by: 'globalNorm', limit: 0.05 } }],
  ['over two batches', { accumulate: 2 }],
  ['over two batches, clipped', { accumulate: 2, clip: { by: 'globalNorm', limit: 0.05 } }],
  ['averaged', { average: 0.9 }],
  ['class weights', { classWeights: [[0.5, 2, 1.5]] }],
  ['a smaller last batch', { batchSize: 7 }],
])('%s: 5 steps match the plain engine', async (_, more) => {
  await train(fixtureOf(MLP, { classes: 3, optimizer: adam, ...more }), 5)
})

test('a separate activation layer at the end is fused with the loss too', async () => {
  const model = chain([4], [dense(5, 'gelu'), dense(3, 'linear'), ['Activation', { activation: 'softmax' }]])
  await train(fixtureOf(model, { classes: 3 }), 3)
  await train(fixtureOf(chain([4], [dense(3, 'softmax'), ['Activation', { activation: 'linear' }]]), { classes: 3 }), 3)
})

/** Builds a model from layers, keyed by name; each entry has a class, a config and its inputs. */
function graph(
  layers: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>>,
  inputs: readonly string[],
  outputs: readonly string[],
): KerasModel {
  const built = Object.entries(layers).map(
    ([name, [class_name, config, from]]): KerasLayer => ({
      name,
      class_name,
      config: { name, ...config },
      inbound_nodes: from.length > 0 ? [from.map((one) => [one, 0, 0, {}] as const)] : [],
    }),
  )
  const ends = (names: readonly string[]) => names.map((name) => [name, 0, 0] as const)
  return {
    class_name: 'Model',
    config: { name: 'graph', layers: built, input_layers: ends(inputs), output_layers: ends(outputs) },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

const input = (...shape: readonly number[]) =>
  ['InputLayer', { batch_input_shape: [null, ...shape], dtype: 'float32' }, []] as const

/**
 * Two inputs, a residual path, a layer multiplied by itself, a layer with three consumers, masks on both sides, and two
 * outputs, one of which feeds into another layer.
 */
const TANGLE = graph(
  {
    left: input(4),
    right: input(3),
    a: ['Dense', { units: 5, activation: 'relu' }, ['left']],
    b: ['Dense', { units: 5, activation: 'softplus' }, ['right']],
    masked: ['Dropout', { rate: 0.3 }, ['a']],
    sum: ['Add', {}, ['masked', 'b', 'a']],
    square: ['Multiply', {}, ['sum', 'sum']],
    c: ['Dense', { units: 5, activation: 'tanh' }, ['a']],
    joined: ['Concatenate', { axis: -1 }, ['square', 'c', 'left']],
    norm: ['BatchNormalization', { axis: -1, momentum: 0.9, epsilon: 0.01 }, ['joined']],
    other: ['Dropout', { rate: 0.5 }, ['norm']],
    first: ['Dense', { units: 3, activation: 'softmax' }, ['other']],
    second: ['Dense', { units: 3, activation: 'softmax' }, ['first']],
  },
  ['right', 'left'],
  ['second', 'first'],
)

test('a graph of many paths, masks, and heads: weights after 4 steps', async () => {
  await train(fixtureOf(TANGLE, { classes: 3 }), 4)
})

test("a sum that adds its gradient last leaves the activation's derivative to be applied separately", async () => {
  const layers = {
    x: input(4),
    a: ['Dense', { units: 5, activation: 'relu' }, ['x']],
    b: ['Dense', { units: 5, activation: 'tanh' }, ['x']],
    sum: ['Add', {}, ['a', 'b']],
    deep: ['Dense', { units: 5, activation: 'relu' }, ['sum']],
    late: ['Dense', { units: 5, activation: 'tanh' }, ['a']],
    joined: ['Add', {}, ['deep', 'late']],
    out: ['Dense', { units: 3, activation: 'softmax' }, ['joined']],
  } as const
  await train(fixtureOf(graph(layers, ['x'], ['out']), { classes: 3 }), 3)
})

test.each([
  ['categoricalCrossentropy', 'softmax'],
  ['categoricalCrossentropy', 'sigmoid'],
  ['binaryCrossentropy', 'sigmoid'],
  ['klDivergence', 'softmax'],
])('%s of %s: clipped probabilities have no gradient', async (loss, activation) => {
  const kernel_initializer = { class_name: 'RandomNormal', config: { mean: 0, stddev: 12 } }
  const model = chain([4], [['Dense', { units: 3, activation, kernel_initializer }]])
  const heads = [{ label: 'layer_1', loss: { class_name: loss, config: {} }, weight: 1 }]
  await train(fixtureOf(model, { classes: 3, heads }), 2)
})

test("layers are in tf.js's order, however the JSON lists them", async () => {
  const turned = { ...TANGLE, config: { ...TANGLE.config, layers: [...TANGLE.config.layers].reverse() } }
  await train(fixtureOf(turned, { classes: 3 }), 2)
})

test('frozen layers do not change, and below them there is no backward pass', async () => {
  const frozen = (units: number) => ['Dense', { units, activation: 'relu', trainable: false }] as const
  const model = chain([4], [frozen(5), frozen(5), dense(3, 'softmax')])
  const { job, dataset } = fixtureOf(model, { classes: 3, optimizer: adam })
  await train({ job, dataset }, 3)
  const { ops } = toProgram(job, dataset, OPTIONS).list('train', 8)
  const back = ops.filter(({ phase }) => phase === 'backward').map(({ layer }) => layer)
  expect(new Set(back)).toEqual(new Set(['layer_3']))
  await train(fixtureOf(chain([4], [dense(5, 'relu'), frozen(5), dense(3, 'softmax')]), { classes: 3 }), 3)
  await train(
    fixtureOf(chain([4], [['Dense', { units: 3, activation: 'softmax', trainable: false }]]), { classes: 3 }),
    2,
  )
})

const OPTIONS = { mostRows: 128, constantSteps: 8, metricSteps: 16 }

function opsOf(model: KerasModel, rows: number): readonly string[] {
  const { job, dataset } = fixtureOf(model, { classes: 10, optimizer: adam, batchSize: rows })
  return toProgram(job, dataset, OPTIONS)
    .list('train', rows)
    .ops.map(({ op, layer, phase }) => `${phase} ${layer} ${op.op}`)
}

test('a perceptron has 11 ops, each with its phase and layer', () => {
  const ops = opsOf(chain([784], [dense(128, 'relu'), dense(10, 'softmax')]), 128)
  expect(ops).toMatchInlineSnapshot(`
    [
      "input layer_0 gatherRows",
      "forward layer_1 product",
      "forward layer_2 product",
      "loss layer_2 loss",
      "backward layer_2 columnSum",
      "backward layer_2 product",
      "backward layer_2 product",
      "backward layer_1 columnSum",
      "backward layer_1 product",
      "update  update",
      "update  finish",
    ]
  `)
  expect(ops.length).toBeLessThanOrEqual(12)
})

test('a small CNN has at most 24 ops', () => {
  const conv = (filters: number) => ['Conv2D', { filters, kernel_size: [3, 3], activation: 'relu' }] as const
  const pool = ['MaxPooling2D', { pool_size: [2, 2] }] as const
  const ops = opsOf(chain([28, 28, 1], [conv(8), pool, conv(16), pool, ['Flatten', {}], dense(10, 'softmax')]), 64)
  expect(ops.length).toBeLessThanOrEqual(24)
})

test('a plan for the largest batch works for smaller ones, and buffer names are unique', () => {
  const { job, dataset } = fixtureOf(TANGLE, { classes: 3 })
  const program = toProgram(job, dataset, OPTIONS)
  const before = program.buffers.length
  for (const use of ['train', 'evaluate', 'predict'] as const) {
    const list = program.list(use, 5)
    expect(list).toBe(program.list(use, 5))
    expect(list.tensors.map(({ layer }) => layer)).toContain('first')
  }
  expect(program.buffers).toHaveLength(before)
  expect(() => program.list('train', 129)).toThrow('holds')
  expect(new Set(program.buffers.map(({ name }) => name)).size).toBe(before)
})

test('images are read as bytes, and predictions match plain tf.js', async () => {
  const rows = 7
  const model = chain(
    [3, 3, 1],
    [['Conv2D', { filters: 2, kernel_size: [2, 2], activation: 'relu' }], ['Flatten', {}], dense(3, 'softmax')],
  )
  const { job } = fixtureOf(model, { classes: 3, batchSize: 4 })
  const pixels = Uint8Array.from({ length: rows * 9 }, (_, i) => (i * 37) % 256)
  const input = { label: 'Image', kind: 'image', column: 'pixels', shape: [3, 3, 1], scale: 1 / 255 } as const
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const images: TrainingJob = {
    ...job,
    pipeline: { ...job.pipeline, inputs: [input] },
    split: { train: all, validation: all, test: all },
  }
  const dataset: Dataset = {
    schema: {
      id: 'images',
      title: 'Images',
      kind: 'images',
      columns: [
        { name: 'pixels', type: 'image', height: 3, width: 3, channels: 1 },
        { name: 't0', type: 'category', values: ['k0', 'k1', 'k2'] },
      ],
      rows,
      testRows: 0,
      target: 't0',
      ignore: [],
    },
    columns: [
      { type: 'image', pixels },
      { type: 'category', codes: Int16Array.from([0, 1, 2, 0, 1, -1, 2]) },
    ],
  }
  await train({ job: images, dataset }, 4)
  const { program, plain, close } = await openPair(images, dataset)
  const values = Float32Array.from(pixels, (pixel) => pixel / 255)
  const [given, expected] = [await program.predict([values], rows), await plain.predict([values], rows)]
  expect(distance(given[0] ?? [], expected[0] as Float32Array)).toBeLessThan(1e-5)
  close()
})
