/** @file Curves of notes: how strongly a note sounds over the stretch of it that is in sight, as paths of a drawing 1 high. */
import { rateAt, soundOf } from '../../../../ops/scenario/play'
import { endOf, type Note, type Score } from '../../../../ops/scenario/scenario'
import type { Sound } from '../../../../ops/scenario/define-event'
import { laneOf } from './rows'
import type { Span } from './span'

/** Moments looked at in each column, so that a wave that is narrower than a column fills what it passes. */
const LOOKS = 4
/** Over all of a note or a score, where its most is looked for. */
const MOST_LOOKS = 1500

/** What a note does as one number: requests and times as they are, shares and strengths 0 to 1. */
export function loudness({ perMinute, times, mix, drift, fault, labels }: Sound, lane: string): number {
  if (lane === 'drift') return drift?.strength ?? 0
  if (fault) return 'share' in fault ? fault.share : 1
  return perMinute ?? times ?? mix?.share ?? labels?.coverage ?? labels?.noise ?? 1
}

/** The path of a note over a span of it, in so many columns. */
export function notePath(note: Note, span: Span, columns: number): string {
  const lane = laneOf(note)
  const at = (ms: number) => loudness(soundOf(note, ms), lane)
  const most = lane === 'traffic' ? mostOf(at, { from: note.startMs, to: endOf(note) }) : 1
  return pathOf((ms) => at(Math.min(ms, endOf(note) - 1)) / (most || 1), span, columns)
}

/** Only what makes requests is asked: a year is looked at some thousand times. */
export function trafficOf(score: Score): Score {
  return { ...score, notes: score.notes.filter((note) => laneOf(note) === 'traffic') }
}

/** Most requests a minute that a score asks for at once. */
export function mostRequests(traffic: Score): number {
  return mostOf((ms) => rateAt(traffic, ms), { from: 0, to: traffic.durationMs })
}

/** The path of all requests over a span; 1 is `most` a minute. */
export function ratePath(traffic: Score, most: number, span: Span, columns: number): string {
  return pathOf((ms) => rateAt(traffic, ms) / (most || 1), span, columns)
}

function mostOf(at: (ms: number) => number, { from, to }: Span): number {
  let most = 0
  for (let i = 0; i < MOST_LOOKS; i++) most = Math.max(most, at(from + ((i + 0.5) / MOST_LOOKS) * (to - from)))
  return most
}

/** From the ground along the highest of each column to the ground again; 0 is the top. */
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
