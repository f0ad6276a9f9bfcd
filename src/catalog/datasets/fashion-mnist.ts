/** @file Fashion-MNIST: photographs of clothes in the form of MNIST, and harder. */
import { defineDataset } from '../dataset-def'

export const fashionMnist = defineDataset({
  schema: {
    id: 'fashion-mnist',
    title: 'Fashion-MNIST',
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
  about:
    'Clothes from a shop catalogue, 28×28 pixels: 10,000 to train on and 2,000 of its test set, as many of each kind.',
  licence: 'MIT (Zalando SE)',
  source: {
    name: 'Fashion-MNIST by Xiao, Rasul and Vollgraf, from the Debian package dataset-fashion-mnist',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
  // 9,000 and 1,000 of the 10,000.
  known: [
    { code: 'duplicate-pictures', columns: ['image'], why: 'A few pictures of the shop came twice.' },
    { code: 'copies-across-parts', columns: ['pictures'], why: 'A few pictures of the shop came twice.' },
  ],
  split: { kind: 'fixed', train: 0.9, validation: 0.1, test: 0 },
  rows: { kind: 'chunks', bytes: 5_264_048 },
})
