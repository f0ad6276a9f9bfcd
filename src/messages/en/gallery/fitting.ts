/** @file Names of the nodes in a network that is drawn to fit a dataset. They are saved with the project. */
import { defineText } from '../../define'

export const fittingText = defineText('gallery/fitting', {
  input: {
    words: 'Words',
    characters: 'Characters',
    images: 'Images',
    series: 'Series',
    points: 'Points',
    rows: 'Rows',
  },
  output: 'Prediction',
  dense: 'Dense',
  hidden: 'Hidden',
  flatten: 'Flatten',
  dropout: 'Dropout',
  gru: 'GRU',
  embedding: 'Embedding',
  mean: 'Mean',
  repeat: 'Repeat',
  decoder: 'Decoder',
  pixels: 'Pixels',
  image: 'Image',
  strongest: 'Global max',
  conv1d: 'Conv 1D',
  conv2d: 'Conv 2D',
  maxPool1d: 'Max pool 1D',
  maxPool2d: 'Max pool 2D',
  /** The name of the second and later layers of a kind. */
  numbered: (a: { name: string; number: number }) => `${a.name} ${a.number}`,
})
