/** @file MNIST starter: 2,000 digits that come with the page, so training can begin at once. */
import { defineDataset } from '../dataset-def'
import { DIGIT_COLUMNS, DIGIT_LICENCE, DIGIT_SOURCE } from './digit-schema'

export const mnistStarter = defineDataset({
  schema: {
    id: 'mnist-starter',
    title: 'MNIST digits, starter',
    kind: 'images',
    columns: DIGIT_COLUMNS,
    rows: 2_000,
    testRows: 0,
    target: 'digit',
    ignore: [],
  },
  about: '2,000 of the 60,000 MNIST training digits, 200 of each. Small enough to come with the page.',
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  rows: { kind: 'chunks', bytes: 326_223 },
})
