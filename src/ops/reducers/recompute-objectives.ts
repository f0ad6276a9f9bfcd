/**
 * @file recomputeObjectives: computes objectives from stored requests as if they had always been set. The state of an
 * objective depends only on the log and the objective, not on when the user adds it.
 */
import type { BurnRule } from '../burn-rules'
import { labelsAt } from '../log/stored-entries'
import { MINUTE_MS } from '../log/time-segments'
import { oldestId, slotOf, type RequestRing, UNLABELLED, monitoredSlotOf } from '../log/request-buffer'
import type { LogDictionary, Requests } from '../log-entry'
import type { Slo } from '../slo'
import { objectives, makeObjectives, type Objectives } from './objectives'

export interface RecomputeInput {
  readonly ring: RequestRing
  readonly book: LogDictionary
  /** The current minute. */
  readonly minute: number
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /** The previous state, which holds the changes. */
  readonly before: Objectives
}

/** Recomputes objectives from the oldest stored request. Corrected labels count with their current value. */
export function recomputeObjectives({ ring, book, minute: end, slos, rules, before }: RecomputeInput): Objectives {
  const state = makeObjectives(slos, rules)
  const first = firstKept(ring)
  const begins = ring.next <= ring.capacity ? (before.first ?? 0) : minuteAt(ring, first)
  const labels = labelsAt(ring, (slot) => monitoredSlotOf(ring, ring.id[slot] as number) >= 0)
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
  // The current minute is counted but not ended.
  for (let minute = Math.min(begins, end); minute <= end; minute++) {
    for (; move < moves.length && minuteOf(moves[move]?.at ?? 0) <= minute; move++) {
      const { at, what } = moves[move] as (typeof moves)[number]
      objectives.change?.(state, { kind: 'change', at, what }, bare)
    }
    for (; id < ring.next && minuteAt(ring, id) <= minute; id++) {
      const slot = monitoredSlotOf(ring, id)
      if (slot >= 0) objectives.requests?.(state, requests, slot, slot + 1, bare)
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

function minuteAt(ring: RequestRing, id: number): number {
  const slot = slotOf(ring, id)
  return slot < 0 ? 0 : minuteOf(ring.columns.at[slot] as number)
}

function firstKept(ring: RequestRing): number {
  let id = oldestId(ring)
  while (id < ring.next && slotOf(ring, id) < 0) id++
  return id
}
