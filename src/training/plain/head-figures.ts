/** @file Head figures: the loss of an output, and what its answers were, in tf.js. */
import type { FittedOutput } from '../../data/pipeline'
import type { Loss } from '../losses'
import type { Targets } from '../targets'
import { tf } from '../tf'

/** The mean loss over the rows whose target is known, each row's counted by the weight of its class. */
export function headLoss(
  loss: Loss,
  output: tf.Tensor2D,
  { matrix, mask, classes, known }: Targets,
  classWeights: readonly number[] | undefined,
): tf.Scalar {
  const each = loss.perSample(tf.tensor2d(matrix, output.shape), output)
  if (!classWeights && known === mask.length) return tf.mean(each)
  const counts = mask.map((one, row) => one * (classWeights?.[classes[row] as number] ?? 1))
  return tf.div(tf.sum(tf.mul(each, tf.tensor1d(counts))), Math.max(1, known))
}

/** Of a classification the class said of each row, [rows]; of a number the summed absolute error in the target's own unit, [1]. */
export function answers(fitted: FittedOutput, loss: Loss, output: tf.Tensor2D, targets: Targets): tf.Tensor1D {
  if (fitted.kind === 'number') {
    const miss = tf.mean(tf.abs(tf.sub(output, tf.tensor2d(targets.matrix, output.shape))), -1)
    return tf.reshape(tf.mul(tf.sum(tf.mul(miss, tf.tensor1d(targets.mask))), fitted.deviation), [1])
  }
  const said = output.shape[1] > 1 ? tf.argMax(output, 1) : tf.reshape(tf.greater(output, loss.threshold), [-1])
  return tf.cast(said, 'float32') as tf.Tensor1D
}
