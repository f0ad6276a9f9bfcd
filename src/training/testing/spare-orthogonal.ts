/**
 * @file Replaces TensorFlow.js's orthogonal initializer in tests that do not depend on the weights, because it takes a
 * second to draw the orthogonal matrix of a GRU.
 */
import { tf, tfl } from '../tensorflow'

/** Makes TensorFlow.js's orthogonal initializer return zeros. Layer configs stay the same. */
export function spareOrthogonal(): void {
  const prototype = Object.getPrototypeOf(tfl.initializers.orthogonal({ gain: 1 })) as { apply: unknown }
  prototype.apply = (shape: number[]) => tf.zeros(shape)
}
