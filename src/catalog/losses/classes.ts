/** @file Losses over classes: the outputs are one number a class, the target is which class it was. */
import { defineLoss } from '../loss-def'

/** Cross-entropy over softmax outputs: -log of the chance given to the true class. */
export const categoricalCrossentropy = defineLoss({
  kind: 'categoricalCrossentropy',
  title: 'cross-entropy',
  summary:
    'How surprised the network is by the true class: small when it gave it a high chance, large when it was sure of another.',
  targets: 'classes',
  activation: 'softmax',
  smoothing: true,
  keras: ({ labelSmoothing }) => ({
    class_name: 'categoricalCrossentropy',
    config: { label_smoothing: labelSmoothing },
  }),
})

/** The same number as categoricalCrossentropy, from class numbers: kept for those who know it by this name. */
export const sparseCategoricalCrossentropy = defineLoss({
  kind: 'sparseCategoricalCrossentropy',
  title: 'sparse cross-entropy',
  summary: 'Cross-entropy reckoned from the number of the true class: the same value, without label smoothing.',
  targets: 'classes',
  activation: 'softmax',
  smoothing: false,
  keras: () => ({ class_name: 'sparseCategoricalCrossentropy', config: {} }),
})

/** Kullback-Leibler divergence: sum of y log(y / p). */
export const klDivergence = defineLoss({
  kind: 'klDivergence',
  title: 'KL divergence',
  summary:
    'How far the predicted chances are from the true ones; with one true class a sample it equals cross-entropy.',
  targets: 'classes',
  activation: 'softmax',
  smoothing: false,
  keras: () => ({ class_name: 'klDivergence', config: {} }),
})

/** Crammer and Singer's margin: max(0, 1 + best wrong score - true score). */
export const categoricalHinge = defineLoss({
  kind: 'categoricalHinge',
  title: 'categorical hinge',
  summary:
    'Asks only that the true class scores one more than the best of the others; beyond that nothing is left to learn.',
  targets: 'classes',
  scores: true,
  smoothing: false,
  keras: () => ({ class_name: 'categoricalHinge', config: {} }),
})

/** Minus the cosine of the angle between the outputs and the one-hot target. */
export const cosineProximity = defineLoss({
  kind: 'cosineProximity',
  title: 'cosine proximity',
  summary:
    'Looks at the direction of the outputs and not at their size: -1 when they point straight at the true class.',
  targets: 'classes',
  smoothing: false,
  keras: () => ({ class_name: 'cosineProximity', config: {} }),
})
