/** @file What a comparison of two engines found, in words. Pure. */
import type { ToldParity } from '../../../studio/insight'

/** Of float32 in another order of sums, over a deep network: more is a fault and not rounding. Relative to the largest number of a tensor. */
const ROUNDING = 5e-3

/** "They agree: the loss within 3e-8; farthest apart is Conv 1, by 4e-7", or where they part. */
export function parityWords({ layers, lossDifference }: ToldParity): string {
  const [worst] = layers
  if (!worst) return 'There was no layer to compare.'
  const most = Math.max(worst.result, worst.gradient)
  const where = `${worst.layer}, by ${tiny(most)}`
  // Not greater, rather than less: a number that is none is a difference too.
  if (most <= ROUNDING && lossDifference <= ROUNDING)
    return `They agree: ${lossDifference === 0 ? 'the same loss' : `the loss within ${tiny(lossDifference)}`}; farthest apart is ${where} of its largest number.`
  return `They differ by more than rounding: the loss by ${tiny(lossDifference)}, and most at ${where} of its largest number. Train on the CPU, and tell us.`
}

/** A difference by its size alone. */
export function tiny(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(0)
}
