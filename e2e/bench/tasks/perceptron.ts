/** @file The perceptron 784-128-10 with batch size 128, which is what most browser demos train. */
import type { Task } from '../contest'
import { filled, kernel, separable } from '../seeded'

const BATCH = 128
const ROWS = 2048

/** relu, softmax, cross-entropy, Adam. */
export function perceptron(): Task {
  const { x, y } = separable(1, ROWS, 784, 10)
  return {
    name: 'perceptron',
    title: 'Perceptron 784-128-10, batch 128, Adam',
    batch: BATCH,
    rows: ROWS,
    optimizer: 'adam',
    learningRate: 1e-3,
    // The first layer needs no gradient for its input, so it takes two products instead of three.
    flops: 2 * BATCH * (2 * 784 * 128 + 3 * 128 * 10),
    x,
    inputShape: [784],
    y,
    classes: 10,
    weights: {
      'dense_1/kernel': kernel(11, [784, 128], 784, 128),
      'dense_1/bias': filled([128], 0),
      'dense_2/kernel': kernel(12, [128, 10], 128, 10),
      'dense_2/bias': filled([10], 0),
    },
  }
}
