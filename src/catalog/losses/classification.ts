/** @file Losses over classes: one output per class; the target is the true class. */
import { lossesText } from '../../messages/en/catalog/training'
import { defineLoss } from '../loss-def'

/** Cross-entropy over softmax outputs: -log of the probability of the true class. */
export const categoricalCrossentropy = defineLoss({
  kind: 'categoricalCrossentropy',
  title: lossesText.categoricalCrossentropy.title,
  summary: lossesText.categoricalCrossentropy.summary,
  targets: 'classes',
  activation: 'softmax',
  smoothing: true,
  keras: ({ labelSmoothing }) => ({
    class_name: 'categoricalCrossentropy',
    config: { label_smoothing: labelSmoothing },
  }),
})

/** The same loss as categoricalCrossentropy, but from class indexes; offered because the name is familiar. */
export const sparseCategoricalCrossentropy = defineLoss({
  kind: 'sparseCategoricalCrossentropy',
  title: lossesText.sparseCategoricalCrossentropy.title,
  summary: lossesText.sparseCategoricalCrossentropy.summary,
  targets: 'classes',
  activation: 'softmax',
  smoothing: false,
  keras: () => ({ class_name: 'sparseCategoricalCrossentropy', config: {} }),
})

/** Kullback-Leibler divergence: sum of y log(y / p). */
export const klDivergence = defineLoss({
  kind: 'klDivergence',
  title: lossesText.klDivergence.title,
  summary: lossesText.klDivergence.summary,
  targets: 'classes',
  activation: 'softmax',
  smoothing: false,
  keras: () => ({ class_name: 'klDivergence', config: {} }),
})

/** Crammer and Singer's margin: max(0, 1 + best wrong score - true score). */
export const categoricalHinge = defineLoss({
  kind: 'categoricalHinge',
  title: lossesText.categoricalHinge.title,
  summary: lossesText.categoricalHinge.summary,
  targets: 'classes',
  scores: true,
  smoothing: false,
  keras: () => ({ class_name: 'categoricalHinge', config: {} }),
})

/** Minus the cosine of the angle between the outputs and the one-hot target. */
export const cosineProximity = defineLoss({
  kind: 'cosineProximity',
  title: lossesText.cosineProximity.title,
  summary: lossesText.cosineProximity.summary,
  targets: 'classes',
  smoothing: false,
  keras: () => ({ class_name: 'cosineProximity', config: {} }),
})
