/**
 * @file recomputeObjectives: computes objectives from stored requests as if the objectives had existed from the start.
 * The state of an objective depends only on the log and the objective itself, not on when the user added it.
 */
import type { BurnRule } from '../burn-rules'
import { labelsAt } from '../log/stored-entries'
import { MINUTE_MS } from '../log/time-segments'
import { oldestId, slotOf, type RequestBuffer, UNLABELED, monitoredSlotOf } from '../log/request-buffer'
import type { LogDictionary, Requests } from '../log-entry'
import type { Slo } from '../slo'
import { objectives, makeObjectives, type Objectives } from './objectives'

export interface RecomputeInput {
  readonly buffer: RequestBuffer
  readonly book: LogDictionary
  readonly minute: number
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /** The previous state, which also contains the changes to the service. */
  readonly before: Objectives
}

/**
 * Recomputes objectives, starting with the oldest stored request. Corrected labels are counted with their current
 * value.
 */
export function recomputeObjectives({ buffer, book, minute: end, slos, rules, before }: RecomputeInput): Objectives {
  const state = makeObjectives(slos, rules)
  const first = firstKept(buffer)
  const begins = buffer.next <= buffer.capacity ? (before.first ?? 0) : minuteAt(buffer, first)
  const labels = labelsAt(buffer, (slot) => monitoredSlotOf(buffer, buffer.id[slot] as number) >= 0)
  const bare = { buffer: { ...buffer, labelBy: new Uint8Array(buffer.capacity).fill(UNLABELED) }, book }
  const requests: Requests = {
    ...buffer.columns,
    kind: 'requests',
    first: 0,
    count: buffer.capacity,
    width: buffer.widths.width,
  }
  const moves = before.moves
  let [id, label, move] = [first, 0, 0]
  // The current minute is counted but not ended.
  for (let minute = Math.min(begins, end); minute <= end; minute++) {
    for (; move < moves.length && minuteOf(moves[move]?.at ?? 0) <= minute; move++) {
      const { at, what } = moves[move] as (typeof moves)[number]
      objectives.change?.(state, { kind: 'change', at, what }, bare)
    }
    for (; id < buffer.next && minuteAt(buffer, id) <= minute; id++) {
      const slot = monitoredSlotOf(buffer, id)
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

function minuteAt(buffer: RequestBuffer, id: number): number {
  const slot = slotOf(buffer, id)
  return slot < 0 ? 0 : minuteOf(buffer.columns.at[slot] as number)
}

function firstKept(buffer: RequestBuffer): number {
  let id = oldestId(buffer)
  while (id < buffer.next && slotOf(buffer, id) < 0) id++
  return id
}
