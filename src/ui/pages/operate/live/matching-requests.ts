/**
 * @file Requests that match a filter of the debug dashboard, and the features in which failures differ from other
 * requests.
 */

import { featureName } from '../../../../data/monitoring/monitored-features'
import { debugText } from '../../../../messages/en/operate/live'
import { nearestRank } from '../../../../metrics/latency-quantiles'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import { statusesOf } from '../../../../ops/log/log-metrics'
import { monitoredSlotOf, type RequestBuffer, slotOf, UNLABELED } from '../../../../ops/log/request-buffer'
import { findRequests, type RequestQuery } from '../../../../ops/log/request-record'
import { FLAGGED, type LogDictionary, STATUSES } from '../../../../ops/log-entry'

/** Requests per page of the list. */
export const PAGE = 40
/**
 * When filtering by a specific mistake, the log is searched in batches of this many requests, because it has no index
 * of mistakes.
 */
const BATCH = 500

/** The IDs of the first page of matching requests, newest first. */
export function matchingRequests(
  buffer: RequestBuffer,
  filter: RequestFilter,
  window: { readonly from: number; readonly to: number },
): number[] {
  const { mistake, ...rest } = filter
  if (!mistake) return findRequests(buffer, queryOf(rest, window), PAGE)
  const ids: number[] = []
  let before = rest.before
  while (ids.length < PAGE) {
    const query = { ...queryOf({ ...rest, kind: 'wrong' }, window), ...(before === undefined ? {} : { before }) }
    const some = findRequests(buffer, query, BATCH)
    for (const id of some) {
      const index = slotOf(buffer, id)
      const { predicted } = buffer.columns
      if (buffer.label[index] === mistake.actual && predicted[index] === mistake.predicted) ids.push(id)
    }
    before = some.at(-1)
    if (some.length < BATCH || before === undefined) break
  }
  return ids.slice(0, PAGE)
}

// RequestFilter: the filters for the request list, and the corresponding log queries.

const { requests: text } = debugText

export const REQUEST_KINDS = [
  { value: 'wrong', title: text.wrong },
  { value: 'failed', title: text.failed },
  { value: 'refused', title: text.refused },
  { value: 'abstained', title: text.abstained },
  { value: 'flagged', title: text.flagged },
  { value: 'disagrees', title: text.disagrees },
  { value: 'least sure', title: text.leastSure },
  { value: 'url', title: text.url },
  { value: 'load', title: text.load },
  { value: 'all', title: text.all },
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]['value']

export interface RequestFilter {
  readonly kind: RequestKind
  /** For flagged inputs: the index of their verdict in the log dictionary. */
  readonly verdict?: number
  /** Indices of the slice and the version in the log dictionary. */
  readonly slice?: number
  readonly version?: number
  /** Only requests with IDs below this value; used to page to older requests. */
  readonly before?: number
  /** Only requests with this actual class (by label) and this predicted class. */
  readonly mistake?: { readonly actual: number; readonly predicted: number }
}

const QUERIES: Readonly<Record<Exclude<RequestKind, 'flagged'>, RequestQuery>> = {
  wrong: { label: 'wrong' }, // not text: a value of the query
  failed: { status: ['failed', 'unready'] },
  refused: { status: ['invalid', 'limited', 'full'] },
  abstained: { status: ['abstained', 'fallback'] },
  disagrees: { shadow: 'disagrees' },
  'least sure': { order: 'least sure' },
  url: { source: 'url' },
  load: { source: 'load' },
  all: {},
}

/** The request kinds available as filters: some only for classes, and flagged inputs only if there are any. */
export function requestKinds({ classes, verdicts }: LogDictionary): (typeof REQUEST_KINDS)[number][] {
  const isFlagged = verdicts.includes(FLAGGED)
  const kinds = REQUEST_KINDS.filter(({ value }) => isFlagged || value !== 'flagged')
  return kinds.filter(({ value }) => classes.length > 0 || !['wrong', 'disagrees', 'least sure'].includes(value))
}

/** The kind that is listed first: requests without an answer or, if there are none, wrong ones or all. */
export function firstKind(all: Counters): RequestKind {
  const { failed, unready, limited, full } = statusesOf(all)
  if (failed + unready > 0) return 'failed'
  if (limited + full > 0) return 'refused'
  return (all.get(FIELD.labeled) ?? 0) > (all.get(FIELD.right) ?? 0) ? 'wrong' : 'all'
}

/** The log query for a filter within a time window. */
function queryOf(
  { kind, mistake: _, ...of }: RequestFilter,
  { from, to }: { readonly from: number; readonly to: number },
): RequestQuery {
  return { ...(kind === 'flagged' ? {} : QUERIES[kind]), ...of, from, to }
}

// Feature shifts: how the inputs of recent failures differ from those of other requests, with the largest differences
// first.

export interface Shift {
  readonly name: string
  /**
   * For a numeric feature: (mean of failures - mean of others) / standard deviation of others. For a categorical
   * feature: the difference between the shares of `value`.
   */
  readonly size: number
  /**
   * For a numeric feature: the mean among failures (`bad`) and among other requests (`good`). For a categorical
   * feature: the share of `value` in each group.
   */
  readonly bad: number
  readonly good: number
  /**
   * For a categorical feature: the value whose share is most increased among failures; null stands for values that are
   * not in the training data.
   */
  readonly value?: string | null
}

export interface Shifts {
  readonly failures: number
  readonly others: number
  readonly shifts: readonly Shift[]
}

const OK = STATUSES.indexOf('ok')
/** The maximum number of most recent requests to compare. */
const MAX_REQUESTS = 20_000
/** With fewer failures than this, the mean is not reliable. */
const MIN_REQUESTS = 10

/**
 * Compares failures with all other requests. Failures are requests without a prediction or with a prediction that
 * differs from the label; for numeric predictions, the 10% of requests with the largest errors.
 */
export function featureShifts(
  buffer: RequestBuffer,
  { features = [], classes }: Pick<LogDictionary, 'features' | 'classes'>,
  { from, to }: { readonly from: number; readonly to: number },
): Shifts {
  const width = buffer.widths.features ?? 0
  const places: number[] = []
  const [bad, good]: [number[], number[]] = [[], []]
  for (let id = buffer.next - 1; id >= Math.max(0, buffer.next - Math.min(MAX_REQUESTS, buffer.capacity)); id--) {
    const index = monitoredSlotOf(buffer, id)
    if (index < 0) continue
    const at = buffer.columns.at[index] as number
    if (at < from) break
    if (at < to) places.push(index)
  }
  const most = classes.length > 0 ? Number.POSITIVE_INFINITY : largeError(buffer, places)
  for (const index of places) (isFailure(buffer, index) || errorAt(buffer, index) > most ? bad : good).push(index)
  if (bad.length < MIN_REQUESTS || good.length < MIN_REQUESTS)
    return { failures: bad.length, others: good.length, shifts: [] }
  const shifts = features.flatMap((feature, k): readonly Shift[] => {
    if (k >= width) return []
    const values = (places: readonly number[]) =>
      places.map((index) => buffer.columns.features[index * width + k] as number).filter((one) => !Number.isNaN(one))
    const [of, than] = [values(bad), values(good)]
    if (of.length < MIN_REQUESTS || than.length < MIN_REQUESTS) return []
    const name = featureName(feature)
    return feature.values ? [byValue(name, feature.values, of, than)] : [byMean(name, of, than)]
  })
  const sorted = shifts.filter(({ size }) => Number.isFinite(size)).sort((a, b) => Math.abs(b.size) - Math.abs(a.size))
  return { failures: bad.length, others: good.length, shifts: sorted }
}

function isFailure({ columns, label, labelBy }: RequestBuffer, index: number): boolean {
  if (columns.status[index] !== OK) return true
  const predicted = columns.predicted[index] as number
  return labelBy[index] !== UNLABELED && predicted >= 0 && label[index] !== predicted
}

/** The absolute error of a numeric prediction; NaN if there is no label. */
function errorAt({ columns, widths, label }: RequestBuffer, index: number): number {
  return Math.abs((label[index] as number) - (columns.outputs[index * widths.width] as number))
}

/** The 90th percentile of the absolute errors. */
function largeError(buffer: RequestBuffer, places: readonly number[]): number {
  const errors = Float64Array.from(places, (index) => errorAt(buffer, index)).filter((one) => !Number.isNaN(one))
  return errors.length === 0 ? Number.POSITIVE_INFINITY : nearestRank(errors.sort(), 0.9)
}

function byMean(name: string, bad: readonly number[], good: readonly number[]): Shift {
  const [of, than] = [mean(bad), mean(good)]
  const spread = Math.sqrt(mean(good.map((one) => (one - than) * (one - than))))
  return { name, size: (of - than) / spread, bad: of, good: than }
}

function byValue(name: string, values: readonly string[], bad: readonly number[], good: readonly number[]): Shift {
  let best: Shift = { name, size: 0, bad: 0, good: 0 }
  for (let code = 0; code <= values.length; code++) {
    const [of, than] = [bad, good].map((all) => all.filter((one) => one === code).length / all.length) as [
      number,
      number,
    ]
    if (of - than > best.size) best = { name, size: of - than, bad: of, good: than, value: values[code] ?? null }
  }
  return best
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
