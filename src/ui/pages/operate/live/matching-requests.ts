/** @file matchingRequests: the latest requests in the log that match a filter. */

import { type RequestBuffer, slotOf } from '../../../../ops/log/request-buffer'
import { findRequests } from '../../../../ops/log/request-record'
import { queryOf, type RequestFilter } from './request-filter'

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
