/** @file PlainMetrics: accumulates the metrics of each step on the device until they are read. */

import { unitsPerOutput } from '../data/decode-outputs'
import type { FittedOutput } from '../data/pipeline'
import { type Loss, type Targets, thresholdFor } from './losses'
import { tf } from './tensorflow'
import type { StepMetrics } from './train-step'

interface PlainMetrics {
  /** Adds the metrics of a step: its loss, and the result of each output. Call it within a tidy. */
  add(loss: tf.Scalar, answers: readonly tf.Tensor1D[], targets: readonly Targets[]): void
  read(): Promise<StepMetrics>
  confusion(): Promise<readonly (Uint32Array | undefined)[]>
  /** Resolves when all steps so far are done. */
  settled(): Promise<void>
  reads(): number
  close(): void
}

interface Step {
  /** The loss, followed by the results of each output. */
  readonly values: tf.Tensor1D
  readonly targets: readonly Targets[]
}

/** Creates the metrics of a network with these outputs; output i has `widths[i]` values per row. */
export function makePlainMetrics(outputs: readonly FittedOutput[], widths: readonly number[]): PlainMetrics {
  let pending: Step[] = []
  let losses: number[] = []
  let sums = outputs.map(() => 0)
  let known = outputs.map(() => 0)
  const classes = outputs.map((output, i) => (output.kind === 'classes' ? Math.max(2, widths[i] as number) : 0))
  let counts = classes.map((count) => new Uint32Array(count * count))
  let reads = 0
  // Reads are queued, because they all update the same metrics.
  let queue: Promise<void> = Promise.resolve()

  /** Adds the results of one step for one output; returns the position in `values` at which the next output begins. */
  function count(head: number, values: Float32Array, at: number, { classes: actual, known: rows }: Targets): number {
    known[head] = (known[head] as number) + rows
    const total = classes[head] as number
    if (total === 0) {
      sums[head] = (sums[head] as number) + (values[at] as number)
      return at + 1
    }
    actual.forEach((one, row) => {
      const predicted = values[at + row] as number
      if (one === predicted) sums[head] = (sums[head] as number) + 1
      const place = one * total + predicted
      if (one >= 0) (counts[head] as Uint32Array)[place] = ((counts[head] as Uint32Array)[place] as number) + 1
    })
    return at + actual.length
  }
  async function readPending(): Promise<void> {
    const steps = pending
    pending = []
    if (steps.length === 0) return
    const [first] = steps
    const all = steps.length === 1 ? (first as Step).values : tf.concat(steps.map(({ values }) => values))
    const values = (await all.data()) as Float32Array
    tf.dispose([all, ...steps.map((step) => step.values)])
    reads++
    let at = 0
    for (const { targets } of steps) {
      losses.push(values[at++] as number)
      targets.forEach((target, head) => {
        at = count(head, values, at, target)
      })
    }
  }
  function readAll(): Promise<void> {
    queue = queue.then(readPending)
    return queue
  }

  return {
    add(loss, answers, targets) {
      pending.push({ values: tf.keep(tf.concat1d([tf.reshape(loss, [1]), ...answers])), targets })
    },
    async read() {
      await readAll()
      const figures = { losses: Float32Array.from(losses), sums, known }
      losses = []
      sums = outputs.map(() => 0)
      known = outputs.map(() => 0)
      return figures
    },
    async confusion() {
      await readAll()
      const given = counts.map((matrix) => (matrix.length > 0 ? matrix : undefined))
      counts = classes.map((total) => new Uint32Array(total * total))
      return given
    },
    async settled() {
      await pending.at(-1)?.values.data()
      await queue
    },
    reads: () => reads,
    close() {
      tf.dispose(pending.map(({ values }) => values))
      pending = []
    },
  }
}

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
  const predicted =
    output.shape[1] > 1 ? tf.argMax(output, 1) : tf.reshape(tf.greater(output, thresholdFor(loss, fitted)), [-1])
  return tf.cast(predicted, 'float32') as tf.Tensor1D
}

/** Reshapes outputs and targets to [targets, width]. */
function targetRows(output: tf.Tensor2D, { matrix, mask }: Targets): readonly [tf.Tensor2D, tf.Tensor2D] {
  const shape: [number, number] = [mask.length, matrix.length / mask.length]
  return [tf.reshape(output, shape), tf.tensor2d(matrix, shape)]
}
