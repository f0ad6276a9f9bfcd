/** @file Global avg pool 2D: reduces each channel to its mean over the image. */
import { globalPoolingLayer } from './shared/pooling'

export const layer = globalPoolingLayer({
  kind: 'globalAveragePooling2d',
  class_name: 'GlobalAveragePooling2D',
  axes: 2,
})
