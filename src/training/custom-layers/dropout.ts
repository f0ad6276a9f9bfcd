/**
 * @file Dropout whose masks are a function of (seed, layer, step). The Dropout of TensorFlow.js repeats the same mask
 * when seeded and ignores seed 0.
 */
import { fillMask } from '../../base/rng'
import { tf, tfl } from '../tensorflow'
import { randomnessOf } from './randomness'

interface DropoutConfig {
  readonly rate: number
  readonly name?: string
}

/** Replaces TensorFlow.js's Dropout under the same class name. */
export class Dropout extends tfl.layers.Layer {
  static className = 'Dropout' // not text: a class name
  private readonly rate: number

  constructor(config: DropoutConfig) {
    super(config as ConstructorParameters<typeof tfl.layers.Layer>[0])
    this.rate = config.rate
    this.supportsMasking = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[] {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
    // The graph runs once without data while it is built; predictions run without masks.
    if (kwargs.training !== true || this.rate <= 0) return tf.clone(input)
    return tf.tidy(() => {
      if (this.rate >= 1) return tf.zerosLike(input)
      const { seed, step, place } = randomnessOf(this)
      const mask = fillMask(new Float32Array(input.size), this.rate, seed, place, step)
      return tf.mul(input, tf.tensor(mask, input.shape))
    })
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate }
  }
}

tf.serialization.registerClass(Dropout as unknown as tf.serialization.SerializableConstructor<Dropout>)
