/** @file LookLog: the log of the open service as scripts ask it: requests by what they are, one in full, a stretch in numbers. */
import '../../messages/en/operate'
import { refuse } from '../../messages/message'
import { ALIASES } from '../../catalog/lowered-stage'
import { find, type RequestQuery } from '../../ops/log/find'
import { requestOf, type RequestRecord } from '../../ops/log/request'
import { oldest } from '../../ops/log/request-buffer'
import { type Book, SOURCES, STATUSES, versionName } from '../../ops/record'
import { harmOf, type Quality, qualityOf } from '../../ops/reducers/quality'
import { type Latency, latencyOf } from '../../ops/reducers/latency'
import { requestsOf, type StatusCounts, statusesOf, successOf } from '../../ops/reducers/success'
import { trafficTotals } from '../../ops/reducers/traffic'
import { total } from '../../ops/reducers/window'
import type { AppContext } from '../context'
import { operateDesk } from './controller'

/** A query with names: a slice and a version (`digits@3`) as the book has them, a verdict by its code. */
export interface LogQuery extends Omit<RequestQuery, 'slice' | 'version' | 'verdict'> {
  readonly slice?: string
  readonly version?: string
  readonly verdict?: string
}

export interface Totals {
  readonly from: number
  readonly to: number
  readonly requests: number
  readonly statuses: StatusCounts
  /** The share that was answered of what was the service's to answer; null of nothing. */
  readonly success: number | null
  readonly cached: number | null
  readonly perSecond: number
  readonly latency: Latency
  readonly quality: Quality
  /** By the world's truth: answers whose truth is known, and wrong ones. */
  readonly harm: { readonly known: number; readonly wrong: number }
}

const FIND = 100
const MOST_FOUND = 10_000

/** Ids of requests that fit, newest first or least sure first; of nothing served yet there are none. */
export function findRequests(
  studio: AppContext,
  { query = {}, limit = FIND }: { query?: LogQuery; limit?: number },
): number[] {
  const { book, fold } = operateDesk(studio).log()
  if (!book) return []
  const most = Number.isFinite(limit) ? Math.min(MOST_FOUND, Math.max(0, Math.floor(limit))) : FIND
  return find(fold.ring, inNumbers(query, book), most)
}

function inNumbers({ slice, version, verdict, ...query }: LogQuery, book: Book): RequestQuery {
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

/** The place of a value among those there are. */
function among(field: string, value: string, known: readonly string[]): number {
  const place = known.indexOf(value)
  return place < 0 ? refuse('log-query', { field, value: String(value), known }) : place
}

/** One request in full. */
export function requestRecord(studio: AppContext, id: number): RequestRecord {
  const { book, fold, seed } = operateDesk(studio).log()
  const found = book && requestOf(fold.ring, book, seed, id)
  return found ?? refuse('log-no-request', { request: String(id), first: oldest(fold.ring), last: fold.ring.next - 1 })
}

/** A stretch of virtual time in numbers; all of it where neither end is given. */
export function totalsOf(studio: AppContext, { from = 0, to }: { from?: number; to?: number }): Totals {
  const { book, readings, at } = operateDesk(studio).log()
  const end = to ?? Math.max(60_000, at)
  if (!(from >= 0 && end > from && Number.isFinite(end))) {
    return refuse('log-stretch', { from: String(from), to: String(end) })
  }
  const window = { from, to: end }
  const { aggregates } = readings
  const counters = total(aggregates, window)
  const { perSecond, cached } = trafficTotals(aggregates, window)
  return {
    ...window,
    requests: requestsOf(counters),
    statuses: statusesOf(counters),
    success: orNull(successOf(counters)),
    cached: orNull(cached),
    perSecond,
    latency: latencyOf(counters),
    quality: qualityOf(counters, book?.classes.length ?? 0),
    harm: harmOf(aggregates, window),
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
