/**
 * @file The label queue: which requests the user should label next, and why. It is computed from stored requests: the same log gives the
 * same queue. Each input appears only once, even if several requests had it.
 */
import { rng, shuffle } from '../base/rng'
import { LABEL_SOURCES, NO_VERSION_INDEX, STATUSES } from './log-entry'
import { type UncertaintyMeasure, uncertaintyAt, farthestFirst } from './uncertainty'
import { defineReducer, type LogView } from './log/fold'
import { oldestId, slotOf, type RequestRing, UNLABELLED, monitoredSlotOf } from './log/request-buffer'

export const STRATEGIES = ['least confident', 'margin', 'entropy', 'diverse', 'random'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Why a request should be labeled, strongest reason first. */
export const LABEL_REASONS = ['wanted', 'corrected', 'abstained', 'disagrees', 'unlike', 'unsure', 'drawn'] as const
export type LabelReason = (typeof LABEL_REASONS)[number]

export interface QueuedRequest {
  readonly request: number
  readonly reasons: readonly LabelReason[]
  /** Uncertainty from 0 to 1 by the strategy; 0 for a number or without a prediction. */
  readonly doubt: number
}

export interface LabelQueueQuery {
  readonly strategy: Strategy
  readonly limit: number
  readonly seed: number
  /** Only requests with one of these reasons. */
  readonly reasons?: readonly LabelReason[]
  /** Requests that the user skipped. */
  readonly without?: ReadonlySet<number>
  /** Keys of inputs that the user asked to label. */
  readonly wanted?: ReadonlySet<number>
}

/** Labels by the user so far: inputs by key, so that the same input is not shown again after its request is no longer stored. */
export interface UserLabels {
  readonly inputs: Set<number>
  count: number
}

/** The oldest are dropped. */
const MOST_INPUTS = 100_000
/** The minimum uncertainty for the reason `unsure`. */
const MIN_UNCERTAINTY: Readonly<Record<UncertaintyMeasure, number>> = {
  'least confident': 0.35,
  margin: 0.7,
  entropy: 0.5,
}
/** Mean distance from the average request, in standard deviations over all features, beyond which an input is unusual. */
const MIN_DISTANCE = 2
/** The number of requests compared by distance; the greedy selection is slow for more. */
const MAX_DIVERSE = 600

export const userLabels = defineReducer<UserLabels>({
  initial: () => ({ inputs: new Set(), count: 0 }),
  label(state, labels, row, { ring }) {
    if (LABEL_SOURCES[labels.by[row] as number] !== 'person') return
    state.count++
    const slot = slotOf(ring, labels.id[row] as number)
    if (slot >= 0) state.inputs.add(inputKey(ring, slot))
    if (state.inputs.size <= MOST_INPUTS) return
    for (const first of state.inputs) {
      state.inputs.delete(first)
      break
    }
  },
})

/** The key of an input: the row with its operator and strength. Each external input is unique. */
export function inputKey({ columns, id }: RequestRing, slot: number): number {
  const row = columns.row[slot] as number
  if (row < 0) return -1 - (id[slot] as number)
  return rowInputKey(row, columns.operator[slot] as number, columns.strength[slot] as number)
}

/** The key of an input that is no longer stored; `operator` is an index into the dictionary. */
export function rowInputKey(row: number, operator: number, strength: number): number {
  return (row * 256 + operator) * 64 + strength
}

/** The requests to label next, most important first. */
export function labelQueue(
  { ring, book }: LogView,
  person: UserLabels,
  query: LabelQueueQuery,
): readonly QueuedRequest[] {
  const queued = candidates(ring, book.classes.length, person, query)
  const filtered = query.reasons
    ? queued.filter(({ reasons }) => reasons.some((one) => query.reasons?.includes(one)))
    : queued
  return sortedQueue(ring, filtered, query)
    .slice(0, query.limit)
    .map(({ request, reasons, doubt }) => ({ request, reasons, doubt }))
}

interface Candidate extends QueuedRequest {
  readonly slot: number
}

function candidates(
  ring: RequestRing,
  classes: number,
  person: UserLabels,
  query: LabelQueueQuery,
): readonly Candidate[] {
  const by: UncertaintyMeasure =
    query.strategy === 'diverse' || query.strategy === 'random' ? 'least confident' : query.strategy
  const other = disputedInputs(ring)
  const isUnlike = unusualInputs(ring)
  const seen = new Set<number>()
  const queued: Candidate[] = []
  for (let request = ring.next - 1; request >= oldestId(ring); request--) {
    const slot = monitoredSlotOf(ring, request)
    if (slot < 0 || query.without?.has(request)) continue
    const key = inputKey(ring, slot)
    const corrected = ring.labelBy[slot] === LABEL_SOURCES.indexOf('caller') && isWrong(ring, slot, classes)
    if (seen.has(key) || person.inputs.has(key)) continue
    if (ring.labelBy[slot] !== UNLABELLED && !corrected) continue
    const status = STATUSES[ring.columns.status[slot] as number]
    // No model was called, or the input was invalid.
    if (status !== 'ok' && status !== 'abstained' && status !== 'fallback') continue
    seen.add(key)
    const uncertainty = classes > 0 ? uncertaintyAt(ring.columns.outputs, ring.widths.width, slot, by) : 0
    const reasons: LabelReason[] = []
    if (query.wanted?.has(key)) reasons.push('wanted')
    if (corrected) reasons.push('corrected')
    if (status !== 'ok') reasons.push('abstained')
    if (disagrees(ring, slot) || other.has(key)) reasons.push('disagrees')
    if (isUnlike(slot)) reasons.push('unlike')
    if (uncertainty >= MIN_UNCERTAINTY[by]) reasons.push('unsure')
    queued.push({ request, slot, doubt: uncertainty, reasons: reasons.length > 0 ? reasons : ['drawn'] })
  }
  return queued
}

function sortedQueue(ring: RequestRing, queued: readonly Candidate[], query: LabelQueueQuery): readonly Candidate[] {
  if (query.strategy === 'random') {
    const order = shuffle(
      Uint32Array.from(queued, (_, i) => i),
      rng(query.seed, { kind: 'shuffle', epoch: 0 }),
    )
    const drawn = Array.from(order, (i) => queued[i] as Candidate)
    return drawn.toSorted((a, b) => Number(b.reasons[0] === 'wanted') - Number(a.reasons[0] === 'wanted'))
  }
  const first = (one: Candidate) => LABEL_REASONS.indexOf(one.reasons[0] as LabelReason)
  const sorted = queued.toSorted((a, b) => first(a) - first(b) || b.doubt - a.doubt || b.request - a.request)
  if (query.strategy !== 'diverse') return sorted
  const few = sorted.slice(0, MAX_DIVERSE)
  const { width } = ring.widths
  const at = (i: number) => {
    const { slot } = few[i] as Candidate
    return ring.columns.outputs.subarray(slot * width, (slot + 1) * width)
  }
  return farthestFirst(few.length, at, Math.min(query.limit, few.length)).map((i) => few[i] as Candidate)
}

/** Inputs for which two versions made different predictions. */
function disputedInputs(ring: RequestRing): ReadonlySet<number> {
  const first = new Map<number, number>()
  const two = new Set<number>()
  const { columns } = ring
  for (let request = oldestId(ring); request < ring.next; request++) {
    const slot = monitoredSlotOf(ring, request)
    const predicted = slot < 0 ? -1 : (columns.predicted[slot] as number)
    if (predicted < 0 || columns.version[slot] === NO_VERSION_INDEX || (columns.row[slot] as number) < 0) continue
    const key = inputKey(ring, slot)
    const before = first.get(key)
    if (before === undefined) first.set(key, predicted)
    else if (before !== predicted) two.add(key)
  }
  return two
}

function disagrees({ columns }: RequestRing, slot: number): boolean {
  const [own, shadow] = [columns.predicted[slot] as number, columns.shadowPredicted[slot] as number]
  return columns.shadowVersion[slot] !== NO_VERSION_INDEX && own >= 0 && shadow >= 0 && own !== shadow
}

function isWrong(ring: RequestRing, slot: number, classes: number): boolean {
  const answer = classes > 0 ? ring.columns.predicted[slot] : ring.columns.outputs[slot * ring.widths.width]
  return ring.label[slot] !== answer
}

/** Whether an input is far from the average request, by its monitored features. */
function unusualInputs(ring: RequestRing): (slot: number) => boolean {
  const { features = 0 } = ring.widths
  const values = ring.columns.features
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(features)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let request = oldestId(ring); request < ring.next; request++) {
    const slot = monitoredSlotOf(ring, request)
    for (let i = 0; slot >= 0 && i < features; i++) {
      const value = values[slot * features + i] as number
      if (Number.isNaN(value)) continue
      counts[i] = (counts[i] as number) + 1
      sums[i] = (sums[i] as number) + value
      squares[i] = (squares[i] as number) + value * value
    }
  }
  const means = sums.map((sum, i) => sum / Math.max(1, counts[i] as number))
  const deviations = squares.map((square, i) =>
    Math.sqrt(Math.max(0, square / Math.max(1, counts[i] as number) - (means[i] as number) ** 2)),
  )
  return (slot) => {
    let [sum, count] = [0, 0]
    for (let i = 0; i < features; i++) {
      const away = Math.abs((values[slot * features + i] as number) - (means[i] as number)) / (deviations[i] as number)
      if (!Number.isFinite(away)) continue
      sum += away
      count++
    }
    return count > 0 && sum / count > MIN_DISTANCE
  }
}
