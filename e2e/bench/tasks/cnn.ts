/** @file A small convolutional network, conv8-pool-conv16-pool-dense10, batch 64. */
import type { Task } from '../contest'
import { filled, kernel, separable } from '../seeded'

const BATCH = 64
const ROWS = 512

/** The task for square images whose side has this many pixels: relu, softmax, cross-entropy, Adam. */
export function cnn(side: number): Task {
  const { x, y } = separable(2, ROWS, side * side, 10)
  const first = side - 2
  const second = Math.floor(first / 2) - 2
  const flat = Math.floor(second / 2) ** 2 * 16
  return {
    name: side === 28 ? 'cnn' : `cnn-${side}`,
    title: `CNN conv8-pool-conv16-pool-dense10, ${side}×${side}, batch 64, Adam`,
    batch: BATCH,
    rows: ROWS,
    optimizer: 'adam',
    learningRate: 1e-3,
    flops: 2 * BATCH * (2 * first ** 2 * 9 * 8 + 3 * second ** 2 * 72 * 16 + 3 * flat * 10),
    x,
    inputShape: [side, side, 1],
    y,
    classes: 10,
    weights: {
      'conv2d_1/kernel': kernel(21, [3, 3, 1, 8], 9, 72),
      'conv2d_1/bias': filled([8], 0),
      'conv2d_2/kernel': kernel(22, [3, 3, 8, 16], 72, 144),
      'conv2d_2/bias': filled([16], 0),
      'dense_1/kernel': kernel(23, [flat, 10], flat, 10),
      'dense_1/bias': filled([10], 0),
    },
  }
}
