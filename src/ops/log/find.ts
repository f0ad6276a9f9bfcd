/** @file find: ids of the ring's requests that fit a query, newest first or least sure first. */
import { type RequestSource, SOURCES, type Status, STATUSES } from '../record'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import { confidenceAt } from './columns'
import { oldest, placeOf, type Ring, UNLABELLED } from './request-buffer'

export interface RequestQuery {
  readonly status?: readonly Status[]
  readonly source?: RequestSource
  /** In `book.slices` and `book.versions`. */
  readonly slice?: number
  readonly version?: number
  readonly alias?: Alias
  /** In `book.verdicts`. */
  readonly verdict?: number
  /** Those where the shadow answered otherwise, or those where both agree. */
  readonly shadow?: 'disagrees' | 'agrees'
  /** `wrong` and `right` by the label that came: those without one are neither. */
  readonly label?: 'none' | 'any' | 'wrong' | 'right'
  /** Virtual milliseconds, [from, to). */
  readonly from?: number
  readonly to?: number
  /** Ids below this alone: the next page. */
  readonly before?: number
  readonly order?: 'newest' | 'least sure'
}

/** The ids of at most `limit` requests that fit. Of numbers that were answered, only the newest first make sense. */
export function find(ring: Ring, query: RequestQuery, limit: number): number[] {
  const statuses = query.status && new Set(query.status.map((status) => STATUSES.indexOf(status)))
  const found: { id: number; sure: number }[] = []
  const byDoubt = query.order === 'least sure'
  const last = Math.min(ring.next, query.before ?? ring.next) - 1
  for (let id = last; id >= oldest(ring) && (byDoubt || found.length < limit); id--) {
    const place = placeOf(ring, id)
    if (place < 0 || (statuses && !statuses.has(ring.columns.status[place] as number))) continue
    if (query.from !== undefined && (ring.columns.at[place] as number) < query.from) break
    if (!fits(ring, place, query)) continue
    const sure = byDoubt ? confidenceAt(ring.columns.outputs, ring.widths.width, place) : 0
    if (Number.isNaN(sure)) continue
    if (byDoubt && found.length >= limit && sure >= (found.at(-1)?.sure ?? 0)) continue
    if (byDoubt) found.splice(placeFor(found, sure), 0, { id, sure })
    else found.push({ id, sure })
    if (found.length > limit) found.pop()
  }
  return found.map(({ id }) => id)
}

function fits(ring: Ring, place: number, query: RequestQuery): boolean {
  const { columns } = ring
  if (query.to !== undefined && (columns.at[place] as number) >= query.to) return false
  if (query.source !== undefined && columns.source[place] !== SOURCES.indexOf(query.source)) return false
  if (query.slice !== undefined && columns.slice[place] !== query.slice) return false
  if (query.version !== undefined && columns.version[place] !== query.version) return false
  if (query.alias !== undefined && columns.alias[place] !== ALIASES.indexOf(query.alias)) return false
  if (query.verdict !== undefined && columns.verdict[place] !== query.verdict) return false
  if (query.shadow !== undefined) {
    const [mine, its] = [columns.predicted[place] as number, columns.shadowPredicted[place] as number]
    if (mine < 0 || its < 0 || (mine !== its) !== (query.shadow === 'disagrees')) return false
  }
  return query.label === undefined || labelFits(ring, place, query.label)
}

function labelFits(ring: Ring, place: number, wanted: NonNullable<RequestQuery['label']>): boolean {
  const labelled = ring.labelBy[place] !== UNLABELLED
  switch (wanted) {
    case 'none':
      return !labelled
    case 'any':
      return labelled
    default: {
      const predicted = ring.columns.predicted[place] as number
      return labelled && predicted >= 0 && (predicted === ring.label[place]) === (wanted === 'right')
    }
  }
}

/** The place of a doubt among those found, least sure first; the newer stands before the older of the same. */
function placeFor(found: readonly { sure: number }[], sure: number): number {
  let [low, high] = [0, found.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((found[middle] as { sure: number }).sure <= sure) low = middle + 1
    else high = middle
  }
  return low
}
