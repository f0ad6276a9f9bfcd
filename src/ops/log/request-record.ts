/**
 * @file Reading requests from the log: every detail of one request, its trace ID, and the requests that match a query.
 */

import { threefry } from '../../base/rng'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import {
  type LabelSource,
  type LogDictionary,
  type RequestSource,
  SOURCES,
  STATUSES,
  type Status,
  stagesInOrder,
} from '../log-entry'
import type { VersionRef } from '../service-spec'
import { confidenceAt } from './columns'
import { labelSourceAt, oldestId, type RequestBuffer, slotOf, UNLABELED } from './request-buffer'

export interface RequestRecord {
  readonly id: number
  readonly trace: string
  /** Simulated milliseconds since the service started. */
  readonly at: number
  readonly source: RequestSource
  readonly slice: string
  /**
   * The row in the request's source, with its drift operator; absent for an external input, which is stored separately
   * under the request ID.
   */
  readonly input?: { readonly row: number; readonly operator?: string; readonly strength: number }
  /** The code of the problem with the input, if any. */
  readonly verdict?: string
  /** The stages that the request passed through, in order, with the milliseconds spent in each. */
  readonly path: readonly { readonly stage: string; readonly ms: number }[]
  readonly version?: VersionRef
  /** The version that was asked and gave no answer, if a fallback answered instead. */
  readonly asked?: VersionRef
  readonly alias?: Alias
  /** Probabilities, or the predicted number; empty if there is no prediction. */
  readonly outputs: readonly number[]
  readonly predicted?: number
  readonly confidence?: number
  readonly cached: boolean
  readonly status: Status
  readonly shadow?: { readonly version: VersionRef; readonly predicted: number; readonly confidence: number }
  /** Milliseconds spent in the queue for a replica (simulated), and in total from arrival to response. */
  readonly waited: number
  readonly total: number
  readonly label?: { readonly value: number; readonly at: number; readonly by: LabelSource }
}

/** Returns the request with this ID; undefined if it is not stored. */
export function requestOf(
  buffer: RequestBuffer,
  book: LogDictionary,
  seed: number,
  id: number,
): RequestRecord | undefined {
  const slot = slotOf(buffer, id)
  if (slot < 0) return undefined
  const {
    columns,
    widths: { width, stages },
  } = buffer
  const row = columns.row[slot] as number
  const verdict = columns.verdict[slot] as number
  const operator = columns.operator[slot] as number
  const version = book.versions[columns.version[slot] as number]
  const asked = version ? undefined : book.versions[buffer.counted[slot] as number]
  const alias = ALIASES[columns.alias[slot] as number]
  const outputs = Array.from(columns.outputs.subarray(slot * width, (slot + 1) * width)).filter(
    (value) => !Number.isNaN(value),
  )
  const predicted = columns.predicted[slot] as number
  // The first entry of the slices stands for the rows of no slice.
  const slice = columns.slice[slot] as number
  const confidence = confidenceOf(buffer, slot)
  const shadow = book.versions[columns.shadowVersion[slot] as number]
  return {
    id,
    trace: traceOf(seed, id),
    at: columns.at[slot] as number,
    source: SOURCES[columns.source[slot] as number] ?? 'url',
    slice: slice > 0 ? (book.slices[slice] ?? '') : '',
    ...(row < 0
      ? {}
      : {
          input: {
            row,
            ...(operator === 0 ? {} : { operator: book.operators[operator] ?? '' }),
            strength: (columns.strength[slot] as number) / 32,
          },
        }),
    ...(verdict === 0 ? {} : { verdict: book.verdicts[verdict] ?? '' }),
    path: stagesInOrder(book)
      .filter((stage) => stage < stages)
      .map((stage) => ({ stage: book.stages[stage] ?? '', ms: columns.times[slot * stages + stage] as number }))
      .filter(({ ms }) => !Number.isNaN(ms)),
    ...(version ? { version } : asked ? { asked } : {}),
    ...((version ?? asked) && alias ? { alias } : {}),
    outputs,
    ...(predicted < 0 ? {} : { predicted }),
    ...(Number.isNaN(confidence) || book.classes.length === 0 ? {} : { confidence }),
    cached: columns.cached[slot] === 1,
    status: STATUSES[columns.status[slot] as number] ?? 'failed',
    ...(shadow
      ? {
          shadow: {
            version: shadow,
            predicted: columns.shadowPredicted[slot] as number,
            confidence: columns.shadowConfidence[slot] as number,
          },
        }
      : {}),
    waited: columns.waited[slot] as number,
    total: columns.total[slot] as number,
    ...(buffer.labelBy[slot] === UNLABELED
      ? {}
      : {
          label: {
            value: buffer.label[slot] as number,
            at: buffer.labelAt[slot] as number,
            by: labelSourceAt(buffer, slot) ?? 'world',
          },
        }),
  }
}

/**
 * The simulated ground truth of a request; NaN if there is none. It is used for grading only; detectors must not use
 * it.
 */
export function truthOf(buffer: RequestBuffer, id: number): number {
  const slot = slotOf(buffer, id)
  return slot < 0 ? Number.NaN : (buffer.columns.truth[slot] as number)
}

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

const FALLBACK = STATUSES.indexOf('fallback')

/** The confidence of a prediction; NaN if there is none, as for the constant answer of a fallback. */
function confidenceOf({ columns, widths }: RequestBuffer, slot: number): number {
  return columns.status[slot] === FALLBACK ? Number.NaN : confidenceAt(columns.outputs, widths.width, slot)
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
    const confidence = isByConfidence ? confidenceOf(buffer, slot) : 0
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
  if (query.version !== undefined && isOfAnother(buffer, slot, query.version)) return false
  if (query.alias !== undefined && columns.alias[slot] !== ALIASES.indexOf(query.alias)) return false
  if (query.verdict !== undefined && columns.verdict[slot] !== query.verdict) return false
  if (query.shadow !== undefined) {
    const [own, shadow] = [columns.predicted[slot] as number, columns.shadowPredicted[slot] as number]
    if (own < 0 || shadow < 0 || (own !== shadow) !== (query.shadow === 'disagrees')) return false
  }
  return query.label === undefined || labelFits(buffer, slot, query.label)
}

/** Whether a request neither has this version nor counts for it. */
function isOfAnother({ columns, counted }: RequestBuffer, slot: number, version: number): boolean {
  return columns.version[slot] !== version && counted[slot] !== version
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

/** A key that no stream in `base/rng.ts` uses. */
const KEY = 0x0f000000

/**
 * The trace ID of a request, determined by the request ID and the seed of the service; in practice, it is never all
 * zeros.
 */
export function traceOf(seed: number, id: number): string {
  const words = new Uint32Array(4)
  const [low, high] = [id | 0, Math.floor(id / 4294967296)]
  threefry(seed | 0, KEY, low, high, words, 0)
  threefry(seed | 0, KEY + 1, low, high, words, 2)
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}
