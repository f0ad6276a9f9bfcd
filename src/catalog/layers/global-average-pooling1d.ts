/** @file Global avg pool 1D: reduces each feature to its mean over all steps. */
import { globalPoolingLayer } from './shared/pooling'

export const layer = globalPoolingLayer({
  kind: 'globalAveragePooling1d',
  class_name: 'GlobalAveragePooling1D',
  axes: 1,
})
