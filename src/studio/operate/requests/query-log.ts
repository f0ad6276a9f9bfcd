/**
 * @file Log queries for scripts: requests that match a query, all details of one request, and totals of a time window.
 */
import '../../../messages/en/operate'
import { ALIASES } from '../../../catalog/lowered-stage'
import { versionTitle } from '../../../messages/en/operate/terms'
import { refuse } from '../../../messages/message'
import {
  cachedShare,
  harmOf,
  type Latency,
  latencyOf,
  type Quality,
  qualityOf,
  requestsOf,
  type StatusCounts,
  statusesOf,
  successOf,
  totalCounters,
} from '../../../ops/log/log-metrics'
import { FIELD } from '../../../ops/log/counters'
import { distinctInputs } from '../../../ops/log/distinct-inputs'
import { oldestId } from '../../../ops/log/request-buffer'
import { findRequests, type RequestQuery, type RequestRecord, requestOf } from '../../../ops/log/request-record'
import { type LogDictionary, SOURCES, STATUSES, versionName } from '../../../ops/log-entry'
import { csvText } from '../../../storage/export-dataset/csv'
import type { AppContext } from '../../context'
import { operateController } from '../controller'

/**
 * A query in which slices and versions (`digits@3`) are given by their names in the log dictionary, and verdicts by
 * their codes.
 */
export interface LogQuery extends Omit<RequestQuery, 'slice' | 'version' | 'verdict'> {
  readonly slice?: string | undefined
  readonly version?: string | undefined
  readonly verdict?: string | undefined
}

export interface Totals {
  readonly from: number
  readonly to: number
  readonly requests: number
  readonly statuses: StatusCounts
  /** The success rate among valid requests; null if there were no requests. */
  readonly success: number | null
  readonly cached: number | null
  /** The number of inputs that an input guard flagged. */
  readonly flagged: number
  readonly perSecond: number
  readonly latency: Latency
  readonly quality: Quality
  /**
   * Counts according to the simulated ground truth: the number of predictions whose correctness it can determine, and
   * how many of those were wrong.
   */
  readonly harm: { readonly known: number; readonly wrong: number }
}

const FIND = 100
const MAX_FOUND = 10_000

/** The ids of matching requests, newest or least confident first; empty if there are no requests yet. */
export function queryRequests(
  studio: AppContext,
  { query = {}, limit = FIND }: { query?: LogQuery | undefined; limit?: number | undefined },
): number[] {
  const { book, fold } = operateController(studio).log()
  if (!book) return []
  const most = Number.isFinite(limit) ? Math.min(MAX_FOUND, Math.max(0, Math.floor(limit))) : FIND
  return findRequests(fold.buffer, inNumbers(query, book), most)
}

/**
 * The columns of the log as a table. Times are in milliseconds; a label is what is known of the correct answer. Versions
 * are named as on screen.
 */
const LOG_COLUMNS: Readonly<Record<string, (request: RequestRecord, classes: readonly string[]) => unknown>> = {
  request: ({ id }) => id,
  at_ms: ({ at }) => at,
  source: ({ source }) => source,
  slice: ({ slice }) => slice,
  row: ({ input }) => input?.row,
  version: ({ version }) => version && versionTitle(version),
  asked: ({ asked }) => asked && versionTitle(asked),
  alias: ({ alias }) => alias,
  status: ({ status }) => status,
  problem: ({ verdict }) => verdict,
  predicted: ({ predicted }, classes) => nameOf(predicted, classes),
  confidence: ({ confidence }) => confidence,
  cached: ({ cached }) => cached,
  shadow: ({ shadow }, classes) => nameOf(shadow?.predicted, classes),
  waited_ms: ({ waited }) => waited,
  total_ms: ({ total }) => total,
  label: ({ label }, classes) => nameOf(label?.value, classes),
}

function nameOf(value: number | undefined, classes: readonly string[]): string | number | undefined {
  return value === undefined ? undefined : (classes[value] ?? value)
}

/** The stored requests that match a query as CSV, oldest first, with a line of column names. */
export function logAsCsv(studio: AppContext, { query = {} }: { query?: LogQuery | undefined }): string {
  const { book, fold, seed } = operateController(studio).log()
  const ids = book ? findRequests(fold.buffer, inNumbers(query, book), fold.buffer.next) : []
  const lines = [Object.keys(LOG_COLUMNS).join()]
  for (const id of ids.sort((a, b) => a - b)) {
    const request = book && requestOf(fold.buffer, book, seed, id)
    if (!request) continue
    const cells = Object.values(LOG_COLUMNS).map((cell) => csvText(String(cell(request, book.classes) ?? '')))
    lines.push(cells.join())
  }
  return `${lines.join('\r\n')}\r\n`
}

function inNumbers({ slice, version, verdict, ...query }: LogQuery, book: LogDictionary): RequestQuery {
  for (const status of query.status ?? []) among('status', status, STATUSES)
  if (query.source !== undefined) among('source', query.source, SOURCES)
  if (query.alias !== undefined) among('alias', query.alias, ALIASES)
  if (query.shadow !== undefined) among('shadow', query.shadow, ['disagrees', 'agrees'])
  if (query.label !== undefined) among('label', query.label, ['none', 'any', 'wrong', 'right'])
  if (query.order !== undefined) among('order', query.order, ['newest', 'least sure'])
  return {
    ...query,
    ...(slice === undefined ? {} : { slice: among('slice', slice, book.slices) }),
    ...(version === undefined ? {} : { version: among('version', version, book.versions.map(versionName)) }),
    ...(verdict === undefined ? {} : { verdict: among('verdict', verdict, book.verdicts) }),
  }
}

/** The index of a value in a list; refuses an unknown value. */
function among(field: string, value: string, known: readonly string[]): number {
  const place = known.indexOf(value)
  return place < 0 ? refuse('log-query', { field, value: String(value), known }) : place
}

/** All details of a request, as the log recorded them. */
export function requestRecord(studio: AppContext, id: number): RequestRecord {
  const { book, fold, seed } = operateController(studio).log()
  const found = book && requestOf(fold.buffer, book, seed, id)
  return (
    found ?? refuse('log-no-request', { request: String(id), first: oldestId(fold.buffer), last: fold.buffer.next - 1 })
  )
}

/** The totals of a window of simulated time; by default of the complete log. */
export function totalsOf(
  studio: AppContext,
  { from = 0, to }: { from?: number | undefined; to?: number | undefined },
): Totals {
  const { book, readings, at, fold } = operateController(studio).log()
  const end = to ?? Math.max(60_000, at)
  if (!(from >= 0 && end > from && Number.isFinite(end))) {
    return refuse('log-stretch', { from: String(from), to: String(end) })
  }
  const window = { from, to: end }
  const { aggregates } = readings
  const counters = totalCounters(aggregates, window)
  return {
    ...window,
    requests: requestsOf(counters),
    statuses: statusesOf(counters),
    success: orNull(successOf(counters)),
    cached: orNull(cachedShare(counters)),
    flagged: counters.get(FIELD.flagged) ?? 0,
    perSecond: (1000 * requestsOf(counters)) / (end - from),
    latency: latencyOf(counters),
    quality: qualityOf(counters, book?.classes.length ?? 0, distinctInputs(fold.buffer)),
    harm: harmOf(counters),
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
