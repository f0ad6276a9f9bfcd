import { describe, expect, test } from 'vitest'
import { rng, type Rng } from '../base/rng'
import type { LayerDef, Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import type { ParamValue } from '../catalog/params'
import { randomValue } from '../catalog/random-value.test-help'
import { chain } from '../compile/checked-drawings.test-help'
import { toKeras } from '../compile/to-keras'
import type { GradientOf } from '../protocol/trainer-messages'
import { openBackend } from './backends/open'
import {
  centralDifference,
  checkGradients,
  compareGradients,
  expectedGradients,
  type GradientCase,
} from './check-gradients'
import { GRADIENT_CASES } from './gradient-cases'
import './testing/node-wasm'
import { type Network, openNetwork } from './network'
import { tf } from './tensorflow'
import { dense, chain as small } from './testing/small-networks'

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

const ROWS = 2

/** The largest difference between gradients of a random output value in each row and central differences on the CPU. */
async function inputGradientError({ name, model, wholeBelow }: GradientCase, index: number) {
  const random = rng(index, { kind: 'generate' })
  await openBackend('cpu')
  const network = await openNetwork(model, 11)
  const inputs = network.inputSizes.map((size) =>
    Float32Array.from({ length: ROWS * size }, () => (wholeBelow ? random.below(wholeBelow) : random.normal())),
  )
  const width = network.outputSizes[0] as number
  const targets = Float32Array.from({ length: ROWS }, () => random.below(width))
  const layer = network.model.outputLayers[0]?.name
  const expected = wholeBelow ? [] : inputs.map((_, input) => differencesOf(network, inputs, input, targets))
  await openBackend('wasm')
  const onWasm = await openNetwork(model, 11)
  const found = await onWasm.gradients(inputs, ROWS, { output: 0, number: 'output', targets }, layer)
  const [outputs] = await onWasm.predict(inputs, ROWS)
  onWasm.close()
  network.close()
  expect(found.layer?.values, name).toEqual(outputs)
  const ones = Float32Array.from(outputs as Float32Array, (_, i) =>
    Number(i % width === targets[Math.floor(i / width)]),
  )
  expect(found.layer?.gradients, name).toEqual(ones)
  expect([...found.scores], name).toEqual(Array.from(targets, (unit, row) => outputs?.[row * width + unit]))
  if (wholeBelow) expect(found.gradients.map(({ length }) => length)).toEqual([0])
  return expected.map((values, i) => {
    const most = Math.max(0.05, ...values.filter((value) => !Number.isNaN(value)).map(Math.abs))
    const errors = values.map((value, k) =>
      Number.isNaN(value) ? 0 : Math.abs((found.gradients[i]?.[k] ?? Number.NaN) - value),
    )
    return {
      name,
      error: errors.reduce((a, b) => Math.max(a, b), 0) / most,
      checked: values.filter((v) => !Number.isNaN(v)).length / values.length,
    }
  })
}

function differencesOf(network: Network, inputs: readonly Float32Array[], input: number, targets: Float32Array) {
  const values = inputs[input] as Float32Array
  const width = network.outputSizes[0] as number
  return Array.from(values, (_, entry) => {
    const row = Math.floor((entry * ROWS) / values.length)
    return centralDifference((shift) => {
      const moved = inputs.map((other) => other.slice())
      const target = moved[input] as Float32Array
      target[entry] = (target[entry] as number) + shift
      return tf.tidy(
        () => network.forward(moved, ROWS, 'predict')[0]?.dataSync()[row * width + (targets[row] as number)],
      ) as number
    })
  })
}

test('the gradients of an output value with respect to the inputs agree with finite differences for every layer', async () => {
  const reports = []
  for (const [index, one] of GRADIENT_CASES.entries()) reports.push(...(await inputGradientError(one, index)))
  for (const kind of inner) {
    const random = rng(9, { kind: 'weights', index: layerKinds.indexOf(kind) })
    const one = draw(layers.find(kind) as LayerDef, random, 1)
    reports.push(...(await inputGradientError(one, layerKinds.indexOf(kind))))
  }
  expect(reports.length).toBeGreaterThan(GRADIENT_CASES.length)
  expect(reports.filter(({ error, checked }) => !(error <= TOLERANCE) || checked < 0.4)).toEqual([])
})

test('a score is the number before softmax or sigmoid, and the cross-entropy its loss', async () => {
  await openBackend('wasm')
  const row = Float32Array.of(0.5, -1, 2)
  const of = (number: GradientOf['number'], target: number) => ({ output: 0, number, targets: Float32Array.of(target) })
  for (const [activation, units] of [
    ['softmax', 3],
    ['sigmoid', 1],
  ] as const) {
    // An activation may be a layer of its own, as in a drawing.
    const linear = ['Activation', { activation: 'linear' }] as const
    const own = [dense(units, 'linear'), ['Activation', { activation }] as const]
    const network = await openNetwork(small([3], [...(units === 1 ? [dense(1, activation)] : own), linear]), 4)
    const [kernel] = network.model.getWeights().map((weight) => weight.arraySync() as number[][])
    const scores = Array.from({ length: units }, (_, k) =>
      row.reduce((sum, x, i) => sum + x * (kernel?.[i]?.[k] ?? 0), 0),
    )
    const all = units === 1 ? [0, scores[0] as number] : scores
    const total = all.reduce((sum, score) => sum + Math.exp(score), 0)
    const target = all.length - 1
    const chances = all.map((score) => Math.exp(score) / total)
    const weightOf = (i: number, k: number) =>
      (units === 1 ? (k === 0 ? 0 : kernel?.[i]?.[0]) : kernel?.[i]?.[k]) as number
    const score = await network.gradients([row], 1, of('score', target))
    expect(score.scores[0]).toBeCloseTo(all[target] as number, 5)
    score.gradients[0]?.forEach((value, i) => {
      expect(value).toBeCloseTo(weightOf(i, target), 5)
    })
    const loss = await network.gradients([row], 1, of('crossEntropy', target))
    expect(loss.scores[0]).toBeCloseTo(-Math.log(chances[target] as number), 5)
    loss.gradients[0]?.forEach((value, i) => {
      const expected = chances.reduce((sum, p, k) => sum + (p - Number(k === target)) * weightOf(i, k), 0)
      expect(value).toBeCloseTo(expected, 5)
    })
    if (units === 1) {
      const first = await network.gradients([row], 1, of('score', 0))
      expect(first.scores[0]).toBeCloseTo(-(scores[0] as number), 5)
    }
    const [predicted] = await network.predict([row], 1)
    expect(predicted?.at(-1)).toBeCloseTo(chances[target] as number, 5)
    network.close()
  }
})

test('the output of a single unit has gradients, and relevance is refused for layers without a rule', async () => {
  await openBackend('wasm')
  const of = { output: 0, number: 'output', targets: Float32Array.of(0) } as const
  const single = await openNetwork(small([2], [dense(1, 'linear')]), 4)
  const [kernel] = single.model.getWeights().map((weight) => [...weight.dataSync()])
  const { gradients } = await single.gradients([Float32Array.of(1, 2)], 1, of)
  expect([...(gradients[0] as Float32Array)]).toEqual(kernel)
  single.close()
  const lstm = await openNetwork(small([4, 2], [['LSTM', { units: 3 }], dense(1, 'linear')]), 4)
  const refused = lstm.gradients([new Float32Array(8)], 1, { ...of, by: 'relevance' })
  await expect(refused).rejects.toMatchObject({ code: 'explain-no-rule' })
  lstm.close()
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
