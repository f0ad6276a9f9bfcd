/** @file findRequests: returns the IDs of stored requests that match a query, newest first or least confident first. */
import { type RequestSource, SOURCES, type Status, STATUSES } from '../log-entry'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import { confidenceAt } from './columns'
import { oldestId, slotOf, type RequestBuffer, UNLABELED } from './request-buffer'

export interface RequestQuery {
  readonly status?: readonly Status[] | undefined
  readonly source?: RequestSource | undefined
  /** Indices of the slice and the version in the log dictionary. */
  readonly slice?: number | undefined
  readonly version?: number | undefined
  readonly alias?: Alias | undefined
  /** Index into the dictionary's verdicts. */
  readonly verdict?: number | undefined
  /** Whether the shadow model's prediction agrees or disagrees with the response. */
  readonly shadow?: 'disagrees' | 'agrees' | undefined
  /** `wrong` and `right` compare the prediction with the label; unlabeled requests match neither. */
  readonly label?: 'none' | 'any' | 'wrong' | 'right' | undefined
  /** Time range in simulated milliseconds, [from, to). */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Only IDs below this value; used to fetch the next page. */
  readonly before?: number | undefined
  readonly order?: 'newest' | 'least sure' | undefined
}

/** The IDs of at most `limit` matching requests. For regression, only the "newest first" order is meaningful. */
export function findRequests(buffer: RequestBuffer, query: RequestQuery, limit: number): number[] {
  const statuses = query.status && new Set(query.status.map((status) => STATUSES.indexOf(status)))
  const matches: { id: number; sure: number }[] = []
  const isByConfidence = query.order === 'least sure'
  const last = Math.min(buffer.next, query.before ?? buffer.next) - 1
  for (let id = last; id >= oldestId(buffer) && (isByConfidence || matches.length < limit); id--) {
    const slot = slotOf(buffer, id)
    if (slot < 0 || (statuses && !statuses.has(buffer.columns.status[slot] as number))) continue
    if (query.from !== undefined && (buffer.columns.at[slot] as number) < query.from) break
    if (!fits(buffer, slot, query)) continue
    const confidence = isByConfidence ? confidenceAt(buffer.columns.outputs, buffer.widths.width, slot) : 0
    if (Number.isNaN(confidence)) continue
    if (isByConfidence && matches.length >= limit && confidence >= (matches.at(-1)?.sure ?? 0)) continue
    if (isByConfidence) matches.splice(insertionIndex(matches, confidence), 0, { id, sure: confidence })
    else matches.push({ id, sure: confidence })
    if (matches.length > limit) matches.pop()
  }
  return matches.map(({ id }) => id)
}

function fits(buffer: RequestBuffer, slot: number, query: RequestQuery): boolean {
  const { columns } = buffer
  if (query.to !== undefined && (columns.at[slot] as number) >= query.to) return false
  if (query.source !== undefined && columns.source[slot] !== SOURCES.indexOf(query.source)) return false
  if (query.slice !== undefined && columns.slice[slot] !== query.slice) return false
  if (query.version !== undefined && columns.version[slot] !== query.version) return false
  if (query.alias !== undefined && columns.alias[slot] !== ALIASES.indexOf(query.alias)) return false
  if (query.verdict !== undefined && columns.verdict[slot] !== query.verdict) return false
  if (query.shadow !== undefined) {
    const [own, shadow] = [columns.predicted[slot] as number, columns.shadowPredicted[slot] as number]
    if (own < 0 || shadow < 0 || (own !== shadow) !== (query.shadow === 'disagrees')) return false
  }
  return query.label === undefined || labelFits(buffer, slot, query.label)
}

function labelFits(buffer: RequestBuffer, slot: number, state: NonNullable<RequestQuery['label']>): boolean {
  const labeled = buffer.labelBy[slot] !== UNLABELED
  switch (state) {
    case 'none':
      return !labeled
    case 'any':
      return labeled
    default: {
      const predicted = buffer.columns.predicted[slot] as number
      return labeled && predicted >= 0 && (predicted === buffer.label[slot]) === (state === 'right')
    }
  }
}

/**
 * The index at which to insert an item with this confidence into a list sorted by ascending confidence; among equal
 * confidences, newer requests come first.
 */
function insertionIndex(matches: readonly { sure: number }[], confidence: number): number {
  let [low, high] = [0, matches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] as { sure: number }).sure <= confidence) low = middle + 1
    else high = middle
  }
  return low
}
