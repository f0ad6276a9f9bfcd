import { expect, test } from 'vitest'
import { present } from '../base/assert'
import { say } from '../base/messages/message'
import type { Shape } from '../catalog/layer-def'
import type { Checked } from '../graph/checked'
import { cost, forecast, forecastRefusal, nodeCost } from './cost'
import { chain, stepOf } from './scene.test-help'

const step = (...args: Parameters<typeof stepOf>) => present(stepOf(...args), `step ${args[0]}`)
const plan = { batchSize: 32, optimizer: { kind: 'adam' } }

function perceptron(inputs: number, units: number): Checked<Shape> {
  return present(chain('dense', { units }, [[inputs]]), 'a perceptron').checked
}

/** A convolution as its definition has it, counting: the oracle of the formula. */
function countConv(height: number, width: number, channels: number, kernel: number, filters: number): number {
  let adds = 0
  for (let y = 0; y + kernel <= height; y++)
    for (let x = 0; x + kernel <= width; x++)
      for (let f = 0; f < filters; f++) for (let k = 0; k < kernel * kernel * channels; k++) adds++
  return adds
}

test('the first convolution of the digits example, as the drawing shows it', () => {
  const { step: conv } = present(chain('conv2d', { filters: 32, kernelSize: 3 }, [[28, 28, 1]]), 'a convolution')
  expect(nodeCost(conv)).toEqual({
    parameters: 320,
    trainable: 320,
    multiplyAdds: countConv(28, 28, 1, 3, 32),
    activationBytes: 26 * 26 * 32 * 4,
  })
})

test('a forecast holds weights, gradients, what the optimizer keeps, and results for the whole batch', () => {
  const checked = perceptron(100, 10)
  const weights = 100 * 10 + 10
  expect(cost(checked, 1).parameters).toBe(weights)
  const results = 3 * (100 + 10) * 4
  expect(forecast(checked, { batchSize: 1, optimizer: { kind: 'sgd' } })).toBe(4 * weights * 2 + results)
  const adam = { batchSize: 8, optimizer: { kind: 'adam' } }
  expect(forecast(checked, adam)).toBe(4 * weights * 4 + 8 * results)
  expect(forecast(checked, { ...adam, accumulate: 4, movingAverage: 0.99 })).toBe(4 * weights * 6 + 8 * results)
  expect(forecast(checked, { ...adam, accumulate: 1, movingAverage: 0 })).toBe(forecast(checked, adam))
})

test('weights that do not learn have no gradient', () => {
  const norm = present(chain('batchNormalization', {}, [[10]]), 'a norm').checked
  expect(cost(norm, 1)).toMatchObject({ parameters: 40, trainable: 20 })
})

test('what a browser cannot hold is refused in a sentence with its numbers', () => {
  expect(forecastRefusal(perceptron(784, 128), plan)).toBeUndefined()
  const layer = forecastRefusal(perceptron(20_000, 50_000), plan)
  expect(layer && say(layer)).toBe(
    'layer would have 1,000,050,000 weights; a browser can hold 268,435,456 in one layer.',
  )
  const training = forecastRefusal(perceptron(4_000, 30_000), plan)
  expect(training?.code).toBe('training-too-large')
  // The same layer with an optimizer that keeps nothing fits.
  expect(forecastRefusal(perceptron(4_000, 30_000), { batchSize: 32, optimizer: { kind: 'sgd' } })).toBeUndefined()
  const x = step('x', 'input', {}, [], [[512, 512, 3]])
  const conv = step('c', 'conv2d', { filters: 64, padding: 'same' }, [x])
  const images = { steps: [x, conv, step('y', 'output', {}, [conv])] }
  expect(forecastRefusal(images, { ...plan, batchSize: 2 })).toBeUndefined()
  expect(forecastRefusal(images, { ...plan, batchSize: 64 })?.code).toBe('training-too-large')
})
