/**
 * @file Replaces TensorFlow.js's orthogonal initializer in tests that do not depend on the weights, because it takes a
 * second to draw the orthogonal matrix of a GRU.
 */
import { tf, tfl } from '../tensorflow'

/** Makes TensorFlow.js's orthogonal initializer return zeros until the returned function is called. */
export function spareOrthogonal(): () => void {
  const prototype = Object.getPrototypeOf(tfl.initializers.orthogonal({ gain: 1 })) as { apply: unknown }
  const { apply } = prototype
  prototype.apply = (shape: number[]) => tf.zeros(shape)
  return () => {
    prototype.apply = apply
  }
}
