/** @file MNIST: 70,000 handwritten digits, of which the last 10,000 are the standard test set. */
import { firstDatasetsText as text } from '../../messages/en/catalog/first-datasets'
import { defineDataset } from '../dataset-def'
import { DIGIT_COLUMNS, DIGIT_LICENCE, DIGIT_SOURCE } from './mnist-starter'

export const mnist = defineDataset({
  schema: {
    id: 'mnist',
    title: text.mnist.title,
    kind: 'images',
    columns: DIGIT_COLUMNS,
    rows: 70_000,
    testRows: 10_000,
    target: 'digit',
    ignore: [],
  },
  about: text.mnist.about,
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  // Uses 55,000 of the 60,000 training images for training and 5,000 for validation.
  split: { kind: 'fixed', train: 55 / 60, validation: 5 / 60, test: 0 },
  rows: { kind: 'chunks', bytes: 11_255_527 },
})
