/** @file Listing: requests by what is wrong with them, and the query that finds them in the log. */
import type { RequestQuery } from '../../../../ops/log/find'

export const WHICH = [
  { value: 'wrong', title: 'Wrong by label' },
  { value: 'failed', title: 'Failed or not ready' },
  { value: 'refused', title: 'Invalid or limited' },
  { value: 'abstained', title: 'Abstained or fell back' },
  { value: 'disagrees', title: 'Shadow disagrees' },
  { value: 'least sure', title: 'Least sure' },
  { value: 'url', title: 'Over the URL' },
  { value: 'load', title: 'Of a load test' },
  { value: 'all', title: 'All, newest first' },
] as const
export type Which = (typeof WHICH)[number]['value']

export interface Listing {
  readonly which: Which
  /** In the book's slices and versions. */
  readonly slice?: number
  readonly version?: number
  /** Ids below it: a page of older ones. */
  readonly before?: number
  /** What was labelled as one class and answered as another. */
  readonly mistake?: { readonly actual: number; readonly predicted: number }
}

const QUERIES: Readonly<Record<Which, RequestQuery>> = {
  wrong: { label: 'wrong' },
  failed: { status: ['failed', 'unready'] },
  refused: { status: ['invalid', 'limited'] },
  abstained: { status: ['abstained', 'fallback'] },
  disagrees: { shadow: 'disagrees' },
  'least sure': { order: 'least sure' },
  url: { source: 'url' },
  load: { source: 'load' },
  all: {},
}

/** What of them makes sense where answers are numbers. */
export function whichOf(classes: number): (typeof WHICH)[number][] {
  return WHICH.filter(({ value }) => classes > 0 || !['wrong', 'disagrees', 'least sure'].includes(value))
}

/** The query of a listing within a window. */
export function queryOf(
  { which, mistake: _, ...of }: Listing,
  { from, to }: { readonly from: number; readonly to: number },
): RequestQuery {
  return { ...QUERIES[which], ...of, from, to }
}
