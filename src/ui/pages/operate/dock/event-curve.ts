/** @file Event curves: how strong an event is over its visible part, as SVG paths with a height of 1. */
import { rateAt, soundOf } from '../../../../ops/scenario/play'
import { endOf, type Note, type Score } from '../../../../ops/scenario/scenario'
import type { Sound } from '../../../../ops/scenario/define-event'
import { laneOf } from './rows'
import type { Span } from './span'

/** Samples per column, so that a wave narrower than a column still fills it. */
const LOOKS = 4
/** Samples over a whole event or scenario when its maximum is searched. */
const MOST_LOOKS = 1500

/** The effect of an event as one number: requests and multipliers as they are, shares and strengths from 0 to 1. */
export function loudness({ perMinute, times, mix, drift, fault, labels }: Sound, lane: string): number {
  if (lane === 'drift') return drift?.strength ?? 0
  if (fault) return 'share' in fault ? fault.share : 1
  return perMinute ?? times ?? mix?.share ?? labels?.coverage ?? labels?.noise ?? 1
}

/** The path of an event over a part of it, in a number of columns. */
export function notePath(note: Note, span: Span, columns: number): string {
  const lane = laneOf(note)
  const at = (ms: number) => loudness(soundOf(note, ms), lane)
  const most = lane === 'traffic' ? mostOf(at, { from: note.startMs, to: endOf(note) }) : 1
  return pathOf((ms) => at(Math.min(ms, endOf(note) - 1)) / (most || 1), span, columns)
}

/** The scenario with its traffic events only: a year is sampled thousands of times. */
export function trafficOf(score: Score): Score {
  return { ...score, notes: score.notes.filter((note) => laneOf(note) === 'traffic') }
}

/** The highest rate of requests in a scenario, per minute. */
export function mostRequests(traffic: Score): number {
  return mostOf((ms) => rateAt(traffic, ms), { from: 0, to: traffic.durationMs })
}

/** The path of all requests over a span; a height of 1 is `most` per minute. */
export function ratePath(traffic: Score, most: number, span: Span, columns: number): string {
  return pathOf((ms) => rateAt(traffic, ms) / (most || 1), span, columns)
}

function mostOf(at: (ms: number) => number, { from, to }: Span): number {
  let most = 0
  for (let i = 0; i < MOST_LOOKS; i++) most = Math.max(most, at(from + ((i + 0.5) / MOST_LOOKS) * (to - from)))
  return most
}

/** From the bottom along the highest sample of each column and back to the bottom; 0 is the top. */
function pathOf(at: (ms: number) => number, { from, to }: Span, columns: number): string {
  const step = (to - from) / columns
  let path = 'M0 1'
  for (let column = 0; column < columns; column++) {
    let high = 0
    for (let look = 0; look < LOOKS; look++) high = Math.max(high, at(from + (column + (look + 0.5) / LOOKS) * step))
    const y = 1 - Math.min(1, Math.max(0, high))
    path += `L${column + 0.5} ${Math.round(y * 1000) / 1000}`
    if (column === 0) path = `M0 1L0 ${Math.round(y * 1000) / 1000}`
    if (column === columns - 1) path += `L${columns} ${Math.round(y * 1000) / 1000}`
  }
  return `${path}L${columns} 1Z`
}
