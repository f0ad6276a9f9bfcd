/** @file foundIn: the requests that match a listing, among the latest in the log. */
import { find } from '../../../../ops/log/find'
import { placeOf, type Ring } from '../../../../ops/log/request-buffer'
import { type Listing, queryOf } from './listing'

/** Requests per page of the list. */
export const PAGE = 40
/** How many requests are searched at a time for a mistake, because the log has no index of mistakes. */
const BATCH = 500

/** Ids of the first page of a listing. */
export function foundIn(
  ring: Ring,
  listing: Listing,
  window: { readonly from: number; readonly to: number },
): number[] {
  const { mistake, ...rest } = listing
  if (!mistake) return find(ring, queryOf(rest, window), PAGE)
  const ids: number[] = []
  let before = rest.before
  while (ids.length < PAGE) {
    const query = { ...queryOf({ ...rest, which: 'wrong' }, window), ...(before === undefined ? {} : { before }) }
    const some = find(ring, query, BATCH)
    for (const id of some) {
      const place = placeOf(ring, id)
      const { predicted } = ring.columns
      if (ring.label[place] === mistake.actual && predicted[place] === mistake.predicted) ids.push(id)
    }
    before = some.at(-1)
    if (some.length < BATCH || before === undefined) break
  }
  return ids.slice(0, PAGE)
}
