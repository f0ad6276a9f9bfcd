/** @file Too large: before the run starts, reports a network whose training needs more memory than a browser has. */
import { fitsInMemory, tooLargeAt } from '../cost'
import type { Rule } from './rule-context'

/**
 * This is advice, not an error: the drawing is valid, and the cost table shows its largest layers. Only starting the
 * run is refused.
 */
export const tooLarge: Rule = ({ report: { checked }, parameters, plan }) => {
  if (!checked || fitsInMemory(checked, parameters, plan)) return []
  const found = tooLargeAt(checked, plan)
  return found ? [{ severity: 'advice', ...found, fixes: [] }] : []
}
