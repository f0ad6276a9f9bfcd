/** @file An LSTM of 32 units over 16 steps of 8 numbers, batch 32. */
import type { Task } from '../contest'
import { filled, kernel, separable } from '../seeded'

const BATCH = 32
const ROWS = 512
const STEPS = 16
const FEATURES = 8
const UNITS = 32

/** tanh and sigmoid gates, softmax, cross-entropy, Adam. */
export function lstm(): Task {
  const { x, y } = separable(3, ROWS, STEPS * FEATURES, 10)
  return {
    name: 'lstm',
    title: 'LSTM 32 over 16 steps, batch 32, Adam',
    batch: BATCH,
    rows: ROWS,
    optimizer: 'adam',
    learningRate: 1e-3,
    flops: 2 * BATCH * (STEPS * 4 * UNITS * (2 * FEATURES + 3 * UNITS) + 3 * UNITS * 10),
    x,
    inputShape: [STEPS, FEATURES],
    y,
    classes: 10,
    weights: {
      'lstm_1/kernel': kernel(31, [FEATURES, 4 * UNITS], FEATURES, 4 * UNITS),
      'lstm_1/recurrent_kernel': kernel(32, [UNITS, 4 * UNITS], UNITS, 4 * UNITS),
      'lstm_1/bias': filled([4 * UNITS], 0),
      'dense_1/kernel': kernel(33, [UNITS, 10], UNITS, 10),
      'dense_1/bias': filled([10], 0),
    },
  }
}
