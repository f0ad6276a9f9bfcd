import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { findDataset } from '../catalog/datasets/all'
import { mnistStarter } from '../catalog/datasets/mnist'
import { templates } from '../gallery'
import { shippedBlocks } from '../gallery/blocks'
import { around } from '../gallery/blocks/around.test-help'
import { spareOrthogonal } from '../training/testing/spare-orthogonal'
import { checkNetwork } from './check-network'
import { chain, stepOf } from './checked-drawings.test-help'
import { cost, costTable, nodeCost } from './cost'
import { defaultPlan } from './default-plan'
import { toKeras } from './to-keras'

beforeAll(spareOrthogonal)

const step = (...args: Parameters<typeof stepOf>) => expectDefined(stepOf(...args), `step ${args[0]}`)

/** A reference convolution, computed directly from its definition, that counts its multiply-adds. */
function countConv(height: number, width: number, channels: number, kernel: number, filters: number): number {
  let adds = 0
  for (let y = 0; y + kernel <= height; y++)
    for (let x = 0; x + kernel <= width; x++)
      for (let f = 0; f < filters; f++) for (let k = 0; k < kernel * kernel * channels; k++) adds++
  return adds
}

test('cost of the first convolution of the digits example', () => {
  const { step: conv } = expectDefined(chain('conv2d', { filters: 32, kernelSize: 3 }, [[28, 28, 1]]), 'a convolution')
  expect(nodeCost(conv)).toEqual({
    parameters: 320,
    trainable: 320,
    multiplyAdds: countConv(28, 28, 1, 3, 32),
    activationBytes: 26 * 26 * 32 * 4,
    memory: { forward: 26 * 26 * 32, backward: 26 * 26 * 32 },
  })
})

test('frozen weights have no gradient', () => {
  const norm = expectDefined(chain('batchNormalization', {}, [[10]]), 'a norm').checked
  expect(cost(norm, 1)).toMatchObject({ parameters: 40, trainable: 20 })
})

test.each(templates.filter(({ id }) => id !== 'blank').map((one) => [one.id, one.content] as const))(
  '%s: the table matches tf.js’s counts, layer by layer',
  async (id, { networks, data, plan }) => {
    const drawing = expectDefined(networks[0], id).drawing
    const report = checkNetwork(drawing, expectDefined(findDataset(data.dataset), id).schema, plan)
    const { model: json, layerOf } = toKeras(expectDefined(report.checked, id))
    const model = (await tf.models.modelFromJSON(json as unknown as tf.io.ModelJSON)) as tf.LayersModel
    const rows = costTable(report, 16)
    expect(new Set(rows.map(({ node }) => node))).toEqual(new Set(drawing.nodes.map((node) => node.id)))
    expect(rows.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(model.countParams())
    for (const row of rows) {
      if (drawing.nodes.find((node) => node.id === row.node)?.kind === 'output') {
        expect(row).toMatchObject({ parameters: 0, activationBytes: 0, outputSize: 0 })
        continue
      }
      // A block's row includes every layer inside the block, and the layer that provides the block's output.
      const within = [...layerOf].filter(([node]) => node === row.node || node.startsWith(`${row.node}/`))
      const inner = within.map(([, layer]) => model.getLayer(layer))
      const last = model.getLayer(expectDefined(layerOf.get(report.expanded.source(row.node) ?? ''), row.node))
      expect(row, row.node).toMatchObject({
        parameters: sum(inner.map((layer) => layer.countParams())),
        outputSize: numbersOf(last.outputShape),
        activationBytes: 16 * 4 * sum(inner.map((layer) => numbersOf(layer.outputShape))),
      })
      const counts = inner.map(formula)
      // Layers without a kernel have no textbook count, so they count as 0.
      const known = sum(counts.map((count) => count ?? 0))
      if (counts.every((count) => count !== undefined)) expect(row.multiplyAdds, row.node).toBe(known)
      else expect(row.multiplyAdds, row.node).toBeGreaterThanOrEqual(known)
    }
    model.dispose()
  },
)

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const numbersOf = (shape: tf.Shape | tf.Shape[]) => (shape as number[]).slice(1).reduce((product, n) => product * n, 1)

/**
 * Textbook multiply-adds, from the weights and shapes in tf.js: each kernel weight is used once per output position, in
 * a transposed convolution once per input position, and in a recurrent layer once per time step.
 */
function formula(layer: tf.layers.Layer): number | undefined {
  const kernels = layer.weights.filter(({ originalName }) => /kernel$/.test(originalName))
  const kernel = kernels[0]?.shape as number[] | undefined
  if (!kernel) return undefined
  if (/^(GRU|LSTM|SimpleRNN)$/.test(layer.getClassName())) {
    const [, steps] = (layer.input as tf.SymbolicTensor).shape as number[]
    return (
      expectDefined(steps, 'steps') *
      sum(kernels.map(({ shape }) => (shape as number[]).reduce((all, n) => all * n, 1)))
    )
  }
  const at = layer.getClassName() === 'Conv2DTranspose' ? layer.input : layer.output
  const [, ...shape] = (at as tf.SymbolicTensor).shape as number[]
  const places =
    kernel.length === 4
      ? expectDefined(shape[0], 'rows') * expectDefined(shape[1], 'columns')
      : kernel.length === 3
        ? expectDefined(shape[0], 'places')
        : shape.slice(0, -1).reduce((product, n) => product * n, 1)
  return places * kernel.reduce((product, n) => product * expectDefined(n, 'a size'), 1)
}

test('a block’s row includes all layers inside, and each has its own row in the block', () => {
  const x = step('x', 'input', {}, [], [[4]])
  const a = step('block/0/a', 'dense', { units: 3 }, [x])
  const b = step('block/0/b', 'dense', { units: 2 }, [a])
  const y = step('y', 'output', {}, [b])
  const paths = new Map(
    ['a', 'b'].map((node) => [`block/0/${node}`, { within: [{ node: 'block', iteration: 0 }], node }] as const),
  )
  const source = (node: string, _out = 0, path: readonly string[] = []) =>
    node === 'block' ? 'block/0/b' : [...path.map((one) => `${one}/0/`), node].join('')
  const expanded = { drawing: { nodes: [], wires: [] }, paths, problems: [], source, lift: () => [] }
  const checked = { steps: [x, a, b, y] }
  expect(costTable({ checked, expanded }, 2)).toEqual([
    { node: 'x', parameters: 0, multiplyAdds: 0, activationBytes: 32, outputSize: 4 },
    { node: 'block', parameters: 15 + 8, multiplyAdds: 12 + 6, activationBytes: 24 + 16, outputSize: 2 },
    { node: 'y', parameters: 0, multiplyAdds: 0, activationBytes: 0, outputSize: 0 },
  ])
  expect(costTable({ checked, expanded }, 2, ['block'])).toEqual([
    { node: 'a', parameters: 15, multiplyAdds: 12, activationBytes: 24, outputSize: 3 },
    { node: 'b', parameters: 8, multiplyAdds: 6, activationBytes: 16, outputSize: 2 },
  ])
  expect(costTable({ expanded }, 2)).toEqual([])
})

test.each(shippedBlocks.map(({ id }) => id))('%s: the rows inside the block add up to the block’s row', (id) => {
  const report = checkNetwork(around(id), mnistStarter.schema, defaultPlan(mnistStarter))
  const whole = expectDefined(
    costTable(report, 8).find(({ node }) => node === 'block'),
    id,
  )
  const within = costTable(report, 8, ['block'])
  expect(within.length).toBeGreaterThan(1)
  for (const column of ['parameters', 'multiplyAdds', 'activationBytes'] as const)
    expect(
      within.reduce((sum, row) => sum + row[column], 0),
      column,
    ).toBe(whole[column])
})
