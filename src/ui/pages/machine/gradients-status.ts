/** @file What a check of gradients found, in words. */
import { counted, list } from '../../../messages/format'
import type { GradientReport } from '../../../protocol/trainer-messages'

/** Of float32 against finite differences: the largest error that is rounding and not a fault. */
const TOLERANCE = 4e-3
/** Of the names of what is wrong, so many are told. */
const MOST_NAMES = 5

/** "all 63 right", or which are not. */
export function gradientWords(reports: readonly GradientReport[]): string {
  // Not greater, rather than less: a number that is none is wrong too. What was hardly compared is not known to be right.
  const wrong = reports.filter(({ worst, checked, entries }) => !(worst <= TOLERANCE) || checked < entries / 2)
  if (reports.length === 0) return 'Gradients could not be checked here.'
  if (wrong.length === 0) return `Gradients of layers: all ${reports.length} right.`
  const names = wrong.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = wrong.length - names.length
  return `Gradients of ${counted(wrong.length, 'layer')} of ${reports.length} are wrong: ${list(more > 0 ? [...names, `${more} more`] : names)}.`
}
