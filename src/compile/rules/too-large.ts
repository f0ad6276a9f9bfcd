/** @file Too large: a network that a browser cannot hold while it trains is told so before anybody waits for it. */
import { surelyFits, tooLargeAt } from '../cost'
import type { Rule } from './scene'

/** Advice, not an error: the drawing is sound, and the table of costs shows where its size lies. The run itself is refused. */
export const tooLarge: Rule = ({ report: { checked }, parameters, plan }) => {
  if (!checked || surelyFits(checked, parameters, plan)) return []
  const found = tooLargeAt(checked, plan)
  return found ? [{ severity: 'advice', ...found, fixes: [] }] : []
}
