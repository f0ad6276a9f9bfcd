/** @file The same loss as categoricalCrossentropy, but from class indexes; offered because the name is familiar. */
import { defineLoss, type RowFormula } from '../loss-formula'
import { formula as categoricalCrossentropy } from './categorical-crossentropy'

export const loss = defineLoss({
  kind: 'sparseCategoricalCrossentropy',
  targets: 'classes',
  form: 'oneHot',
  activation: 'softmax',
  fused: 'softmax',
})

export const formula: RowFormula = categoricalCrossentropy
