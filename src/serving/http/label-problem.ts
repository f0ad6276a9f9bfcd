/** @file labelProblem: whether what a caller says the answer should be can be an answer of the model: what cannot is told, not dropped. */
import { type Message, message } from '../../messages/message'
import { found } from '../../data/describe-value'
import type { Pipeline } from '../../data/pipeline'

/** Classes that a sentence lists. */
const LISTED = 20

/** What is wrong with a label; a class may be told by its name or by its place, from 0. */
export function labelProblem({ outputs }: Pipeline, label: string | number): Message | undefined {
  const [output] = outputs
  if (output?.kind === 'classes') {
    const { labels } = output
    const known =
      typeof label === 'string'
        ? labels.includes(label)
        : Number.isInteger(label) && label >= 0 && label < labels.length
    if (known) return undefined
    return message('url-label-unknown', { found: found(label), labels: labels.slice(0, LISTED), all: labels.length })
  }
  if (output?.kind !== 'number' || Number.isFinite(label)) return undefined
  return message('url-label', { found: found(label) })
}
