/** @file RequestFilter: the filters for the request list, and the corresponding log queries. */
import { debugText } from '../../../../messages/en/operate/live'
import type { RequestQuery } from '../../../../ops/log/request-record'

const { requests: text } = debugText

export const REQUEST_KINDS = [
  { value: 'wrong', title: text.wrong },
  { value: 'failed', title: text.failed },
  { value: 'refused', title: text.refused },
  { value: 'abstained', title: text.abstained },
  { value: 'disagrees', title: text.disagrees },
  { value: 'least sure', title: text.leastSure },
  { value: 'url', title: text.url },
  { value: 'load', title: text.load },
  { value: 'all', title: text.all },
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]['value']

export interface RequestFilter {
  readonly kind: RequestKind
  /** Indices of the slice and the version in the log dictionary. */
  readonly slice?: number
  readonly version?: number
  /** Only requests with IDs below this value; used to page to older requests. */
  readonly before?: number
  /** Only requests with this actual class (by label) and this predicted class. */
  readonly mistake?: { readonly actual: number; readonly predicted: number }
}

const QUERIES: Readonly<Record<RequestKind, RequestQuery>> = {
  wrong: { label: 'wrong' }, // not text: a value of the query
  failed: { status: ['failed', 'unready'] },
  refused: { status: ['invalid', 'limited'] },
  abstained: { status: ['abstained', 'fallback'] },
  disagrees: { shadow: 'disagrees' },
  'least sure': { order: 'least sure' },
  url: { source: 'url' },
  load: { source: 'load' },
  all: {},
}

/** The request kinds available as filters; some are available only for classification models. */
export function requestKinds(classes: number): (typeof REQUEST_KINDS)[number][] {
  return REQUEST_KINDS.filter(({ value }) => classes > 0 || !['wrong', 'disagrees', 'least sure'].includes(value))
}

/** The log query for a filter within a time window. */
export function queryOf(
  { kind, mistake: _, ...of }: RequestFilter,
  { from, to }: { readonly from: number; readonly to: number },
): RequestQuery {
  return { ...QUERIES[kind], ...of, from, to }
}
