/** @file Gradients status: which text describes the check of a backend's gradients. */
import { machineText } from '../../../messages/en/machine'
import type { GradientReport } from '../../../protocol/trainer-messages'

const text = machineText.gradients

/** Errors up to this size are rounding, not a fault: float32 compared with finite differences. */
const TOLERANCE = 4e-3
/** The maximum number of wrong layers that are named. */
const MAX_NAMES = 5

/** Whether all gradients are correct, or which are not. */
export function gradientsStatus(reports: readonly GradientReport[]): string {
  // `!(a <= b)` counts NaN as wrong. A layer with few entries compared is not known to be correct.
  const wrong = reports.filter(({ worst, checked, entries }) => !(worst <= TOLERANCE) || checked < entries / 2)
  const layers = reports.length
  if (layers === 0) return text.unknown
  if (wrong.length === 0) return text.correct({ layers })
  const names = wrong.slice(0, MAX_NAMES).map(({ name }) => name)
  return text.wrong({ wrong: wrong.length, layers, names, more: wrong.length - names.length })
}
