import { expect, test } from 'vitest'
import { openBackend } from '../backends/open'
import { GRADIENT_CASES } from '../gradient-cases'
import { openNetwork } from '../network'
import '../testing/node-wasm'
import { tf } from '../tensorflow'

/** Computes the gradients of inputs and weights and discards them. */
async function differentiate(): Promise<void> {
  for (const { model } of GRADIENT_CASES) {
    const network = await openNetwork(model, 1)
    const shapes = network.model.inputs.map(({ shape }) => [2, ...shape.slice(1)] as number[])
    const variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable)
    tf.tidy(() => {
      const inputs = shapes.map((shape) => tf.ones(shape))
      const total = () => {
        const output = network.model.apply(inputs.length === 1 ? (inputs[0] as tf.Tensor) : inputs, { training: true })
        return tf.sum(output as tf.Tensor) as tf.Scalar
      }
      if (variables.length > 0) tf.variableGrads(total, variables)
    })
    network.close()
  }
}

test('no patched kernel leaks heap memory', async () => {
  await openBackend('wasm')
  const backend = tf.backend() as unknown as { numDataIds(): number; wasm: { HEAPU8: Uint8Array } }
  await differentiate()
  const [ids, heap] = [backend.numDataIds(), backend.wasm.HEAPU8.length]
  for (let i = 0; i < 5; i++) await differentiate()
  expect(backend.numDataIds()).toBe(ids)
  expect(backend.wasm.HEAPU8.length).toBe(heap)
})

test.each([
  [[2, 3], [3, 4], false, false],
  [[3, 2], [3, 4], true, false],
  [[2, 3], [4, 3], false, true],
  [[3, 2], [4, 3], true, true],
  [[5, 3, 2], [5, 3, 4], true, false],
  [[1, 3, 2], [5, 4, 3], true, true],
])('products of %j and %j, transposed %s %s, match the CPU', async (a, b, turnA, turnB) => {
  const of = async (backend: 'cpu' | 'wasm') => {
    await openBackend(backend)
    return tf.tidy(() => {
      const ramp = (shape: number[]) => tf.reshape(tf.sin(tf.range(0, tf.util.sizeFromShape(shape))), shape)
      const product = tf.matMul(ramp(a), ramp(b), turnA, turnB)
      return { shape: product.shape, values: [...product.dataSync()].map((value) => Number(value.toFixed(3))) }
    })
  }
  expect(await of('wasm')).toEqual(await of('cpu'))
})

test.each([
  [[4, 3, 2], [0], false],
  [[4, 3, 2], [0, 1], true],
  [[4, 3, 2], [2], false],
  [[4, 3, 2], [0, 2], false],
  [[4, 3], [-2], false],
  [[4], [0], true],
])('sums of %j over %j (kept: %s) match the CPU', async (shape, axes, keep) => {
  const of = async (backend: 'cpu' | 'wasm') => {
    await openBackend(backend)
    return tf.tidy(() => {
      const sum = tf.sum(tf.reshape(tf.range(0, tf.util.sizeFromShape(shape)), shape), axes, keep)
      return { shape: sum.shape, values: [...sum.dataSync()] }
    })
  }
  expect(await of('wasm')).toEqual(await of('cpu'))
})
