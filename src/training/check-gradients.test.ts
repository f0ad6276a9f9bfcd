import { describe, expect, test } from 'vitest'
import { rng, type Rng } from '../base/rng'
import type { LayerDef, Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import type { ParamValue } from '../catalog/params'
import { randomValue } from '../catalog/random-value.test-help'
import { chain } from '../compile/checked-drawings.test-help'
import { toKeras } from '../compile/to-keras'
import { checkGradients, compareGradients, expectedGradients, type GradientCase } from './check-gradients'
import { GRADIENT_CASES } from './gradient-cases'
import './testing/node-wasm'
import { tf } from './tensorflow'

/** Forward passes in float32 lead to errors of about 1e-4; an incorrect gradient is off by 0.1 or more. */
const TOLERANCE = 4e-3
const inner = layerKinds.filter((kind) => kind !== 'input' && kind !== 'output')

/** Random cases of each kind, with their finite differences, which are the same for every backend. */
const known = new Map<string, ReturnType<typeof drawCases>>()

async function drawCases(kind: string) {
  const def = layers.find(kind) as LayerDef
  const random = rng(3, { kind: 'weights', index: layerKinds.indexOf(kind) })
  const cases = [1, 2, 3, 4].map((i) => draw(def, random, i))
  return { cases, expected: await expectedGradients(cases) }
}

let written: ReturnType<typeof expectedGradients> | undefined

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test('the gradients of every written case agree with finite differences', async () => {
    written ??= expectedGradients(GRADIENT_CASES)
    const reports = await compareGradients(backend, GRADIENT_CASES, await written)
    expect(reports.filter(({ worst, checked, entries }) => worst > TOLERANCE || checked < entries / 2)).toEqual([])
  })

  test.each(inner)('%s: gradients match for random parameters and shapes', async (kind) => {
    const drawn = known.get(kind) ?? drawCases(kind)
    known.set(kind, drawn)
    const { cases, expected } = await drawn
    const reports = await compareGradients(backend, cases, expected)
    expect(reports.filter(({ worst }) => worst > TOLERANCE)).toEqual([])
  })
})

test('the written cases cover every class name that the catalog emits', () => {
  const named = (cases: readonly GradientCase[]) =>
    new Set(cases.map(({ model }) => model.config.layers.at(-1)?.class_name))
  const known = named(GRADIENT_CASES)
  const random = rng(5, { kind: 'generate' })
  const emitted = named(inner.map((kind) => draw(layers.find(kind) as LayerDef, random, 0)))
  expect([...emitted].filter((name) => !known.has(name))).toEqual([])
})

test('the worker compares all entries with the gradients of the CPU backend, and detects a wrong kernel', async () => {
  const tanh = GRADIENT_CASES.filter(({ name }) => name === 'activation tanh')
  const [right] = await checkGradients('wasm', tanh, 'cpu')
  expect(right).toMatchObject({ checked: 45, entries: 45 })
  expect(right?.worst).toBeLessThan(1e-5)
  const own = tf.getKernel('Tanh', 'wasm')
  tf.unregisterKernel('Tanh', 'wasm')
  tf.registerKernel({ ...own, kernelFunc: ({ inputs }) => tf.mul(inputs.x as tf.Tensor, 0.9) })
  const [wrong] = await checkGradients('wasm', tanh, 'cpu')
  tf.unregisterKernel('Tanh', 'wasm')
  tf.registerKernel(own)
  expect(wrong?.worst).toBeGreaterThan(0.02)
})

test('a wrong gradient is detected', async () => {
  const dense = GRADIENT_CASES.filter(({ name }) => name === 'activation tanh')
  const own = tf.getGradient('Tanh')
  tf.registerGradient({ ...own, gradFunc: (dy) => ({ x: () => tf.mul(dy as tf.Tensor, 0.9) }) })
  const [report] = await checkGradients('cpu', dense)
  tf.registerGradient(own)
  expect(report?.worst).toBeGreaterThan(0.02)
})

/** Draws small random inputs for a catalog layer, repeating until the layer accepts their shapes. */
function draw(def: LayerDef, random: Rng, index: number): GradientCase {
  for (;;) {
    const first = Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(5))
    const many = def.inputs === 'many' ? [first, first] : [first]
    const drawn = chain(def.kind, randomParams(def, first, random), many)
    if (!drawn || drawn.step.output.reduce((size, n) => size * n, 1) > 400) continue
    const name = `${def.kind} ${index}: ${JSON.stringify(drawn.step.node.params)} on ${JSON.stringify(first)}`
    const { inputDim } = drawn.step.node.params
    const model = toKeras(drawn.checked).model
    return def.kind === 'embedding' ? { name, model, wholeBelow: inputDim as number } : { name, model }
  }
}

function randomParams(def: LayerDef, input: Shape, random: Rng): Record<string, ParamValue> {
  const params = Object.fromEntries(Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]))
  if (def.kind === 'reshape') params.targetShape = [...input].reverse()
  if (def.kind === 'permute') params.dims = input.map((_, axis) => axis + 1).reverse()
  return params
}
