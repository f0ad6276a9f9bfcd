/** @file Text about the checks of an engine: its speed compared with TensorFlow.js, and its gradients. */
import { machineText } from '../../../messages/en/machine'
import type { ParityResult } from '../../../studio/training/training-analysis-results'
import type { GradientReport } from '../../../protocol/trainer-messages'

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

const gradientCheckTextText = machineText.gradients

/** Errors up to this size are attributed to float32 rounding in the comparison with finite differences. */
const TOLERANCE = 4e-3
/** Maximum number of incorrect layers to name. */
const MAX_NAMES = 5

/** States whether all gradients are correct or, if not, which layers have incorrect gradients. */
export function gradientsStatus(reports: readonly GradientReport[]): string {
  // `!(a <= b)` counts NaN as wrong. A layer also counts as wrong if too few of its entries were compared.
  const wrong = reports.filter(({ worst, checked, entries }) => !(worst <= TOLERANCE) || checked < entries / 2)
  const layers = reports.length
  if (layers === 0) return gradientCheckTextText.unknown
  if (wrong.length === 0) return gradientCheckTextText.correct({ layers })
  const names = wrong.slice(0, MAX_NAMES).map(({ name }) => name)
  return gradientCheckTextText.wrong({ wrong: wrong.length, layers, names, more: wrong.length - names.length })
}
