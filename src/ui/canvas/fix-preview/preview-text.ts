/** @file Preview text: the effect of a fix in sentences, shown below the pictures. */
import { boardText } from '../../../messages/en/canvas/board'
import type { Message } from '../../../messages/message'
import type { Preview } from './preview'
import type { Box } from './sketch'

const text = boardText.preview

/** Lists what is added, removed and changed; then the parameter count, if any; then the remaining problems. */
export function previewText(
  { before, after, counts, errors, advice }: Preview,
  problemText: (message: Message) => string,
  counted: 'parameters' | undefined,
): readonly string[] {
  const labels = (boxes: readonly Box[], how: Box['how']) =>
    boxes
      .filter((box) => box.how === how)
      .map(({ label, change }) => (change === '' ? label : text.noted({ node: label, change })))
  const sentence = (of: (a: { nodes: readonly string[] }) => string, nodes: readonly string[]) =>
    nodes.length > 0 ? [of({ nodes })] : []
  const changes = [
    ...sentence(text.adds, labels(after.boxes, 'added')),
    ...sentence(text.removes, labels(before.boxes, 'removed')),
    ...sentence(text.changes, labels(after.boxes, 'changed')),
  ]
  const rewired = changes.length === 0 ? sentence(text.rewires, labels(after.boxes, 'rewired')) : []
  const parameters = counts.before === counts.after ? text.sameParameters(counts) : text.parameters(counts)
  return [...changes, ...rewired, ...(counted ? [parameters] : []), remainingText(errors, advice, problemText)]
}

function remainingText(
  errors: Preview['errors'],
  advice: Preview['advice'],
  problemText: (message: Message) => string,
): string {
  const [first] = errors
  if (first) return text.problemsLeft({ problems: errors.length, first: problemText(first.problem) })
  const [next] = advice
  return next ? text.adviceLeft({ advice: problemText(next.problem) }) : text.noneLeft
}
