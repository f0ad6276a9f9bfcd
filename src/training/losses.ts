/**
 * @file Losses on tensors: computes a loss from its formula. A loss takes outputs of shape [n, width] and targets of
 * the same shape, and returns one number per sample, [n]. The formulas are tested against those of Keras and tf.layers.
 */
import type { Lowered } from '../catalog/keras-json'
import { targetsPerRow } from '../data/encode-rows'
import type { FittedOutput } from '../data/pipeline'
import type { TargetForm } from '../formulas/loss-formula'
import { lossFormula, lossLevels, lossParameters, smoothingOf } from '../formulas/loss-formulas'
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
      const level = tf.tensor1d([...lossLevels(known, config)], 'float32')
      const [loss] = evaluateOnTensors([formula.loss], { ...parameters, level, y, p: output, width })
      return tf.reshape(loss as tf.Tensor, [-1])
    },
  }
}

/** Above every output that a step computes with, and a number in WGSL. */
const NO_OUTPUT = 3e38

/** The output above which a single unit predicts the second class; none does if there is only one. */
export function thresholdFor({ threshold }: Pick<Loss, 'threshold'>, output: FittedOutput): number {
  return output.kind === 'classes' && output.labels.length === 1 ? NO_OUTPUT : threshold
}

/** Converts encoded targets to the matrix that a loss compares the outputs with, and marks which targets are known. */
export interface Targets {
  /** Shape [targets, width]: one target per row, or one per pixel or position. */
  readonly matrix: Float32Array<ArrayBuffer>
  /** The class of each target, -1 if unknown; all -1 for numeric targets. */
  readonly classes: Int32Array<ArrayBuffer>
  /** 1 if the target is known, 0 if it is missing. */
  readonly mask: Float32Array<ArrayBuffer>
  readonly known: number
}

/**
 * Returns the target matrix for outputs with `size` numbers per row. `encoded` contains class indices, standardized
 * numbers or pixels; NaN if a target is missing.
 */
export function targetMatrix(output: FittedOutput, encoded: Float32Array, size: number, form: TargetForm): Targets {
  const rows = encoded.length
  const width = size / targetsPerRow(output)
  const matrix = new Float32Array(rows * width)
  const classes = new Int32Array(rows).fill(-1)
  const mask = new Float32Array(rows)
  let known = 0
  const hasClasses = output.kind === 'classes' || output.kind === 'sequence'
  // Hinge losses encode "no" as -1 and "yes" as 1.
  if (form === 'sign') matrix.fill(-1)
  for (let row = 0; row < rows; row++) {
    const value = encoded[row] as number
    if (Number.isNaN(value)) continue
    known++
    mask[row] = 1
    if (hasClasses) classes[row] = value
    if (hasClasses && width > 1) matrix[row * width + value] = 1
    else matrix.fill(form === 'sign' ? 2 * value - 1 : value, row * width, (row + 1) * width)
  }
  return { matrix, classes, mask, known }
}
