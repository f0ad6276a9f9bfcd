/**
 * @file Limits that determine the memory of an engine and of its verification. The engines use them, and so does the
 * forecast of memory.
 */

/** Maximum number of steps per submission, and the number of steps whose metrics are stored until they are read. */
export const MAX_STEPS = 512
export const METRIC_STEPS = 4096
/** Number of words in the constants of one step, which are stored in the order of `StepConstants`. */
export const CONSTANT_WORDS = 9
/** Maximum number of bytes of rows in an engine on the CPU, because a browser tab can use only a few gigabytes. */
export const MAX_ROW_BYTES = 512 * 2 ** 20
/**
 * The order has room for at least this many batches, because short runs on a few rows use the same rows several times.
 */
export const SPARE_BATCHES = 4

/**
 * Number of rows evaluated at a time, unless their activations would take more than `EVALUATED_BYTES`. If they take
 * more than `UNCAPPED_BYTES`, there is room only for as many rows as the validation or test set has.
 */
const EVALUATED_ROWS = 256
const UNCAPPED_BYTES = 64e6
const EVALUATED_BYTES = 1e9

/**
 * Number of rows that are evaluated at a time, given the number of rows trained at a time, the number of rows in the
 * larger of the validation and test sets, and the bytes of activations and gradients that this many rows take.
 */
export function evaluatedRows(trained: number, largestSet: number, bytesOf: (evaluated: number) => number): number {
  const most = Math.max(trained, EVALUATED_ROWS)
  if (bytesOf(most) <= UNCAPPED_BYTES) return most
  const usual = Math.max(trained, Math.min(EVALUATED_ROWS, largestSet))
  const share = EVALUATED_BYTES / bytesOf(usual)
  return share >= 1 ? usual : Math.max(trained, Math.floor(usual * share))
}

/** Maximum number of bytes for the activations of the reference, and for the weights of its compared steps. */
export const REFERENCE_BYTES = 128e6
/** TensorFlow.js keeps up to nine times as many intermediate values as the engine, most of all in recurrent layers. */
export const REFERENCE_ACTIVATIONS = 9
/** Copies of the weights in a step of TensorFlow.js: gradients, optimizer slots, and temporary vectors. */
export const REFERENCE_WEIGHTS = 10
/** The same when only a sample of the updated weights is compared. */
export const SAMPLED_WEIGHTS = 3
/** Bytes of the heap of TensorFlow.js that are worth returning, which means starting its backend again. */
export const LARGE_HEAP = 64e6
