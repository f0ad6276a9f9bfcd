/** @file Global max pool 1D: reduces each feature to its largest value over all steps. */
import { globalPoolingLayer } from './shared/pooling'
import { size } from './shared/shapes'

export const globalMaxPooling1d = globalPoolingLayer({
  kind: 'globalMaxPooling1d',
  class_name: 'GlobalMaxPooling1D',
  axes: 1,
  // The place of each maximum is kept; the backward pass spreads the maxima and their gradients over the input.
  memory: ([x = []], out) => ({ forward: 2 * size(out), backward: size(out) + 2 * size(x) }),
})
