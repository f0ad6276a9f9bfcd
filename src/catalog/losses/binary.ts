/** @file Losses over two classes told by one number. */
import { defineLoss } from '../loss-def'

/** -log of the chance given to what happened. */
export const binaryCrossentropy = defineLoss({
  kind: 'binaryCrossentropy',
  title: 'binary cross-entropy',
  summary: 'How surprised the network is by a yes or a no: small when it gave a high chance to what was true.',
  targets: 'binary',
  activation: 'sigmoid',
  smoothing: true,
  pixels: true,
  keras: ({ labelSmoothing }) => ({ class_name: 'binaryCrossentropy', config: { label_smoothing: labelSmoothing } }),
})

/** max(0, 1 - y p) with y = -1 or 1. */
export const hinge = defineLoss({
  kind: 'hinge',
  title: 'hinge',
  summary: 'The loss of support vector machines: content once the answer is on the right side by a margin of one.',
  targets: 'binary',
  activation: 'tanh',
  smoothing: false,
  keras: () => ({ class_name: 'hinge', config: {} }),
})

/** max(0, 1 - y p) squared, with y = -1 or 1. */
export const squaredHinge = defineLoss({
  kind: 'squaredHinge',
  title: 'squared hinge',
  summary: 'Hinge, squared: far wrong answers weigh much more than near misses.',
  targets: 'binary',
  activation: 'tanh',
  smoothing: false,
  keras: () => ({ class_name: 'squaredHinge', config: {} }),
})
