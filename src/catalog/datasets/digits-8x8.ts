/** @file Digits 8×8: scikit-learn's small digits dataset, with 64 pixels per image. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'

export const digits8x8 = defineDataset({
  schema: {
    id: 'digits-8x8',
    title: text.digits8x8.title,
    kind: 'images',
    columns: [
      { name: 'image', type: 'image', height: 8, width: 8, channels: 1 },
      { name: 'digit', type: 'category', values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    ],
    rows: 1_797,
    testRows: 0,
    target: 'digit',
    ignore: [],
  },
  about: text.digits8x8.about,
  licence: 'CC BY 4.0 (UCI)',
  source: {
    name: 'Optical Recognition of Handwritten Digits, Alpaydin and Kaynak 1998, UCI; the test set as in scikit-learn 1.4.2',
    url: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 43_644 },
})
