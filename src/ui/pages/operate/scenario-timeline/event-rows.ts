/** @file Events on the timeline: the rows of each track, the curve of an event's strength, and its title. */

import { scenarioText } from '../../../../messages/en/operate/scenario'
import { effectOf, rateAt } from '../../../../ops/scenario/conditions-at'
import type { EventEffect } from '../../../../ops/scenario/define-event'
import { eventTitle, eventKinds, findEventKind } from '../../../../ops/scenario/events'
import { endOf, type Scenario, type ScenarioEvent, TRACKS, type Track } from '../../../../ops/scenario/scenario'
import type { Span } from './time-span'

export interface TrackRows {
  readonly track: Track
  /** Rows from top to bottom; the events of a row are sorted by time. */
  readonly rows: readonly (readonly ScenarioEvent[])[]
}

const KIND_ORDER: ReadonlyMap<string, number> = new Map(eventKinds.map(({ kind }, i) => [kind, i]))

/** The track of an event. Events of an unknown kind are on the faults track, where they can be seen and removed. */
function trackOf(scenarioEvent: ScenarioEvent): Track {
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

// Event curves: the strength of an event over the visible time span, as SVG paths with a height of 1.

/** Samples per column; several are needed so that a wave narrower than a column still fills that column. */
const SAMPLES = 4
/** Number of samples taken over the entire event or scenario when searching for the maximum. */
const MAX_SAMPLES = 1500

/**
 * Reduces the effect of an event to a single number: request rates and multipliers are returned unchanged, shares and
 * strengths as values from 0 to 1.
 */
function effectLevel({ perMinute, times, mix, drift, fault, labels }: EventEffect, track: string): number {
  if (track === 'drift') return drift?.strength ?? 0
  if (fault) return 'share' in fault ? fault.share : 1
  return perMinute ?? times ?? mix?.share ?? labels?.coverage ?? labels?.noise ?? 1
}

/** The path of an event over a time span, drawn with the given number of columns. */
export function eventPath(scenarioEvent: ScenarioEvent, span: Span, columns: number): string {
  const track = trackOf(scenarioEvent)
  const at = (ms: number) => effectLevel(effectOf(scenarioEvent, ms), track)
  const most = track === 'traffic' ? mostOf(at, { from: scenarioEvent.startMs, to: endOf(scenarioEvent) }) : 1
  return pathOf((ms) => at(Math.min(ms, endOf(scenarioEvent) - 1)) / (most || 1), span, columns)
}

/** Reduces a scenario to its traffic events, because computing a rate curve over a year takes thousands of samples. */
export function trafficOf(scenario: Scenario): Scenario {
  return { ...scenario, events: scenario.events.filter((scenarioEvent) => trackOf(scenarioEvent) === 'traffic') }
}

/** The highest request rate in a scenario or in a part of it, per minute. */
export function peakRate(traffic: Scenario, part: Span = { from: 0, to: traffic.durationMs }): number {
  return mostOf((ms) => rateAt(traffic, ms), part)
}

/**
 * The path of the total request rate over a time span; the full height of 1 corresponds to `most` requests per minute.
 */
export function ratePath(traffic: Scenario, most: number, span: Span, columns: number): string {
  return pathOf((ms) => rateAt(traffic, ms) / (most || 1), span, columns)
}

function mostOf(at: (ms: number) => number, { from, to }: Span): number {
  let most = 0
  for (let i = 0; i < MAX_SAMPLES; i++) most = Math.max(most, at(from + ((i + 0.5) / MAX_SAMPLES) * (to - from)))
  return most
}

/** Starts at the bottom, follows the highest sample of each column, and returns to the bottom; y = 0 is the top. */
function pathOf(at: (ms: number) => number, { from, to }: Span, columns: number): string {
  const step = (to - from) / columns
  let path = 'M0 1'
  for (let column = 0; column < columns; column++) {
    let high = 0
    for (let sample = 0; sample < SAMPLES; sample++)
      high = Math.max(high, at(from + (column + (sample + 0.5) / SAMPLES) * step))
    const y = 1 - Math.min(1, Math.max(0, high))
    path += `L${column + 0.5} ${Math.round(y * 1000) / 1000}`
    if (column === 0) path = `M0 1L0 ${Math.round(y * 1000) / 1000}`
    if (column === columns - 1) path += `L${columns} ${Math.round(y * 1000) / 1000}`
  }
  return `${path}L${columns} 1Z`
}

/** Describes everything that the block of an event shows. */
export function eventDescription(scenarioEvent: ScenarioEvent): string {
  return scenarioText.event.described({
    title: eventTitle(scenarioEvent),
    fromMs: scenarioEvent.startMs,
    toMs: endOf(scenarioEvent),
  })
}
