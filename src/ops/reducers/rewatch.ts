/**
 * @file rewatch: the objectives of a log as if they had been watched all along: read again from the requests that are kept in full. What
 * an objective comes to is a function of the log and of the objective, whenever somebody writes it down.
 */
import type { BurnRule } from '../burn-rules'
import { labelsAt } from '../log/entries'
import { MINUTE_MS } from '../log/in-order'
import { oldest, placeOf, type Ring, UNLABELLED, watchedPlaceOf } from '../log/request-buffer'
import type { Book, Requests } from '../record'
import type { Slo } from '../slo'
import { objectives, openObjectives, type Objectives } from './objectives'

export interface Rewatched {
  readonly ring: Ring
  readonly book: Book
  /** The first minute that is not over. */
  readonly minute: number
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /** What was watched until now: moves are kept there. */
  readonly before: Objectives
}

/** Watches objectives from the oldest request that is kept. A label that was corrected counts as it is now. */
export function rewatch({ ring, book, minute: end, slos, rules, before }: Rewatched): Objectives {
  const state = openObjectives(slos, rules)
  const first = firstKept(ring)
  const begins = ring.next <= ring.capacity ? (before.first ?? 0) : minuteAt(ring, first)
  const labels = labelsAt(ring, (place) => watchedPlaceOf(ring, ring.id[place] as number) >= 0)
  const bare = { ring: { ...ring, labelBy: new Uint8Array(ring.capacity).fill(UNLABELLED) }, book }
  const requests: Requests = {
    ...ring.columns,
    kind: 'requests',
    first: 0,
    count: ring.capacity,
    width: ring.widths.width,
  }
  const moves = before.moves
  let [id, label, move] = [first, 0, 0]
  // The last minute is not over: what came in it is counted, and it is not turned.
  for (let minute = Math.min(begins, end); minute <= end; minute++) {
    for (; move < moves.length && minuteOf(moves[move]?.at ?? 0) <= minute; move++) {
      const { at, what } = moves[move] as (typeof moves)[number]
      objectives.change?.(state, { kind: 'change', at, what }, bare)
    }
    for (; id < ring.next && minuteAt(ring, id) <= minute; id++) {
      const place = watchedPlaceOf(ring, id)
      if (place >= 0) objectives.requests?.(state, requests, place, place + 1, bare)
    }
    for (; label < labels.count && minuteOf(labels.at[label] as number) <= minute; label++)
      objectives.label?.(state, labels, label, bare)
    if (minute < end) objectives.minute?.(state, minute, bare)
  }
  state.minute = end
  return state
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS)
}

function minuteAt(ring: Ring, id: number): number {
  const place = placeOf(ring, id)
  return place < 0 ? 0 : minuteOf(ring.columns.at[place] as number)
}

function firstKept(ring: Ring): number {
  let id = oldest(ring)
  while (id < ring.next && placeOf(ring, id) < 0) id++
  return id
}
