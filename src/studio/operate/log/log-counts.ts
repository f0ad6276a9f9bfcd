/** @file logCounts: the number of requests per status, and the number of labels, from the counters of a log. */

import type { Levels } from '../../../ops/log/aggregation-levels'
import { FIELD } from '../../../ops/log/count-fields'
import { totalCounters } from '../../../ops/log/step-reader'
import { STATUSES } from '../../../ops/log-entry'

const DAY_MS = 86_400_000

/** The totals over all simulated days. */
export function logCounts(levels: Levels): { readonly statuses: number[]; readonly labels: number } {
  const counters = totalCounters(levels, { from: 0, to: (levels.day + 1) * DAY_MS })
  const of = (field: number) => counters.get(field) ?? 0
  return { statuses: STATUSES.map((_, status) => of(FIELD.status + status)), labels: of(FIELD.labels) }
}
