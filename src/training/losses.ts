/**
 * @file Losses on tensors: computes a loss from its formula. A loss takes outputs of shape [n, width] and targets of
 * the same shape, and returns one number per sample, [n]. The formulas are tested against those of Keras and tf.layers.
 */
import type { Lowered } from '../catalog/keras-json'
import type { TargetForm } from '../formulas/loss-formula'
import { lossFormula, lossParameters, smoothingOf } from '../formulas/loss-formulas'
import { evaluateOnTensors } from './formula-tensors'
import { tf } from './tensorflow'

export interface Loss {
  readonly form: TargetForm
  /** The output above which a single-unit classifier predicts "yes". */
  readonly threshold: number
  perSample(target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D
}

/** The loss with this class name. Throws if the name is not in the catalog. */
export function buildLoss({ class_name: name, config }: Lowered): Loss {
  const known = lossFormula(name)
  const { form, formula } = known
  const parameters = lossParameters(known, config)
  return {
    form,
    threshold: form === 'sign' ? 0 : 0.5,
    perSample(target, output) {
      const width = output.shape[1]
      const { keep, spread } = smoothingOf(known, config, width)
      const y = keep === 1 ? target : tf.add(tf.mul(target, keep), spread)
      const [loss] = evaluateOnTensors([formula.loss], { ...parameters, y, p: output, width })
      return tf.reshape(loss as tf.Tensor, [-1])
    },
  }
}
