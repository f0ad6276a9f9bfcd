/**
 * @file Losses: the formula of each loss class that `catalog/losses` emits. A loss takes outputs of shape [n, width]
 * and targets of the same shape, and returns one number per sample, [n]. The formulas are those of Keras and tf.layers,
 * against which they are tested.
 */
import type { Lowered } from '../catalog/keras-json'
import { tf } from './tensorflow'

/** How targets are encoded: one-hot, as -1 and 1, or unchanged. */
export type TargetForm = 'oneHot' | 'sign' | 'plain'

export interface Loss {
  readonly form: TargetForm
  /** The output above which a single-unit classifier predicts "yes". */
  readonly threshold: number
  perSample(target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D
}

type Formula = (target: tf.Tensor, output: tf.Tensor, config: Readonly<Record<string, unknown>>) => tf.Tensor

/** Keras's epsilon, which keeps the arguments of logarithms away from zero. */
const EPSILON = 1e-7

/** The loss with this class name. Throws if the name is not in the catalog. */
export function buildLoss(lowered: Lowered): Loss {
  const { class_name: name, config } = lowered
  const known = Object.hasOwn(LOSSES, name) ? LOSSES[name] : undefined
  if (!known) throw new Error(`no loss is called ${name}`)
  const [form, formula] = known
  return {
    form,
    threshold: form === 'sign' ? 0 : 0.5,
    perSample: (target, output) => formula(target, output, config) as tf.Tensor1D,
  }
}

export const LOSSES: Readonly<Record<string, readonly [TargetForm, Formula]>> = {
  categoricalCrossentropy: ['oneHot', (y, p, config) => crossentropy(smoothed(y, config, y.shape[1] as number), p)],
  sparseCategoricalCrossentropy: ['oneHot', (y, p) => crossentropy(y, p)],
  binaryCrossentropy: ['oneHot', (y, p, config) => mean(logLoss(smoothed(y, config, 2), p))],
  klDivergence: [
    'oneHot',
    (y, p) => tf.sum(tf.mul(y, tf.log(tf.div(tf.clipByValue(y, EPSILON, 1), tf.clipByValue(p, EPSILON, 1)))), -1),
  ],
  categoricalHinge: [
    'oneHot',
    (y, p) => {
      const own = tf.sum(tf.mul(y, p), -1)
      // As in Keras, the product is 0 for the true class, so the maximum over the other classes is at least 0.
      const other = tf.max(tf.mul(tf.sub(1, y), p), -1)
      return tf.relu(tf.add(1, tf.sub(other, own)))
    },
  ],
  cosineProximity: ['oneHot', (y, p) => tf.neg(tf.sum(tf.mul(unit(y), unit(p)), -1))],
  hinge: ['sign', (y, p) => mean(tf.relu(tf.sub(1, tf.mul(y, p))))],
  squaredHinge: ['sign', (y, p) => mean(tf.square(tf.relu(tf.sub(1, tf.mul(y, p)))))],
  meanSquaredError: ['plain', (y, p) => mean(tf.square(tf.sub(p, y)))],
  meanAbsoluteError: ['plain', (y, p) => mean(tf.abs(tf.sub(p, y)))],
  huber: [
    'plain',
    (y, p, config) => {
      const delta = Number(config.delta ?? 1)
      const miss = tf.abs(tf.sub(p, y))
      const near = tf.minimum(miss, delta)
      // near² / 2 + delta (miss - near) covers both cases in a single formula, because a condition would have no
      // gradient.
      return mean(tf.add(tf.mul(tf.square(near), 0.5), tf.mul(tf.sub(miss, near), delta)))
    },
  ],
  logcosh: [
    'plain',
    (y, p) => {
      const miss = tf.sub(p, y)
      return mean(tf.sub(tf.add(miss, tf.softplus(tf.mul(-2, miss))), Math.LN2))
    },
  ],
  meanAbsolutePercentageError: [
    'plain',
    (y, p) => tf.mul(100, mean(tf.abs(tf.div(tf.sub(y, p), positive(tf.abs(y)))))),
  ],
  meanSquaredLogarithmicError: [
    'plain',
    (y, p) => mean(tf.square(tf.sub(tf.log(tf.add(1, positive(p))), tf.log(tf.add(1, positive(y)))))),
  ],
  poisson: ['plain', (y, p) => mean(tf.sub(p, tf.mul(y, tf.log(tf.add(EPSILON, p)))))],
}

function mean(values: tf.Tensor): tf.Tensor {
  return tf.mean(values, -1)
}

/** Label smoothing: y (1 - s) + s / classes. */
function smoothed(y: tf.Tensor, config: Readonly<Record<string, unknown>>, classes: number): tf.Tensor {
  const s = Number(config.label_smoothing ?? 0)
  return s === 0 ? y : tf.add(tf.mul(y, 1 - s), s / classes)
}

function crossentropy(y: tf.Tensor, p: tf.Tensor): tf.Tensor {
  const probabilities = tf.clipByValue(tf.div(p, tf.sum(p, -1, true)), EPSILON, 1 - EPSILON)
  return tf.neg(tf.sum(tf.mul(y, tf.log(probabilities)), -1))
}

/** Element-wise binary cross-entropy: -(y log p + (1 - y) log(1 - p)). */
function logLoss(y: tf.Tensor, p: tf.Tensor): tf.Tensor {
  const probability = tf.clipByValue(p, EPSILON, 1 - EPSILON)
  return tf.neg(tf.add(tf.mul(y, tf.log(probability)), tf.mul(tf.sub(1, y), tf.log(tf.sub(1, probability)))))
}

function positive(values: tf.Tensor): tf.Tensor {
  return tf.clipByValue(values, EPSILON, Number.MAX_VALUE)
}

function unit(values: tf.Tensor): tf.Tensor {
  return tf.div(values, tf.sqrt(tf.maximum(tf.sum(tf.square(values), -1, true), EPSILON)))
}
