/** @file Global max pool 2D: reduces each channel to its largest value in the image. */
import { globalPoolingLayer } from './shared/pooling'
import { size } from './shared/shapes'

export const globalMaxPooling2d = globalPoolingLayer({
  kind: 'globalMaxPooling2d',
  class_name: 'GlobalMaxPooling2D',
  axes: 2,
  // The place of each maximum is kept; the backward pass spreads the maxima and their gradients over the input.
  memory: ([x = []], out) => ({ forward: 2 * size(out), backward: size(out) + 2 * size(x) }),
})
