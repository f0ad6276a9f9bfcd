/** @file countsOf: how many requests ended how, and how many were labelled, out of all that was counted. */
import { FIELD } from '../../ops/log/fields'
import type { Levels } from '../../ops/log/levels'
import { STATUSES } from '../../ops/record'
import { total } from '../../ops/reducers/window'

const DAY_MS = 86_400_000

/** Of all days. */
export function countsOf(levels: Levels): { readonly statuses: number[]; readonly labels: number } {
  const counters = total(levels, { from: 0, to: (levels.day + 1) * DAY_MS })
  const of = (field: number) => counters.get(field) ?? 0
  return { statuses: STATUSES.map((_, status) => of(FIELD.status + status)), labels: of(FIELD.labels) }
}
