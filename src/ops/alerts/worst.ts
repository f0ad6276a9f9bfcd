/** @file worstOf: the requests behind an incident that are still kept: those that broke its objectives, the worst first, and those that carry its drifts. */
import { MINUTE_MS } from '../log/in-order'
import { confidenceAt } from '../log/columns'
import type { AnswerReference } from '../drift/answer-reference'
import { furthest } from '../drift/furthest'
import type { LogView } from '../log/fold'
import { oldest, placeOf, type Ring, UNLABELLED, watchedPlaceOf } from '../log/request-buffer'
import { NONE, STATUSES } from '../record'
import { judge, type Slo } from '../slo'
import { burnsOf, driftsOf, type Incident } from './incidents'

/** An incident begins so many minutes before it is told, at the most that is looked through. */
const BEFORE = 60

/**
 * Ids of at most `limit`: what failed, then the slowest; of wrong answers those that were surest; of a feature that drifts those that lie
 * furthest out. Every objective and feature has its turn. `answers` are what answers are held against, where those drift.
 */
export function worstOf(
  { ring, book }: LogView,
  slos: readonly Slo[],
  { alerts, cause, fromMinute, toMinute }: Pick<Incident, 'alerts' | 'cause' | 'fromMinute' | 'toMinute'>,
  limit: number,
  answers: readonly AnswerReference[] = [],
): readonly number[] {
  const from = (fromMinute - BEFORE) * MINUTE_MS
  const to = (toMinute ?? Number.POSITIVE_INFINITY) * MINUTE_MS
  const broken = slos.filter(({ id }) => burnsOf(alerts).some(({ slo }) => slo === id))
  const lists = broken.map((slo) => {
    const found: { readonly id: number; readonly bad: number }[] = []
    for (let id = oldest(ring); id < ring.next; id++) {
      const place = watchedPlaceOf(ring, id)
      if (place < 0) continue
      const bad = badness(ring, place, slo, from, to)
      if (bad < 0 || !isOf(ring, place, cause)) continue
      found.push({ id, bad })
    }
    return varied(
      ring,
      found.sort((a, b) => b.bad - a.bad || b.id - a.id).map(({ id }) => id),
    )
  })
  for (const { window, n, feature } of driftsOf(alerts))
    lists.push(furthest({ ring, book }, window, n, feature, answers, limit).map(({ request }) => request))
  const ids = new Set<number>()
  for (let i = 0; ids.size < limit && lists.some((list) => i < list.length); i++)
    for (const list of lists) if (list[i] !== undefined && ids.size < limit) ids.add(list[i] as number)
  return [...ids]
}

/**
 * Other inputs before the same once more, and of those other mistakes before the same one: eight times the same row, or the same wrong answer,
 * tells what one does.
 */
function varied(ring: Ring, ids: readonly number[]): readonly number[] {
  const { columns, label } = ring
  const seen = new Map<string, number>()
  const times = (key: string) => {
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before
  }
  const ranks = ids.map((id) => {
    const place = placeOf(ring, id)
    const row = columns.row[place] as number
    const again = row < 0 ? 0 : times(`row ${row}`)
    return { id, again, alike: again > 0 ? 0 : times(`said ${columns.predicted[place]} for ${label[place]}`) }
  })
  return ranks.sort((a, b) => a.again - b.again || a.alike - b.alike).map(({ id }) => id)
}

/** How bad it was for an objective in that time; below 0 where it was not. */
function badness(ring: Ring, place: number, slo: Slo, from: number, to: number): number {
  const { columns, widths } = ring
  const ofLabels = slo.kind === 'accuracy'
  const at = (ofLabels ? ring.labelAt[place] : columns.at[place]) as number
  if (at < from || at >= to) return -1
  const labelled = ring.labelBy[place] !== UNLABELLED && (columns.predicted[place] as number) >= 0
  if (ofLabels && !labelled) return -1
  const status = STATUSES[columns.status[place] as number] ?? 'failed'
  const totalMs = columns.total[place] as number
  const right = labelled ? { right: columns.predicted[place] === ring.label[place] } : {}
  if (judge(slo, { status, totalMs, ...right }) !== 'bad') return -1
  if (ofLabels) return Math.max(0, confidenceAt(columns.outputs, widths.width, place) || 0)
  return status === 'failed' || status === 'unready' || status === 'limited' ? 1e12 : Math.max(0, totalMs || 0)
}

function isOf({ columns }: Ring, place: number, cause: Incident['cause']): boolean {
  if (cause.of === 'version') return columns.version[place] === cause.value
  if (cause.of === 'no version') return columns.version[place] === NONE
  return cause.of !== 'slice' || columns.slice[place] === cause.value
}
