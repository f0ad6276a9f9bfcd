/** @file For tests of what a model is, whose weights nobody asks for: tf.js takes a second to draw an orthogonal matrix for a GRU. */
import { tf, tfl } from '../tf'

/** From here on tf.js' orthogonal initializer gives zeros. What layers tell of it stays as it was. */
export function spareOrthogonal(): void {
  const prototype = Object.getPrototypeOf(tfl.initializers.orthogonal({ gain: 1 })) as { apply: unknown }
  prototype.apply = (shape: number[]) => tf.zeros(shape)
}
