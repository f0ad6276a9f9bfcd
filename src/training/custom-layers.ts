/** @file Layers and activations that TensorFlow.js lacks or computes in another way than Keras. */

import { fillMask } from '../base/rng'
import type { KerasModel } from '../catalog/keras-json'
import { ACTIVATIONS, WITH_SETTING } from '../formulas/activations'
import type { Expression } from '../formulas/expression'
import { evaluateOnTensors } from './formula-tensors'
import { tf, tfl } from './tensorflow'

/** TensorFlow.js looks activations up by this class name, and reads names in Keras JSON in camel case. */
function registered(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function register(className: string, result: Expression): void {
  class FormulaActivation extends tf.serialization.Serializable {
    static className = className

    apply(x: tf.Tensor): tf.Tensor {
      const [value] = evaluateOnTensors([result], { x })
      return value as tf.Tensor
    }

    getClassName(): string {
      return className
    }

    getConfig() {
      return {}
    }
  }
  tf.serialization.registerClass(FormulaActivation)
}

/** The classes that TensorFlow.js knows. */
const known = tf.serialization.SerializationMap.getMap().classNameMap

for (const { name, result } of ACTIVATIONS.values()) {
  if (!WITH_SETTING.has(name) && !(registered(name) in known)) register(registered(name), result)
}

interface DropoutConfig {
  readonly rate: number
  readonly name?: string
  /** Whether predictions have a mask, too: the one of this seed. */
  readonly sampled?: number
}

/**
 * Replaces TensorFlow.js's Dropout under the same class name. Its masks are a function of (seed, layer, step);
 * TensorFlow.js repeats the same mask when seeded and ignores seed 0.
 */
class Dropout extends tfl.layers.Layer {
  static className = 'Dropout' // not text: a class name
  private readonly rate: number
  private readonly sampled: number | undefined

  constructor(config: DropoutConfig) {
    super(config as ConstructorParameters<typeof tfl.layers.Layer>[0])
    this.rate = config.rate
    this.sampled = config.sampled
    this.supportsMasking = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[] {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
    // The graph runs once without data while it is built; predictions run without masks.
    if ((kwargs.training !== true && this.sampled === undefined) || this.rate <= 0) return tf.clone(input)
    return tf.tidy(() => {
      if (this.rate >= 1) return tf.zerosLike(input)
      const { seed, step, place } = randomnessOf(this)
      const mask = fillMask(new Float32Array(input.size), this.rate, this.sampled ?? seed, place, step)
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

/**
 * Makes every frozen batch normalization of a model run in inference mode, even during training, as in Keras;
 * TensorFlow.js would still update its moving statistics.
 */
export function freezeNorms(model: tfl.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.trainable || layer.getClassName() !== 'BatchNormalization') continue
    const call = layer.call.bind(layer)
    layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false })
  }
}

/**
 * Replaces what layers compute by 0: the channels that `muted` in their JSON lists, or all of them if it is true. Only
 * for predictions; Keras does not know this setting.
 */
export function muteLayers(model: tfl.LayersModel, { config }: KerasModel): void {
  for (const { name, config: own } of config.layers) {
    const muted = own.muted as readonly number[] | true | undefined
    if (muted === undefined) continue
    const layer = model.getLayer(name)
    const call = layer.call.bind(layer)
    layer.call = (inputs, kwargs) =>
      tf.tidy(() => {
        const values = call(inputs, kwargs) as tf.Tensor
        if (muted === true) return tf.zerosLike(values)
        const kept = Array.from({ length: values.shape.at(-1) ?? 1 }, (_, channel) => !muted.includes(channel))
        return tf.where(tf.tensor1d(kept, 'bool'), values, tf.zerosLike(values))
      })
  }
}

/** Randomness of a model's layers: the seed of the run, its current step, and the index of each layer. */
export interface Randomness {
  seed: number
  /** Number of steps since the start of the run's first epoch. */
  step: number
}

const owners = new WeakMap<object, { readonly randomness: Randomness; readonly place: number }>()

/** Assigns every layer of a model its index and the run's randomness. */
export function seedLayers(model: tfl.LayersModel, randomness: Randomness): void {
  model.layers.forEach((layer, place) => {
    owners.set(layer, { randomness, place })
  })
}

/**
 * The seed, step and index that a layer draws its random numbers from. Throws if the layer has none, because it would
 * otherwise draw the same numbers in every step.
 */
function randomnessOf(layer: object): { readonly seed: number; readonly step: number; readonly place: number } {
  const owner = owners.get(layer)
  if (!owner) throw new Error('a layer draws before its model was seeded')
  return { ...owner.randomness, place: owner.place }
}
