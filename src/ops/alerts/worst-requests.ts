/**
 * @file worstRequests: the stored requests behind an incident: those that violated its objectives, with the worst
 * first, and those that contribute most to drift.
 */

import type { AnswerReference } from '../drift/references'
import { mostDrifted } from '../drift/window-drift'
import { confidenceAt } from '../log/columns'
import type { LogView } from '../log/fold-log'
import { MINUTE_MS } from '../log/fold-log'
import { isSampled, monitoredSlotOf, oldestId, type RequestBuffer, slotOf } from '../log/request-buffer'
import { HTTP_STATUS, NO_VERSION_INDEX, STATUSES } from '../log-entry'
import { judgeRequest, type Slo } from '../slo'
import { burnsOf, driftsOf, type Incident } from './incidents'

/** The search starts this many minutes before the incident began. */
const BEFORE = 60

/**
 * IDs of at most `limit` requests: failed requests, then the slowest; for accuracy objectives, the most confident wrong
 * predictions; for a drifting feature, the most extreme values. Results for different objectives and features are
 * interleaved. `answers` contains the reference distributions of predictions, which are used for prediction drift.
 */
export function worstRequests(
  { buffer, book }: LogView,
  slos: readonly Slo[],
  {
    alerts,
    cause,
    fromMinute,
    toMinute = Number.POSITIVE_INFINITY,
    calmMinute = toMinute,
  }: Pick<Incident, 'alerts' | 'cause' | 'fromMinute' | 'toMinute' | 'calmMinute'>,
  limit: number,
  answers: readonly AnswerReference[] = [],
): readonly number[] {
  const from = (fromMinute - BEFORE) * MINUTE_MS
  // Rules with long windows fire for hours after the recovery; what fails then belongs to another incident.
  const to = Math.min(toMinute, calmMinute) * MINUTE_MS
  const broken = slos.filter(({ id }) => burnsOf(alerts).some(({ slo }) => slo === id))
  const lists = broken.map((slo) => {
    const matches: { readonly id: number; readonly bad: number }[] = []
    for (let id = oldestId(buffer); id < buffer.next; id++) {
      const slot = monitoredSlotOf(buffer, id)
      if (slot < 0) continue
      const bad = severityOf(buffer, slot, slo, from, to)
      if (bad < 0 || !isSameFault(buffer, slot, cause)) continue
      matches.push({ id, bad })
    }
    return diversified(
      buffer,
      matches.sort((a, b) => b.bad - a.bad || b.id - a.id).map(({ id }) => id),
    )
  })
  for (const { window, n, feature } of driftsOf(alerts))
    lists.push(mostDrifted({ buffer, book }, window, n, feature, answers, limit).map(({ request }) => request))
  const ids = new Set<number>()
  for (let i = 0; ids.size < limit && lists.some((list) => i < list.length); i++)
    for (const list of lists) if (list[i] !== undefined && ids.size < limit) ids.add(list[i] as number)
  return [...ids]
}

/**
 * Reorders requests for variety: different inputs first and, among those, different mistakes, because eight requests
 * with the same row or mistake reveal no more than one.
 */
function diversified(buffer: RequestBuffer, ids: readonly number[]): readonly number[] {
  const { columns, label } = buffer
  const seen = new Map<string, number>()
  const times = (key: string) => {
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before
  }
  const ranks = ids.map((id) => {
    const slot = slotOf(buffer, id)
    const row = columns.row[slot] as number
    const again = row < 0 ? 0 : times(`row ${row}`)
    return { id, again, alike: again > 0 ? 0 : times(`said ${columns.predicted[slot]} for ${label[slot]}`) }
  })
  return ranks.sort((a, b) => a.again - b.again || a.alike - b.alike).map(({ id }) => id)
}

/** How bad a request was with respect to an objective, or -1 if it was not bad or lies outside the period. */
function severityOf(buffer: RequestBuffer, slot: number, slo: Slo, from: number, to: number): number {
  const { columns, widths } = buffer
  const ofLabels = slo.kind === 'accuracy'
  const at = (ofLabels ? buffer.labelAt[slot] : columns.at[slot]) as number
  if (at < from || at >= to) return -1
  const labeled = isSampled(buffer, slot) && (columns.predicted[slot] as number) >= 0
  if (ofLabels && !labeled) return -1
  const status = STATUSES[columns.status[slot] as number] ?? 'failed'
  const totalMs = columns.total[slot] as number
  const right = labeled ? { right: columns.predicted[slot] === buffer.label[slot] } : {}
  if (judgeRequest(slo, { status, totalMs, ...right }) !== 'bad') return -1
  if (ofLabels) return Math.max(0, confidenceAt(columns.outputs, widths.width, slot) || 0)
  return HTTP_STATUS[status] !== 200 ? 1e12 : Math.max(0, totalMs || 0)
}

function isSameFault({ columns, counted }: RequestBuffer, slot: number, cause: Incident['cause']): boolean {
  if (cause.of === 'version') return counted[slot] === cause.value
  if (cause.of === 'no version') return counted[slot] === NO_VERSION_INDEX
  return cause.of !== 'slice' || columns.slice[slot] === cause.value
}
