/** @file Conv 2D: learned filters that slide over an image. */
import { convolutionLayer } from './shared/convolution'

export const layer = convolutionLayer({ kind: 'conv2d', class_name: 'Conv2D', axes: 2 })
