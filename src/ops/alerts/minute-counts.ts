/**
 * @file MinuteCounts: the number of good and bad requests per minute, kept for at least the longest objective period;
 * the oldest minutes are dropped.
 */

import { minuteOf } from '../log/fold-log'
import { columnWithin, OUTCOME, type OutcomeCounts, outcomesAt } from '../log/outcome-counts'
import { type LogDictionary, STATUSES } from '../log-entry'
import { DEFAULT_WITHIN_MS, judgeRequest, type Minutes, type Slo } from '../slo'
import { MAX_OVER_DAYS } from '../slo-limits'
import { mayAffect, type ServiceChange, versionAfter } from './alert'
import { MIN_RATIO, sumOf, type TraitCounts } from './common-traits'
import type { RecentMetrics } from './metric-shifts'

/** The minimum number of minutes to keep. */
const MIN_STORED = MAX_OVER_DAYS * 1440

export interface MinuteCounts {
  /** The current counts, as a view into internal memory that is valid only until the next call to `add`. */
  readonly minutes: Minutes
  add(total: number, bad: number): void
}

/** Creates empty counts that start at the given minute. */
export function makeMinuteCounts(from: number): MinuteCounts {
  let [first, length] = [from, 0]
  let total = new Uint32Array(1440)
  let bad = new Uint32Array(1440)
  return {
    get minutes() {
      return { first, total: total.subarray(0, length), bad: bad.subarray(0, length) }
    },
    add(more, worse) {
      if (length === 2 * MIN_STORED) {
        for (const counts of [total, bad]) counts.copyWithin(0, MIN_STORED)
        first += MIN_STORED
        length = MIN_STORED
      } else if (length === total.length) {
        const capacity = Math.min(2 * MIN_STORED, 2 * length)
        total = enlarged(total, capacity)
        bad = enlarged(bad, capacity)
      }
      total[length] = more
      bad[length] = worse
      length++
    },
  }
}

function enlarged(counts: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity)
  larger.set(counts)
  return larger
}

// The counts of an objective, read from the outcomes of the requests.

/** The limit in milliseconds of a latency objective. */
export function limitOf({ kind, withinMs = DEFAULT_WITHIN_MS }: Slo): number | undefined {
  return kind === 'latency' || kind === 'valid-and-fast' ? withinMs : undefined
}

/** Reads the counts of an objective per minute; `from` is the first minute that they cover. */
export function outcomesFor(counts: OutcomeCounts, slo: Slo) {
  const limit = limitOf(slo)
  const all = counts.from ?? 0
  const judged = STATUSES.flatMap((status, column) => {
    // An answer is late until it is counted within the limit.
    const verdict = judgeRequest(slo, { status, totalMs: Number.POSITIVE_INFINITY })
    return verdict ? [{ column, isBad: verdict === 'bad' }] : []
  })
  return {
    from: limit === undefined ? all : Math.max(all, counts.limits.get(limit) ?? 0),
    at(minute: number): { readonly total: number; readonly bad: number } {
      const of = (column: number) => outcomesAt(counts, column, minute)
      if (slo.kind === 'accuracy') return { total: of(OUTCOME.labels), bad: of(OUTCOME.wrong) }
      let [total, bad] = [0, limit === undefined ? 0 : -of(columnWithin(limit))]
      for (const { column, isBad } of judged) {
        const requests = of(column)
        total += requests
        if (isBad) bad += requests
      }
      return { total, bad }
    },
  }
}

/** Predictions with known ground truth and the wrong ones among them, per minute; the service does not know them. */
export function harmOf(counts: OutcomeCounts): Minutes {
  const { from: first = 0, minute: end } = counts
  const read = (column: number) =>
    Uint32Array.from({ length: Math.max(0, end - first) }, (_, i) => outcomesAt(counts, column, first + i))
  return { first, total: read(OUTCOME.known), bad: read(OUTCOME.harmed) }
}

/** All requests and the refused ones among them, whose input was invalid, per minute. */
export function refusedOf(counts: OutcomeCounts): Minutes {
  const { from: first = 0, minute: end } = counts
  const at = (i: number) => STATUSES.map((_, column) => outcomesAt(counts, column, first + i))
  const minutes = Array.from({ length: Math.max(0, end - first) }, (_, i) => at(i))
  const invalid = STATUSES.indexOf('invalid')
  return { first, total: minutes.map(sumOf), bad: minutes.map((one) => one[invalid] ?? 0) }
}

// Suspects: the changes that may have made requests bad, judged by the counts before and after them.

/** With fewer requests than this, nobody knows whether a version answers well. */
const MIN_ANSWERS = 20

export interface SuspectsInput {
  /** The changes before an alert. */
  readonly moves: readonly ServiceChange[]
  readonly counts: TraitCounts
  readonly metrics: RecentMetrics
  /** The minute in which the requests became bad, and the last completed minute. */
  readonly hotFrom: number
  readonly minute: number
  readonly book: LogDictionary
}

/**
 * Changes that may have caused bad requests: they affected them, there were requests before, and what they changed did
 * not answer much better until then.
 */
export function suspectsAmong({ moves, counts, metrics, hotFrom, minute, book }: SuspectsInput) {
  const hot = counts.byVersion(minute + 1 - hotFrom, 0)
  const answered = new Set([...hot].flatMap(([version, { bad }]) => (bad > 0 ? [version] : [])))
  return moves.filter((move) => {
    const moved = minuteOf(move.at)
    if (moved > hotFrom || !mayAffect(move, book, answered) || !metrics.hadRequests(minute + 1 - moved)) return false
    const version = versionAfter(move, book)
    const [then, now] = [counts.byVersion(minute - moved, minute + 1 - hotFrom), hot].map((versions) => {
      const affected = [...versions].flatMap(([one, sum]) => (one === (version ?? one) ? [sum] : []))
      return { total: sumOf(affected.map(({ total }) => total)), bad: sumOf(affected.map(({ bad }) => bad)) }
    }) as [Sum, Sum]
    return then.total < MIN_ANSWERS || then.bad * now.total * MIN_RATIO >= now.bad * then.total
  })
}

interface Sum {
  readonly total: number
  readonly bad: number
}
