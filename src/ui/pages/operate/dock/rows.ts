/** @file Rows: which row of its lane a note is drawn in: notes that sound at once stand below each other. */
import { findNoteKind, noteKinds } from '../../../../ops/scenario/events'
import { endOf, LANES, type Lane, type Note } from '../../../../ops/scenario/scenario'

export interface LaneRows {
  readonly lane: Lane
  /** In the order in which they begin: first row first. */
  readonly rows: readonly (readonly Note[])[]
}

const KIND_ORDER: ReadonlyMap<string, number> = new Map(noteKinds.map(({ kind }, i) => [kind, i]))

/** The lane of a note; of a kind that nobody knows, the faults, where it is seen and can be removed. */
export function laneOf(note: Note): Lane {
  return findNoteKind(note.kind)?.lane ?? 'faults'
}

/** The notes of each lane in rows: each note in the first row that is free, kinds that are offered first on top. */
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

/** Puts a note into a row, which is in the order of time, where nothing sounds meanwhile. */
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
