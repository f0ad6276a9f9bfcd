/** @file Words of notes: what stands in a note's block, and what is said of it to who does not see it. */
import { numberText } from '../../../kit/number-text'
import { findNoteKind } from '../../../../ops/scenario/events'
import { endOf, type Note } from '../../../../ops/scenario/scenario'
import { virtualTime } from '../../../../messages/format'
import { lengthWords } from './span'

/** What a note is, with the one thing most worth knowing: Drift noise; Requests a minute 60. */
export function noteTitle(note: Note): string {
  const def = findNoteKind(note.kind)
  if (!def) return note.kind
  const value = (name: string) => (Object.hasOwn(note, name) ? note[name] : def.params[name]?.default)
  for (const [name, spec] of Object.entries(def.params)) {
    const own = value(name)
    if (spec.type === 'text' && own !== '' && def.needs?.includes(name)) return `${def.title} ${own}`
    if (spec.type === 'choice') return `${def.title}: ${own}`
    if (spec.type === 'int' || spec.type === 'float') {
      if (typeof own !== 'number') return def.title
      const amount = numberText(own)
      return spec.label.startsWith(def.title)
        ? `${spec.label} ${amount}`
        : `${def.title}, ${spec.label.toLowerCase()} ${amount}`
    }
  }
  return def.title
}

/** All that a block shows, in words. */
export function noteWords(note: Note): string {
  return `${noteTitle(note)}, from ${virtualTime(note.startMs)} to ${virtualTime(endOf(note))}, ${lengthWords(note.lengthMs)}`
}
