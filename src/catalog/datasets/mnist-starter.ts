/** @file MNIST starter: 2,000 digits bundled with the page, so that training can begin at once. */
import { firstDatasetsText as text } from '../../messages/en/catalog/first-datasets'
import { defineDataset } from '../dataset-def'
import { DIGIT_COLUMNS, DIGIT_LICENCE, DIGIT_SOURCE } from './mnist-schema'

export const mnistStarter = defineDataset({
  schema: {
    id: 'mnist-starter',
    title: text.mnistStarter.title,
    kind: 'images',
    columns: DIGIT_COLUMNS,
    rows: 2_000,
    testRows: 0,
    target: 'digit',
    ignore: [],
  },
  about: text.mnistStarter.about,
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  rows: { kind: 'chunks', bytes: 326_223 },
})
