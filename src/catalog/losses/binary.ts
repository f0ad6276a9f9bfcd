/** @file Losses for two classes encoded as one number. */
import { lossesText } from '../../messages/en/catalog/training'
import { defineLoss } from '../loss-def'

/** Loss: -log of the probability of the true class. */
export const binaryCrossentropy = defineLoss({
  kind: 'binaryCrossentropy',
  title: lossesText.binaryCrossentropy.title,
  summary: lossesText.binaryCrossentropy.summary,
  targets: 'binary',
  activation: 'sigmoid',
  smoothing: true,
  pixels: true,
  keras: ({ labelSmoothing }) => ({ class_name: 'binaryCrossentropy', config: { label_smoothing: labelSmoothing } }),
})

/** Loss: max(0, 1 - y p) with y = -1 or 1. */
export const hinge = defineLoss({
  kind: 'hinge',
  title: lossesText.hinge.title,
  summary: lossesText.hinge.summary,
  targets: 'binary',
  activation: 'tanh',
  smoothing: false,
  keras: () => ({ class_name: 'hinge', config: {} }),
})

/** Loss: max(0, 1 - y p) squared, with y = -1 or 1. */
export const squaredHinge = defineLoss({
  kind: 'squaredHinge',
  title: lossesText.squaredHinge.title,
  summary: lossesText.squaredHinge.summary,
  targets: 'binary',
  activation: 'tanh',
  smoothing: false,
  keras: () => ({ class_name: 'squaredHinge', config: {} }),
})
