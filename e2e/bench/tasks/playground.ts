/**
 * @file The network of TensorFlow Playground: 2-8-8-1, tanh, squared error, SGD, batch 10. Measures overhead per step.
 */
import type { Task } from '../contest'
import { filled, kernel, uniform } from '../seeded'

const BATCH = 10
const ROWS = 500

/** Classifies points as inside (1) or outside (-1) a circle. */
export function playground(): Task {
  const x = uniform(4, ROWS * 2, -1, 1)
  const y = Float32Array.from({ length: ROWS }, (_, i) =>
    (x[2 * i] as number) ** 2 + (x[2 * i + 1] as number) ** 2 < 0.5 ? 1 : -1,
  )
  return {
    name: 'playground',
    title: 'Playground net 2-8-8-1, batch 10, SGD',
    batch: BATCH,
    rows: ROWS,
    optimizer: 'sgd',
    learningRate: 0.03,
    flops: 2 * BATCH * (2 * 16 + 3 * 64 + 3 * 8),
    x,
    inputShape: [2],
    y,
    classes: 0,
    weights: {
      'dense_1/kernel': kernel(41, [2, 8], 2, 8),
      'dense_1/bias': filled([8], 0.1),
      'dense_2/kernel': kernel(42, [8, 8], 8, 8),
      'dense_2/bias': filled([8], 0.1),
      'dense_3/kernel': kernel(43, [8, 1], 8, 1),
      'dense_3/bias': filled([1], 0.1),
    },
  }
}
