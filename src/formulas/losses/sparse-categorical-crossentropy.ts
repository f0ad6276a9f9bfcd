/** @file The same loss as categoricalCrossentropy, but from class indexes; offered because the name is familiar. */
import { defineLossFormula } from '../loss-formula'
import { categoricalCrossentropy } from './categorical-crossentropy'

export const sparseCategoricalCrossentropy = defineLossFormula({
  kind: 'sparseCategoricalCrossentropy',
  targets: 'classes',
  form: 'oneHot',
  activation: 'softmax',
  fused: 'softmax',
  formula: categoricalCrossentropy.formula,
})
