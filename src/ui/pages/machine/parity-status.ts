/** @file Parity status: which text describes the comparison of two engines on one batch. */
import { machineText } from '../../../messages/en/machine'
import type { ParityResult } from '../../../studio/insight'

const text = machineText.parity

/**
 * Differences up to this size are rounding: float32 sums in another order, over a deep network. Relative to the largest
 * value of a tensor.
 */
const ROUNDING = 5e-3

/** Whether the engines agree, and the layer that differs most. */
export function parityStatus({ layers, lossDifference }: ParityResult): string {
  const [worst] = layers
  if (!worst) return text.none
  const { layer } = worst
  const difference = Math.max(worst.result, worst.gradient)
  // NaN is not within rounding.
  const agree = difference <= ROUNDING && lossDifference <= ROUNDING
  if (!agree) return text.differ({ lossDifference, layer, difference })
  return lossDifference === 0
    ? text.equalLoss({ layer, difference })
    : text.agree({ lossDifference, layer, difference })
}
