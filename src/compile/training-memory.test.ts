import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import type { Shape } from '../catalog/layer-def'
import type { SplitPick } from '../catalog/training-plan'
import type { CheckedDrawing } from '../graph/check-report'
import { formatMessage } from '../messages/message'
import { chain, stepOf } from './checked-drawings.test-help'
import { tooLargeAt, trainingMemory } from './training-memory'

const step = (...args: Parameters<typeof stepOf>) => expectDefined(stepOf(...args), `step ${args[0]}`)
const plan = { batchSize: 32, optimizer: { kind: 'adam' }, loss: { kind: 'meanSquaredError' } }

function perceptron(inputs: number, units: number): CheckedDrawing<Shape> {
  return expectDefined(chain('dense', { units }, [[inputs]]), 'a perceptron').checked
}

test('the engine needs weights, gradients, optimizer slots, and the activations of evaluated and trained rows', () => {
  const checked = perceptron(100, 10)
  const weights = 4 * (100 * 10 + 10)
  const still = (change: object) => trainingMemory(checked, { ...plan, ...change }).engine
  const sgd = { optimizer: { kind: 'sgd' } }
  expect(still({}) - still(sgd)).toBe(2 * weights)
  expect(still({ accumulate: 4, movingAverage: 0.99 }) - still({})).toBe(2 * weights)
  expect(still({ accumulate: 1, movingAverage: 0 })).toBe(still({}))
  // 256 rows are evaluated at a time; only gradients grow with a smaller batch.
  expect(still({ batchSize: 64 }) - still({ batchSize: 32 })).toBe(32 * 4 * 10)
  const perRow = 4 * (100 + 10 + 10)
  const order = 4 * 4
  expect(still({ batchSize: 1024 }) - still({ batchSize: 512 })).toBe(512 * (perRow + order))
})

test('checkpoints copy the weights and the state of the optimizer, and the worker copies the rows', () => {
  const checked = perceptron(100, 10)
  const adam = trainingMemory(checked, plan)
  const sgd = trainingMemory(checked, { ...plan, optimizer: { kind: 'sgd' } })
  expect(adam.checkpoints).toBe(3 * sgd.checkpoints)
  expect(adam.rows).toBe(0)
  const data = { rows: 1000, testRows: 0, columns: [{ name: 'x', type: 'number' } as const] }
  expect(trainingMemory(checked, plan, data).rows).toBe(4000)
  const { total, ...parts } = adam
  expect(total).toBe(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0))
})

test('a network too large for a browser is refused with its numbers', () => {
  const refusal = (checked: CheckedDrawing<Shape>, change: object = {}) =>
    tooLargeAt(checked, { ...plan, ...change })?.problem
  expect(refusal(perceptron(784, 128))).toBeUndefined()
  const layer = refusal(perceptron(20_000, 50_000))
  expect(layer && formatMessage(layer)).toBe(
    'layer would have 1,000,050,000 weights, but a browser can hold 268,435,456 per layer. Use fewer units, or add a pooling layer before it.',
  )
  const training = refusal(perceptron(4_000, 30_000))
  expect(training?.code).toBe('training-too-large')
  expect(training?.args).toMatchObject({ fits: 0 })
  // The same layer fits when the optimizer stores no state.
  expect(refusal(perceptron(4_000, 30_000), { optimizer: { kind: 'sgd' } })).toBeUndefined()
  const x = step('x', 'input', {}, [], [[512, 512, 3]])
  const conv = step('c', 'conv2d', { filters: 64, padding: 'same' }, [x])
  const images = { steps: [x, conv, step('y', 'output', {}, [conv])] }
  expect(refusal(images, { batchSize: 2 })).toBeUndefined()
  const many = refusal(images, { batchSize: 64 })
  expect(many?.code).toBe('training-too-large')
  // The suggested batch size fits, and the next larger one does not.
  const { fits } = expectDefined(many, 'a refusal').args as { readonly fits: number }
  expect(fits).toBeGreaterThan(0)
  expect(refusal(images, { batchSize: fits })).toBeUndefined()
  expect(refusal(images, { batchSize: fits + 1 })).toBeDefined()
})

test('a large reference counts only what it needs beyond the training, and evaluations until they are collected', () => {
  const x = step('x', 'input', {}, [], [[28, 28, 1]])
  const conv = step('c', 'conv2d', { filters: 64, padding: 'same' }, [x])
  const images = { steps: [x, conv, step('y', 'output', {}, [conv])] }
  const small = trainingMemory(images, { ...plan, batchSize: 4 })
  expect(small.reference).toBeGreaterThan(0)
  expect(trainingMemory(images, { ...plan, batchSize: 4096 }).reference).toBe(0)
  const data = { rows: 1000, testRows: 0, columns: [] }
  const split: SplitPick = { kind: 'random', train: 0.9, validation: 0.1, test: 0 }
  const once = 5 * 4 * 28 * 28 * 64 * 100
  const after = (epochs: number, shares = split) =>
    trainingMemory(images, { ...plan, split: shares, epochs }, data).evaluations
  // Shares can also be percentages.
  expect(after(1, { ...split, train: 90, validation: 10 })).toBe(once)
  expect([after(1), after(1000)]).toEqual([once, Math.max(once, 48e6)])
})
