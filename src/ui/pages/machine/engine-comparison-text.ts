/** @file Parity status: the text that describes the comparison of two engines on one batch. */
import { machineText } from '../../../messages/en/machine'
import type { ParityResult } from '../../../studio/training/training-analysis-results'

const text = machineText.parity

/**
 * Differences up to this size, relative to the largest value of a tensor, are rounding errors: float32 sums in a
 * different order, accumulated over a deep network.
 */
const ROUNDING = 5e-3

/** Matches an engine that runs on the GPU. */
const GPU = /web(?:gpu|gl)/i

/** States whether the engines agree, and which layer differs most. */
export function parityStatus({ engines, layers, lossDifference }: ParityResult): string {
  const [worst] = layers
  if (!worst) return text.none
  const { layer } = worst
  const difference = Math.max(worst.result, worst.gradient)
  // NaN fails this comparison, so it does not count as agreement.
  const agree = difference <= ROUNDING && lossDifference <= ROUNDING
  if (!agree) return text.differ({ lossDifference, layer, difference, gpu: engines.some((engine) => GPU.test(engine)) })
  return lossDifference === 0
    ? text.equalLoss({ layer, difference })
    : text.agree({ lossDifference, layer, difference })
}
