/** @file Fashion-MNIST: photographs of clothes in the format of MNIST, but harder to classify. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'

export const fashionMnist = defineDataset({
  schema: {
    id: 'fashion-mnist',
    title: text.fashionMnist.title,
    kind: 'images',
    columns: [
      { name: 'image', type: 'image', height: 28, width: 28, channels: 1 },
      {
        name: 'garment',
        type: 'category',
        values: [
          'T-shirt/top',
          'Trouser',
          'Pullover',
          'Dress',
          'Coat',
          'Sandal',
          'Shirt',
          'Sneaker',
          'Bag',
          'Ankle boot',
        ],
      },
    ],
    rows: 12_000,
    testRows: 2_000,
    target: 'garment',
    ignore: [],
  },
  about: text.fashionMnist.about,
  licence: 'MIT (Zalando SE)',
  source: {
    name: 'Fashion-MNIST by Xiao, Rasul and Vollgraf, from the Debian package dataset-fashion-mnist',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
  known: [
    { code: 'duplicate-pictures', columns: ['image'], why: text.fashionMnist.duplicates },
    { code: 'copies-across-parts', columns: ['pictures'], why: text.fashionMnist.duplicates },
  ],
  // Uses 9,000 of the 10,000 training images for training and 1,000 for validation.
  split: { kind: 'fixed', train: 0.9, validation: 0.1, test: 0 },
  rows: { kind: 'chunks', bytes: 5_264_048 },
})
