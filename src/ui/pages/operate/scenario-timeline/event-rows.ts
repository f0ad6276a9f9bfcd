/** @file Rows: assigns each event to a row of its track, so that events that overlap in time are in different rows. */
import { eventKinds, findEventKind } from '../../../../ops/scenario/events'
import { endOf, type ScenarioEvent, TRACKS, type Track } from '../../../../ops/scenario/scenario'

export interface TrackRows {
  readonly track: Track
  /** Rows from top to bottom; the events of a row are sorted by time. */
  readonly rows: readonly (readonly ScenarioEvent[])[]
}

const KIND_ORDER: ReadonlyMap<string, number> = new Map(eventKinds.map(({ kind }, i) => [kind, i]))

/** The track of an event. Events of an unknown kind are on the faults track, where they can be seen and removed. */
export function trackOf(scenarioEvent: ScenarioEvent): Track {
  return findEventKind(scenarioEvent.kind)?.track ?? 'faults'
}

/**
 * Assigns the events of each track to rows. Events are placed in menu order of their kinds, each in the first row with
 * free space.
 */
export function rowsOf(events: readonly ScenarioEvent[]): readonly TrackRows[] {
  return TRACKS.map((track) => {
    const rows: ScenarioEvent[][] = []
    const own = events.filter((scenarioEvent) => trackOf(scenarioEvent) === track)
    for (const scenarioEvent of own.toSorted((a, b) => orderOf(a) - orderOf(b) || a.startMs - b.startMs)) {
      if (!rows.some((row) => fits(row, scenarioEvent))) rows.push([scenarioEvent])
    }
    return { track, rows }
  })
}

function orderOf({ kind }: ScenarioEvent): number {
  return KIND_ORDER.get(kind) ?? eventKinds.length
}

/**
 * Inserts an event into a row, keeping the row sorted by time, unless another event overlaps it; returns whether the
 * event was inserted.
 */
function fits(row: ScenarioEvent[], scenarioEvent: ScenarioEvent): boolean {
  let [low, high] = [0, row.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((row[middle] as ScenarioEvent).startMs < scenarioEvent.startMs) low = middle + 1
    else high = middle
  }
  const before = row[low - 1]
  const after = row[low]
  if ((before && endOf(before) > scenarioEvent.startMs) || (after && endOf(scenarioEvent) > after.startMs)) return false
  row.splice(low, 0, scenarioEvent)
  return true
}
