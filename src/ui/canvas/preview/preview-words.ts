/** @file Preview in words: what a fix would do, for those who read and those who listen. */
import type { Message } from '../../../messages/message'
import { count, counted, list } from '../../../messages/format'
import type { Preview } from './preview'
import type { Box } from './sketch'

/** What is added, removed and changed, then the counts, then what would be left. */
export function previewWords(
  { before, after, counts, errors, advice }: Preview,
  say: (said: Message) => string,
  noun: string | undefined,
): readonly string[] {
  const labels = (boxes: readonly Box[], how: Box['how']) =>
    boxes.filter((box) => box.how === how).map(({ label, words }) => (words === '' ? label : `${label} (${words})`))
  const told = (what: string, names: readonly string[]) => (names.length > 0 ? [`${what} ${list(names)}.`] : [])
  const deeds = [
    ...told('Adds', labels(after.boxes, 'added')),
    ...told('Removes', labels(before.boxes, 'removed')),
    ...told('Changes', labels(after.boxes, 'changed')),
  ]
  const rewired = deeds.length === 0 ? told('Wires anew', labels(after.boxes, 'rewired')) : []
  const numbers =
    noun === undefined
      ? []
      : [
          counts.before === counts.after
            ? `${count(counts.after)} ${noun}, as before.`
            : `${count(counts.before)} → ${count(counts.after)} ${noun}.`,
        ]
  return [...deeds, ...rewired, ...numbers, left(errors, advice, say)]
}

function left(errors: Preview['errors'], advice: Preview['advice'], say: (said: Message) => string): string {
  const [first] = errors
  if (first) return `${counted(errors.length, 'problem')} left: ${say(first.said)}`
  const [next] = advice
  return next ? `No problem left. Advice then: ${say(next.said)}` : 'No problem left.'
}
