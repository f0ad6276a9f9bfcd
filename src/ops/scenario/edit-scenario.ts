/**
 * @file Edits of a scenario, as pure functions. An event that is moved or stretched stays within the scenario; an unknown id changes
 * nothing.
 */
import type { ParamValue } from '../../catalog/params'
import { endOf, type Note, type Score } from './scenario'

type Params = Readonly<Record<string, ParamValue>>

/** Adds an event of a kind to the end of the list, with the next free id. */
export function addNote(score: Score, kind: string, startMs: number, lengthMs: number, params: Params = {}): Score {
  const note: Note = { ...params, id: nextId(score), kind, startMs, lengthMs }
  return { ...score, notes: [...score.notes, note] }
}

/** Moves an event; its length stays the same. */
export function moveNote(score: Score, id: string, startMs: number): Score {
  return change(score, id, (note) => {
    const latest = Math.max(0, score.durationMs - note.lengthMs)
    return { ...note, startMs: Math.min(Math.max(0, startMs), latest) }
  })
}

/** Moves one end of an event; it is never shorter than `leastMs`. */
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

/** Sets parameters of an event; others keep their values, and its id, kind and time cannot be set this way. */
export function setParams(score: Score, id: string, params: Params): Score {
  return change(score, id, (note) => {
    const { kind, startMs, lengthMs } = note
    return { ...note, ...params, id, kind, startMs, lengthMs }
  })
}

/** Removes an event. */
export function removeNote(score: Score, id: string): Score {
  const notes = score.notes.filter((note) => note.id !== id)
  return notes.length === score.notes.length ? score : { ...score, notes }
}

/** Duplicates an event, right after itself or at a given time, within the scenario. */
export function duplicate(score: Score, id: string, startMs?: number): Score {
  const note = score.notes.find((one) => one.id === id)
  if (!note) return score
  const copy = { ...note, id: nextId(score) }
  return moveNote({ ...score, notes: [...score.notes, copy] }, copy.id, startMs ?? endOf(note))
}

/** Aligns events to a grid: all of them, or the given ones. None becomes shorter than one step. */
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

/** The next id: n1, n2, ... */
function nextId({ notes }: Score): string {
  const highest = notes.reduce((most, { id }) => Math.max(most, Number(/^n(\d{1,9})$/.exec(id)?.[1] ?? 0)), 0)
  return `n${highest + 1}`
}
