/**
 * @file labelProblem: checks that a label sent by a caller is a possible prediction of the model; an impossible label
 * is reported as an error instead of being ignored.
 */
import { type Message, message } from '../../messages/message'
import { describeValue } from '../../data/describe-value'
import type { Pipeline } from '../../data/pipeline'

/** Maximum number of classes that a message lists. */
const LISTED = 20

/**
 * Returns the problem with a label; undefined if it is valid. A class is specified by its name or its index, counted
 * from 0.
 */
export function labelProblem({ outputs }: Pipeline, label: string | number): Message | undefined {
  const [output] = outputs
  if (output?.kind === 'classes') {
    const { labels } = output
    const isKnown =
      typeof label === 'string'
        ? labels.includes(label)
        : Number.isInteger(label) && label >= 0 && label < labels.length
    if (isKnown) return undefined
    return message('url-label-unknown', {
      found: describeValue(label),
      labels: labels.slice(0, LISTED),
      all: labels.length,
    })
  }
  if (output?.kind !== 'number' || Number.isFinite(label)) return undefined
  return message('url-label', { found: describeValue(label) })
}
