/** @file Gradients status: the text that describes the result of a gradient check for a backend. */
import { machineText } from '../../../messages/en/machine'
import type { GradientReport } from '../../../protocol/trainer-messages'

const text = machineText.gradients

/** Errors up to this size are attributed to float32 rounding in the comparison with finite differences. */
const TOLERANCE = 4e-3
/** Maximum number of incorrect layers to name. */
const MAX_NAMES = 5

/** States whether all gradients are correct or, if not, which layers have incorrect gradients. */
export function gradientsStatus(reports: readonly GradientReport[]): string {
  // `!(a <= b)` counts NaN as wrong. A layer also counts as wrong if too few of its entries were compared.
  const wrong = reports.filter(({ worst, checked, entries }) => !(worst <= TOLERANCE) || checked < entries / 2)
  const layers = reports.length
  if (layers === 0) return text.unknown
  if (wrong.length === 0) return text.correct({ layers })
  const names = wrong.slice(0, MAX_NAMES).map(({ name }) => name)
  return text.wrong({ wrong: wrong.length, layers, names, more: wrong.length - names.length })
}
