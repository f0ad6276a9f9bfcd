/** @file Conv 1D: learned filters that slide along a sequence. */
import { convolutionLayer } from './shared/convolution'

export const layer = convolutionLayer({ kind: 'conv1d', class_name: 'Conv1D', axes: 1 })
