/**
 * @file Edits of a score, as pure functions: what a hand does in the lanes. A note that is moved or stretched stays within the score; one
 * that is not there leaves the score as it is.
 */
import type { ParamValue } from '../../catalog/params'
import { endOf, type Note, type Score } from './scenario'

type Params = Readonly<Record<string, ParamValue>>

/** A new note of a kind, behind all others in the list; its id is the score's next. */
export function addNote(score: Score, kind: string, startMs: number, lengthMs: number, params: Params = {}): Score {
  const note: Note = { ...params, id: nextId(score), kind, startMs, lengthMs }
  return { ...score, notes: [...score.notes, note] }
}

/** The note begins elsewhere and is as long as before. */
export function moveNote(score: Score, id: string, startMs: number): Score {
  return change(score, id, (note) => {
    const latest = Math.max(0, score.durationMs - note.lengthMs)
    return { ...note, startMs: Math.min(Math.max(0, startMs), latest) }
  })
}

/** One end of the note goes to a moment, the other stays; it is never shorter than `leastMs`. */
export function stretchNote(
  score: Score,
  id: string,
  to: { readonly startMs: number } | { readonly endMs: number },
  leastMs = 1,
): Score {
  return change(score, id, (note) => {
    const end = endOf(note)
    if ('startMs' in to) {
      const startMs = Math.min(Math.max(0, to.startMs), Math.max(0, end - leastMs))
      return { ...note, startMs, lengthMs: end - startMs }
    }
    return { ...note, lengthMs: Math.max(leastMs, Math.min(to.endMs, score.durationMs) - note.startMs) }
  })
}

/** Sets parameters of a note; those that are not named stay, and what every note has is not for it to change. */
export function setParams(score: Score, id: string, params: Params): Score {
  return change(score, id, (note) => {
    const { kind, startMs, lengthMs } = note
    return { ...note, ...params, id, kind, startMs, lengthMs }
  })
}

/** The score without it. */
export function removeNote(score: Score, id: string): Score {
  const notes = score.notes.filter((note) => note.id !== id)
  return notes.length === score.notes.length ? score : { ...score, notes }
}

/** The same note once more, behind itself or where it is asked for, as far as the score goes. */
export function duplicate(score: Score, id: string, startMs?: number): Score {
  const note = score.notes.find((one) => one.id === id)
  if (!note) return score
  const copy = { ...note, id: nextId(score) }
  return moveNote({ ...score, notes: [...score.notes, copy] }, copy.id, startMs ?? endOf(note))
}

/** Notes begin and end on a grid; all of them, or those that are named. None is shorter than a step of the grid. */
export function quantise(score: Score, gridMs: number, ids?: ReadonlySet<string>): Score {
  const onGrid = (ms: number) => Math.round(ms / gridMs) * gridMs
  const notes = score.notes.map((note) => {
    if (ids && !ids.has(note.id)) return note
    const startMs = onGrid(note.startMs)
    return { ...note, startMs, lengthMs: Math.max(gridMs, onGrid(endOf(note)) - startMs) }
  })
  return { ...score, notes }
}

function change(score: Score, id: string, to: (note: Note) => Note): Score {
  if (!score.notes.some((note) => note.id === id)) return score
  return { ...score, notes: score.notes.map((note) => (note.id === id ? to(note) : note)) }
}

/** n1, n2, ...: one more than the highest there is. */
function nextId({ notes }: Score): string {
  const highest = notes.reduce((most, { id }) => Math.max(most, Number(/^n(\d{1,9})$/.exec(id)?.[1] ?? 0)), 0)
  return `n${highest + 1}`
}
