/**
 * @file Labeling requests by hand: the queue of requests to label, the labels given, and how many examples they make.
 */
import { rng, shuffle } from '../base/rng'
import { farthestFirst, type Strategy, type UncertaintyMeasure, uncertaintyAt } from './labeling-strategies'
import { defineReducer, type LogView } from './log/fold-log'
import { monitoredSlotOf, oldestId, type RequestBuffer, slotOf, UNLABELED } from './log/request-buffer'
import { LABEL_SOURCES, NO_VERSION_INDEX, SOURCES, STATUSES } from './log-entry'

/** Reasons why a request should be labeled, strongest first. */
export const LABEL_REASONS = ['wanted', 'corrected', 'abstained', 'disagrees', 'unlike', 'unsure', 'drawn'] as const
export type LabelReason = (typeof LABEL_REASONS)[number]

export interface QueuedRequest {
  readonly request: number
  readonly reasons: readonly LabelReason[]
  /** Uncertainty from 0 to 1, as measured by the strategy; 0 for regression or if there is no prediction. */
  readonly uncertainty: number
}

export interface LabelQueueQuery {
  readonly strategy: Strategy
  readonly limit: number
  readonly seed: number
  /** If set, only requests with one of these reasons are included. */
  readonly reasons?: readonly LabelReason[]
  /** Requests that the user skipped; they are excluded. */
  readonly without?: ReadonlySet<number>
  /** Keys of inputs for which the user explicitly requested labeling. */
  readonly requested?: ReadonlySet<number>
}

/**
 * Inputs that the user has labeled, identified by key, so that an input is not shown again even after its request is no
 * longer stored.
 */
export interface UserLabels {
  readonly inputs: Set<number>
  count: number
}

/** The maximum number of inputs to remember; beyond that, the oldest are dropped. */
const MAX_INPUTS = 100_000
/** The minimum uncertainty at which a request has the reason `unsure`, for each uncertainty measure. */
const MIN_UNCERTAINTY: Readonly<Record<UncertaintyMeasure, number>> = {
  'least confident': 0.35,
  margin: 0.7,
  entropy: 0.5,
}
/**
 * An input is considered unusual if its mean distance from the average request, over all features, exceeds this many
 * standard deviations.
 */
const MIN_DISTANCE = 2
/**
 * The maximum number of requests to compare by distance, because the greedy selection becomes slow for larger numbers.
 */
const MAX_DIVERSE = 600

export const userLabels = defineReducer<UserLabels>({
  initial: () => ({ inputs: new Set(), count: 0 }),
  label(state, labels, row, { buffer }) {
    if (LABEL_SOURCES[labels.by[row] as number] !== 'person') return
    state.count++
    const slot = slotOf(buffer, labels.id[row] as number)
    if (slot >= 0) state.inputs.add(inputKey(buffer, slot))
    if (state.inputs.size <= MAX_INPUTS) return
    for (const first of state.inputs) {
      state.inputs.delete(first)
      break
    }
  },
})

/**
 * The key of an input, derived from its row, drift operator and drift strength, and whether the row was generated: a
 * generated row and a held-out row of the same number differ. Each external input has a unique key.
 */
export function inputKey({ columns, id }: RequestBuffer, slot: number): number {
  const row = columns.row[slot] as number
  if (row < 0) return -1 - (id[slot] as number)
  const world = columns.source[slot] === WORLD
  return rowInputKey({ row, strength: columns.strength[slot] as number, world }, columns.operator[slot] as number)
}

/** The key of an input that is no longer stored; `operator` is an index into the dictionary. */
export function rowInputKey(
  { row, strength, world }: { readonly row: number; readonly strength: number; readonly world: boolean },
  operator: number,
): number {
  return ((row * 256 + operator) * 64 + strength) * 2 + (world ? 1 : 0)
}

const WORLD = SOURCES.indexOf('world')

/** The requests to label next, most important first. */
export function labelQueue(
  { buffer, book }: LogView,
  person: UserLabels,
  query: LabelQueueQuery,
): readonly QueuedRequest[] {
  const queued = candidates(buffer, book.classes.length, person, query)
  const filtered = query.reasons
    ? queued.filter(({ reasons }) => reasons.some((one) => query.reasons?.includes(one)))
    : queued
  return sortedQueue(buffer, filtered, query)
    .slice(0, query.limit)
    .map(({ request, reasons, uncertainty }) => ({ request, reasons, uncertainty }))
}

interface Candidate extends QueuedRequest {
  readonly slot: number
}

function candidates(
  buffer: RequestBuffer,
  classes: number,
  person: UserLabels,
  query: LabelQueueQuery,
): readonly Candidate[] {
  const by: UncertaintyMeasure =
    query.strategy === 'diverse' || query.strategy === 'random' ? 'least confident' : query.strategy
  const other = disputedInputs(buffer)
  const isUnlike = unusualInputs(buffer)
  const seen = new Set<number>()
  const queued: Candidate[] = []
  for (let request = buffer.next - 1; request >= oldestId(buffer); request--) {
    const slot = monitoredSlotOf(buffer, request)
    if (slot < 0 || query.without?.has(request)) continue
    const key = inputKey(buffer, slot)
    const corrected = buffer.labelBy[slot] === LABEL_SOURCES.indexOf('caller') && isWrong(buffer, slot, classes)
    if (seen.has(key) || person.inputs.has(key)) continue
    if (buffer.labelBy[slot] !== UNLABELED && !corrected) continue
    const status = STATUSES[buffer.columns.status[slot] as number]
    // Either no model was called or the input was invalid, so there is nothing to label.
    if (status !== 'ok' && status !== 'abstained' && status !== 'fallback') continue
    seen.add(key)
    const uncertainty = classes > 0 ? uncertaintyAt(buffer.columns.outputs, buffer.widths.width, slot, by) : 0
    const reasons: LabelReason[] = []
    if (query.requested?.has(key)) reasons.push('wanted')
    if (corrected) reasons.push('corrected')
    if (status !== 'ok') reasons.push('abstained')
    if (disagrees(buffer, slot) || other.has(key)) reasons.push('disagrees')
    if (isUnlike(slot)) reasons.push('unlike')
    if (uncertainty >= MIN_UNCERTAINTY[by]) reasons.push('unsure')
    queued.push({ request, slot, uncertainty, reasons: reasons.length > 0 ? reasons : ['drawn'] })
  }
  return queued
}

function sortedQueue(
  buffer: RequestBuffer,
  queued: readonly Candidate[],
  query: LabelQueueQuery,
): readonly Candidate[] {
  if (query.strategy === 'random') {
    const order = shuffle(
      Uint32Array.from(queued, (_, i) => i),
      rng(query.seed, { kind: 'shuffle', epoch: 0 }),
    )
    const drawn = Array.from(order, (i) => queued[i] as Candidate)
    return drawn.toSorted((a, b) => Number(b.reasons[0] === 'wanted') - Number(a.reasons[0] === 'wanted'))
  }
  const first = (one: Candidate) => LABEL_REASONS.indexOf(one.reasons[0] as LabelReason)
  const sorted = queued.toSorted(
    (a, b) => first(a) - first(b) || b.uncertainty - a.uncertainty || b.request - a.request,
  )
  if (query.strategy !== 'diverse') return sorted
  const few = sorted.slice(0, MAX_DIVERSE)
  const { width } = buffer.widths
  const at = (i: number) => {
    const { slot } = few[i] as Candidate
    return buffer.columns.outputs.subarray(slot * width, (slot + 1) * width)
  }
  return farthestFirst(few.length, at, Math.min(query.limit, few.length)).map((i) => few[i] as Candidate)
}

/** Inputs for which two versions have made different predictions. */
function disputedInputs(buffer: RequestBuffer): ReadonlySet<number> {
  const first = new Map<number, number>()
  const two = new Set<number>()
  const { columns } = buffer
  for (let request = oldestId(buffer); request < buffer.next; request++) {
    const slot = monitoredSlotOf(buffer, request)
    const predicted = slot < 0 ? -1 : (columns.predicted[slot] as number)
    if (predicted < 0 || columns.version[slot] === NO_VERSION_INDEX || (columns.row[slot] as number) < 0) continue
    const key = inputKey(buffer, slot)
    const before = first.get(key)
    if (before === undefined) first.set(key, predicted)
    else if (before !== predicted) two.add(key)
  }
  return two
}

function disagrees({ columns }: RequestBuffer, slot: number): boolean {
  const [own, shadow] = [columns.predicted[slot] as number, columns.shadowPredicted[slot] as number]
  return columns.shadowVersion[slot] !== NO_VERSION_INDEX && own >= 0 && shadow >= 0 && own !== shadow
}

function isWrong(buffer: RequestBuffer, slot: number, classes: number): boolean {
  const answer = classes > 0 ? buffer.columns.predicted[slot] : buffer.columns.outputs[slot * buffer.widths.width]
  return buffer.label[slot] !== answer
}

/** Returns a function that tells whether an input is far from the average request, based on its monitored features. */
function unusualInputs(buffer: RequestBuffer): (slot: number) => boolean {
  const { features = 0 } = buffer.widths
  const values = buffer.columns.features
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(features)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let request = oldestId(buffer); request < buffer.next; request++) {
    const slot = monitoredSlotOf(buffer, request)
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

// Labeled requests from any source are counted, with their distinct inputs.

export interface LabeledCounts {
  requests: number
  /** Inputs that already have a label; beyond a limit, the oldest are dropped. */
  readonly known: Set<number>
  inputs: number
}

const MAX_KNOWN = 100_000

export const labeledCounts = defineReducer<LabeledCounts>({
  initial: () => ({ requests: 0, known: new Set(), inputs: 0 }),
  label(state, labels, row, { buffer }) {
    const slot = slotOf(buffer, labels.id[row] as number)
    // A later label for the same request only corrects the earlier one, so it is not counted.
    if (slot < 0 || buffer.labelBy[slot] !== UNLABELED) return
    state.requests++
    const key = inputKey(buffer, slot)
    if (state.known.has(key)) return
    state.known.add(key)
    state.inputs++
    for (const oldest of state.known) {
      if (state.known.size <= MAX_KNOWN) break
      state.known.delete(oldest)
    }
  },
})

/**
 * Whether a row may be used for retraining: half of all rows may, selected by a hash so that the order of the dataset
 * does not matter (Knuth's multiplicative hash). The other half is held out for the gate. External inputs, which have
 * row -1, may always be used.
 */
export function isLearnable(row: number): boolean {
  return row < 0 || Math.imul(row + 1, 0x9e3779b1) >>> 31 === 0
}

// The labels given by the user are recorded in order, so that replaying the actions of the user produces the same
// labels.

export interface HandLabels {
  readonly list: { readonly at: number; readonly request: number; readonly label: number }[]
}

/** The maximum number of labels to keep, more than anyone would give in a day; beyond this, the oldest are dropped. */
const MAX_LABELS = 20_000
const PERSON = LABEL_SOURCES.indexOf('person')

export const handLabels = defineReducer<HandLabels>({
  initial: () => ({ list: [] }),
  label({ list }, { by, at, id, label }, row) {
    if (by[row] !== PERSON) return
    list.push({ at: at[row] as number, request: id[row] as number, label: label[row] as number })
    if (list.length > MAX_LABELS) list.splice(0, list.length - MAX_LABELS)
  },
})
