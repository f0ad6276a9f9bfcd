/** @file MNIST: 70,000 handwritten digits, with the test set of 10,000 that results are compared on. */
import { defineDataset } from '../dataset-def'
import { DIGIT_COLUMNS, DIGIT_LICENCE, DIGIT_SOURCE } from './digit-schema'

export const mnist = defineDataset({
  schema: {
    id: 'mnist',
    title: 'MNIST digits',
    kind: 'images',
    columns: DIGIT_COLUMNS,
    rows: 70_000,
    testRows: 10_000,
    target: 'digit',
    ignore: [],
  },
  about: 'Handwritten digits of 500 people, 28×28 pixels each. The last 10,000, by other people, are for testing.',
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  // 55,000 and 5,000 of the 60,000.
  split: { kind: 'fixed', train: 55 / 60, validation: 5 / 60, test: 0 },
  rows: { kind: 'chunks', bytes: 11_255_527 },
})
