/** @file Images to classify: small digits and clothes. The digits of MNIST are in `mnist.ts`. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { shippedDataset } from '../dataset-def'

/** Digits 8×8: scikit-learn's small digits dataset, with 64 pixels per image. */
export const digits8x8 = shippedDataset({
  id: 'digits-8x8',
  text: text.digits8x8,
  kind: 'images',
  columns: [
    { name: 'image', type: 'image', height: 8, width: 8, channels: 1 },
    { name: 'digit', type: 'category', values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  ],
  rows: 1_797,
  target: 'digit',
  licence: 'CC BY 4.0 (UCI)',
  source: {
    name: 'Optical Recognition of Handwritten Digits, Alpaydin and Kaynak 1998, UCI; the test set as in scikit-learn 1.4.2',
    url: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
  },
  bytes: 43_644,
})

/** Fashion-MNIST: photographs of clothes in the format of MNIST, but harder to classify. */
export const fashionMnist = shippedDataset({
  id: 'fashion-mnist',
  text: text.fashionMnist,
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
  bytes: 5_264_048,
})
