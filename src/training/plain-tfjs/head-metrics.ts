/**
 * @file Head metrics: computes the loss of an output, and the number of its correct predictions or the sum of its
 * errors, in TensorFlow.js.
 */
import { unitsPerOutput } from '../../data/decode-outputs'
import type { FittedOutput } from '../../data/pipeline'
import type { Loss } from '../losses'
import type { Targets } from '../target-matrix'
import { tf } from '../tensorflow'

/**
 * The mean loss over the known targets, each weighted by its class weight and its row weight. `output` has the shape
 * [rows, values per row].
 */
export function headLoss(
  loss: Loss,
  output: tf.Tensor2D,
  targets: Targets,
  classWeights: readonly number[] | undefined,
  rowWeights?: Float32Array,
): tf.Scalar {
  const { mask, classes, known } = targets
  const [given, expected] = targetRows(output, targets)
  const each = loss.perSample(expected, given)
  // Computes the mean of each row first, because a single float32 sum over a million pixels would lose the precision
  // needed for the comparison with other engines.
  const rows = output.shape[0]
  if (!classWeights && !rowWeights && known === mask.length)
    return tf.mean(tf.mean(tf.reshape(each, [rows, mask.length / rows]), 1))
  const perRow = mask.length / rows
  const counts = mask.map(
    (one, at) => one * (classWeights?.[classes[at] as number] ?? 1) * (rowWeights?.[Math.floor(at / perRow)] ?? 1),
  )
  return tf.div(tf.sum(tf.mul(each, tf.tensor1d(counts))), Math.max(1, known))
}

/**
 * For a classification, the predicted class of each row, [rows]; for text, the number of correct characters, [1]; for
 * numeric targets, the sum of absolute errors in the target's unit, [1].
 */
export function headResult(fitted: FittedOutput, loss: Loss, output: tf.Tensor2D, targets: Targets): tf.Tensor1D {
  if (fitted.kind === 'sequence') {
    const [given] = targetRows(output, targets)
    // Missing targets have class -1, which is never predicted and so never counts as correct.
    return tf.reshape(tf.sum(tf.equal(tf.argMax(given, 1), tf.tensor1d(targets.classes, 'int32'))), [1])
  }
  if (fitted.kind !== 'classes') {
    const [given, expected] = targetRows(output, targets)
    const miss = tf.mean(tf.abs(tf.sub(given, expected)), -1)
    return tf.reshape(tf.mul(tf.sum(tf.mul(miss, tf.tensor1d(targets.mask))), unitsPerOutput(fitted) ?? 1), [1])
  }
  const predicted = output.shape[1] > 1 ? tf.argMax(output, 1) : tf.reshape(tf.greater(output, loss.threshold), [-1])
  return tf.cast(predicted, 'float32') as tf.Tensor1D
}

/** Reshapes outputs and targets to [targets, width]. */
function targetRows(output: tf.Tensor2D, { matrix, mask }: Targets): readonly [tf.Tensor2D, tf.Tensor2D] {
  const shape: [number, number] = [mask.length, matrix.length / mask.length]
  return [tf.reshape(output, shape), tf.tensor2d(matrix, shape)]
}
