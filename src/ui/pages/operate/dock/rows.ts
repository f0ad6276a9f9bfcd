/** @file Rows: the row of its track that an event is drawn in. Events that overlap in time are in different rows. */
import { findNoteKind, noteKinds } from '../../../../ops/scenario/events'
import { endOf, LANES, type Lane, type Note } from '../../../../ops/scenario/scenario'

export interface LaneRows {
  readonly lane: Lane
  /** From top to bottom; the events of a row in order of time. */
  readonly rows: readonly (readonly Note[])[]
}

const KIND_ORDER: ReadonlyMap<string, number> = new Map(noteKinds.map(({ kind }, i) => [kind, i]))

/** The track of an event. Events of an unknown kind are on the faults track, where they can be seen and removed. */
export function laneOf(note: Note): Lane {
  return findNoteKind(note.kind)?.lane ?? 'faults'
}

/** The events of each track in rows: each in the first free row, with kinds that are offered first on top. */
export function rowsOf(notes: readonly Note[]): readonly LaneRows[] {
  return LANES.map((lane) => {
    const rows: Note[][] = []
    const own = notes.filter((note) => laneOf(note) === lane)
    for (const note of own.toSorted((a, b) => orderOf(a) - orderOf(b) || a.startMs - b.startMs)) {
      if (!rows.some((row) => fits(row, note))) rows.push([note])
    }
    return { lane, rows }
  })
}

function orderOf({ kind }: Note): number {
  return KIND_ORDER.get(kind) ?? noteKinds.length
}

/** Inserts an event into a row, which is sorted by time, if no other event overlaps it. */
function fits(row: Note[], note: Note): boolean {
  let [low, high] = [0, row.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((row[middle] as Note).startMs < note.startMs) low = middle + 1
    else high = middle
  }
  const before = row[low - 1]
  const after = row[low]
  if ((before && endOf(before) > note.startMs) || (after && endOf(note) > after.startMs)) return false
  row.splice(low, 0, note)
  return true
}
