/** @file Max pool 1D: the largest value of each window. */
import { poolingLayer } from './shared/pooling'
import { size } from './shared/shapes'

export const maxPooling1d = poolingLayer({
  kind: 'maxPooling1d',
  class_name: 'MaxPooling1D',
  axes: 1,
  // The place of each maximum is kept for the backward pass.
  memory: (_, out) => ({ forward: 2 * size(out), backward: size(out) }),
})
