/** @file Too large: reports a network that a browser cannot train for lack of memory, before the run starts. */
import { fitsInMemory, tooLargeAt } from '../cost'
import type { Rule } from './scene'

/**
 * Advice, not an error: the drawing is valid, and the cost table shows its largest layers. The run itself is refused.
 */
export const tooLarge: Rule = ({ report: { checked }, parameters, plan }) => {
  if (!checked || fitsInMemory(checked, parameters, plan)) return []
  const found = tooLargeAt(checked, plan)
  return found ? [{ severity: 'advice', ...found, fixes: [] }] : []
}
