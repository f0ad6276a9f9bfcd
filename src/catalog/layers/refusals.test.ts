import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { formatMessage } from '../../messages/message'
import type { Shape } from '../layer-def'
import type { LooseParams } from '../node-def'
import { valuesOf } from '../params'
import { layers } from './index'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** Returns the message with which a layer rejects these inputs. */
function refusal(kind: string, inputs: readonly Shape[], params: LooseParams = {}): string {
  const def = expectDefined(layers.find(kind), kind)
  const values = valuesOf(def.params, params, def.title)
  if (!values.ok) return formatMessage(values.error)
  const out = def.shape(inputs, values.value)
  return out.ok ? `gives ${JSON.stringify(out.value)}` : formatMessage(out.error)
}

test('each message says what does not fit, with its numbers', () => {
  const refusals = [
    refusal('conv2d', [[3, 3, 1]], { kernelSize: 5 }),
    refusal('conv2d', [[784]]),
    refusal('maxPooling1d', [[1, 8]]),
    refusal('lstm', [[10]]),
    refusal('embedding', [[4, 4]]),
    refusal('dense', [[]]),
    refusal('add', [
      [26, 26, 32],
      [28, 28, 32],
    ]),
    refusal('concatenate', [
      [4, 3],
      [4, 2],
      [5, 2],
    ]),
    refusal('concatenate', [[4], [3]], { axis: 2 }),
    refusal('reshape', [[28, 28, 1]], { targetShape: [10, 10] }),
    refusal('reshape', [[7]], { targetShape: [-1, 2] }),
    refusal('permute', [[4, 3]], { dims: [1, 3] }),
    refusal('cropping2d', [[4, 8, 1]], { cropping: 2 }),
    refusal('dropout', [[3]], { rate: 1.5 }),
    refusal('dense', [[3]], { units: 0.5 }),
  ]
  expect(refusals.join('\n')).toMatchInlineSnapshot(`
    "A 5×5 kernel does not fit a 3×3 input. Use a smaller kernel or "same" padding.
    Conv 2D needs an image of height×width×channels (3 axes), but its input is 784. Add Reshape before it.
    A pool size of 2 steps does not fit a sequence of 1 step. Use a smaller pool size or "same" padding.
    LSTM needs a sequence of steps×features (2 axes), but its input is 10. Add Reshape before it.
    Embedding needs a vector (1 axis), but its input is 4×4. Add Flatten or Reshape before it.
    Dense needs at least one axis, but its input is a single number per example. Add Reshape before it.
    The inputs of Add must have the same shape. Input 1 is 26×26×32, but input 2 is 28×28×32.
    The inputs of Concatenate may differ only on axis 2. Input 1 is 4×3, but input 3 is 5×2.
    Concatenate is set to axis 2, but its input has 1 axis. Use axis 1, or -1 for the last.
    The input 28×28×1 has 784 numbers, but 10×10 needs 100. Use sizes that multiply to 784.
    7 numbers cannot be arranged as ?×2. Use -1 at most once, and other sizes that divide 7 evenly.
    The order 1, 3 is not valid. List each axis from 1 to 2 once.
    Cropping 2×2 from each side leaves nothing of a 4×8 input. Crop less.
    Rate is 1.5. Use a value from 0 to 0.95.
    Units is 0.5, but it must be a whole number."
  `)
})

/** Whether tf.js can place a window on an image: if not, it throws or returns an empty axis. */
async function placed(class_name: string, config: object, over: Shape): Promise<boolean> {
  const all = [
    {
      class_name: 'InputLayer',
      name: 'x',
      config: { name: 'x', batch_input_shape: [null, ...over] },
      inbound_nodes: [],
    },
    { class_name, name: 'y', config: { name: 'y', ...config }, inbound_nodes: [[['x', 0, 0, {}]]] },
  ]
  const ends = { input_layers: [['x', 0, 0]], output_layers: [['y', 0, 0]] }
  const topology = { class_name: 'Model', config: { name: 'm', layers: all, ...ends } }
  try {
    const model = await tf.models.modelFromJSON(topology as unknown as tf.io.ModelJSON)
    const shape = model.outputs[0]?.shape.slice(1) ?? []
    model.dispose()
    return shape.every((n) => (n ?? 0) > 0)
  } catch {
    return false
  }
}

test.each(['conv2d', 'depthwiseConv2d', 'separableConv2d', 'maxPooling2d', 'averagePooling2d'])(
  '%s: our rules accept a window exactly where tf.js can place it',
  async (kind) => {
    const def = expectDefined(layers.find(kind), kind)
    const name = kind.endsWith('Pooling2d') ? 'poolSize' : 'kernelSize'
    for (const side of [1, 2, 3, 4]) {
      for (const over of [1, 2, 3, 4]) {
        const values = valuesOf(def.params, { [name]: side }, kind)
        if (!values.ok) throw new Error(formatMessage(values.error))
        const image = [over, over, 2]
        const { class_name, config } = def.keras(values.value, [image])
        const ours = def.shape([image], values.value).ok
        expect(ours, `${side} over ${over}`).toBe(await placed(class_name, config, image))
      }
    }
  },
)
