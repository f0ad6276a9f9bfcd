/**
 * @file Score: what a seeded world does to a service, as notes in lanes over virtual time: plain JSON, edited like music. Time 0 is a
 * Monday, 00:00.
 */
import type { ParamValue } from '../../catalog/params'

export const LANES = ['traffic', 'mix', 'drift', 'faults', 'labels'] as const
export type Lane = (typeof LANES)[number]

/** Something that goes on for a while. Its kind says which lane it is in and which parameters it has; those left out are as usual. */
export interface Note {
  readonly id: string
  readonly kind: string
  readonly startMs: number
  readonly lengthMs: number
  readonly [param: string]: ParamValue
}

export interface Score {
  readonly seed: number
  readonly durationMs: number
  /** In the order in which they were put. */
  readonly notes: readonly Note[]
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A leap year. */
export const MOST_DAYS = 366
export const MOST_NOTES = 2000
/** Requests that a score may ask for: a year of 38 a minute. */
export const MOST_REQUESTS = 20_000_000

/** What a note was set to, without what every note has. */
export function paramsOf(note: Note): Readonly<Record<string, ParamValue>> {
  const { id: _id, kind: _kind, startMs: _startMs, lengthMs: _lengthMs, ...params } = note
  return params
}

/** The first moment after a note. */
export function endOf({ startMs, lengthMs }: Pick<Note, 'startMs' | 'lengthMs'>): number {
  return startMs + lengthMs
}

/** Whether a note sounds at a moment: from its start to before its end. */
export function soundsAt(note: Note, atMs: number): boolean {
  return note.startMs <= atMs && atMs < endOf(note)
}
