/** @file Max pool 2D: the largest value of each window. */
import { poolingLayer } from './shared/pooling'
import { size } from './shared/shapes'

export const maxPooling2d = poolingLayer({
  kind: 'maxPooling2d',
  class_name: 'MaxPooling2D',
  axes: 2,
  // The place of each maximum is kept for the backward pass.
  memory: (_, out) => ({ forward: 2 * size(out), backward: size(out) }),
})
