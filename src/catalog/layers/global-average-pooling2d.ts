/** @file Global average pool 2D: reduces each channel to its mean over the image. */
import { globalPoolingLayer } from './shared/pooling'

export const globalAveragePooling2d = globalPoolingLayer({
  kind: 'globalAveragePooling2d',
  class_name: 'GlobalAveragePooling2D',
  axes: 2,
})
