/** @file Class weights must refer to classes of an output. */
import { message } from '../../messages/message'
import type { Rule } from './rule-context'

export const classWeights: Rule = ({ plan, binding }) => {
  const { classWeights: weights } = plan
  // A drawing that is not bound to data cannot be checked yet.
  if (weights === undefined || binding.outputs.length === 0) return []
  const known = [...new Set(binding.outputs.flatMap(({ task }) => (task.kind === 'classes' ? task.labels : [])))]
  const labels = weights === 'balanced' ? [] : Object.keys(weights).filter((label) => !known.includes(label))
  if (known.length > 0 && labels.length === 0) return []
  return [{ severity: 'advice', problem: message('class-weights-unknown', { labels, known }), fixes: [] }]
}
