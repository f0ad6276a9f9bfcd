/** @file UI text for the blocks that come with Netloom: what each block does, and its parameters. */
import { defineText } from '../../define'

export const blocksText = defineText('gallery/blocks', {
  filters: { label: 'Filters', help: 'How many patterns each convolution in the block learns.' },
  stride: { label: 'Stride', help: '2 halves the width and height of the image.' },
  channels: { label: 'Channels', help: 'Must match the number of input channels.' },
  residualBasic: {
    summary:
      'Two convolutions learn what to add to the input. The input must have as many channels as the block has filters.',
  },
  residualHalving: {
    summary:
      'A residual block that halves the image size and can change the number of channels. Use it between two groups of residual blocks.',
  },
  residualBottleneck: {
    summary:
      'Reduces the channels to the number of filters, convolves, then increases the channels to four times the number of filters.',
  },
  invertedResidual: {
    summary:
      'Adds channels, applies a separate filter to each one, and goes back to the number of input channels. It needs few weights and little computation.',
    widen: {
      label: 'Widen by',
      help: 'The number of channels inside the block, as a multiple of the number of input channels.',
    },
  },
  squeezeExcitation: {
    summary: 'Looks at the whole image to decide how much each channel counts.',
    ratio: {
      label: 'Squeeze by',
      help: 'The number of input channels divided by the number of units in the hidden layer.',
    },
    size: { label: 'Image size', help: 'Width and height of the input image.' },
  },
  inception: {
    summary: 'Looks for small, medium, and large patterns at the same time and concatenates the results.',
    width: { label: 'Width', help: 'The number of output channels is eight times this number.' },
  },
  unetDown: {
    summary:
      'Convolves twice and halves the image size. A skip connection carries the full-size result to the U-Net up block of the same level.',
  },
  unetUp: {
    summary:
      'Doubles the image size, concatenates the skip connection from the U-Net down block of the same level, and convolves twice.',
  },
})
