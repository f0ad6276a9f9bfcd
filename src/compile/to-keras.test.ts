import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import type { Shape } from '../catalog/layer-def'
import type { CheckedDrawing, Step } from '../graph/check-report'
import { stepOf } from './checked-drawings.test-help'
import { toKeras } from './to-keras'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const step = (...args: Parameters<typeof stepOf>) => expectDefined(stepOf(...args), `step ${args[0]}`)

/**
 * A network with two joined inputs, two heads, one of which reads a layer used elsewhere, and an unused dense layer.
 */
function twoByTwo(): CheckedDrawing<Shape> {
  const a = step('a', 'input', {}, [], [[3]])
  const b = step('b', 'input', {}, [], [[2]])
  const left = step('left', 'dense', { units: 4, activation: 'relu' }, [a])
  const both = step('both', 'concatenate', {}, [left, b])
  const loose = step('loose', 'dense', { units: 9 }, [both])
  const head = step('head', 'dense', { units: 3, activation: 'softmax' }, [both])
  const value = step('value', 'dense', { units: 1 }, [both])
  const outputs = [head, value, head].map((from, i) => step(`y${i}`, 'output', {}, [from]))
  return { steps: [a, b, left, both, loose, head, value, ...outputs] }
}

/** The model as text, one line per layer: name = class(from). */
function printed({ model }: ReturnType<typeof toKeras>): string {
  const lines = model.config.layers.map(
    (layer) =>
      `${layer.name} = ${layer.class_name}(${layer.inbound_nodes
        .flat()
        .map(([from]) => from)
        .join(', ')})`,
  )
  return [...lines, `out: ${model.config.output_layers.map(([name]) => name).join(', ')}`].join('\n')
}

async function load(lowering: ReturnType<typeof toKeras>): Promise<tf.LayersModel> {
  return (await tf.models.modelFromJSON(lowering.model as unknown as tf.io.ModelJSON)) as tf.LayersModel
}

test('several inputs and outputs; unused layers are dropped; no layer serves two outputs', async () => {
  const lowering = toKeras(twoByTwo())
  expect(printed(lowering)).toMatchInlineSnapshot(`
    "input_1 = InputLayer()
    input_2 = InputLayer()
    dense_1 = Dense(input_1)
    concatenate_1 = Concatenate(dense_1, input_2)
    dense_2 = Dense(concatenate_1)
    dense_3 = Dense(concatenate_1)
    activation_1 = Activation(dense_2)
    out: dense_2, dense_3, activation_1"
  `)
  expect(lowering.inputs).toEqual(['a', 'b'])
  expect(lowering.outputs).toEqual(['y0', 'y1', 'y2'])
  expect(lowering.layerOf.has('loose')).toBe(false)
  const model = await load(lowering)
  expect(model.inputs.map(({ shape }) => shape)).toEqual([
    [null, 3],
    [null, 2],
  ])
  const answers = model.predict([tf.ones([5, 3]), tf.ones([5, 2])]) as tf.Tensor[]
  expect(answers.map(({ shape }) => shape)).toEqual([
    [5, 3],
    [5, 1],
    [5, 3],
  ])
  expect(answers[2]?.dataSync()).toEqual(answers[0]?.dataSync())
})

test('an input connected directly to an output returns its values', async () => {
  const x = step('x', 'input', {}, [], [[2, 2]])
  const lowering = toKeras({ steps: [x, step('y', 'output', {}, [x])] })
  expect(lowering.layerOf.get('y')).not.toBe(lowering.layerOf.get('x'))
  const model = await load(lowering)
  expect(
    Array.from(
      (
        model.predict(
          tf.tensor3d([
            [
              [1, 2],
              [3, 4],
            ],
          ]),
        ) as tf.Tensor
      ).dataSync(),
    ),
  ).toEqual([1, 2, 3, 4])
})

test('user labels never enter the JSON', () => {
  const named = (checked: CheckedDrawing<Shape>): CheckedDrawing<Shape> => ({
    steps: checked.steps.map((one): Step<Shape> => ({ ...one, node: { ...one.node, label: '__proto__ <b>"Größe"' } })),
  })
  expect(toKeras(named(twoByTwo()))).toEqual(toKeras(twoByTwo()))
})
