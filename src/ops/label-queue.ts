/**
 * @file The label queue: which requests a person should say the answer of next, and why each. Read out of the ring: same log, same queue.
 * No input is asked twice, whatever request brought it.
 */
import { rng, shuffle } from '../base/rng'
import { LABELLERS, NONE, STATUSES } from './record'
import { type Uncertainty, doubtAt, farthestFirst } from './uncertainty'
import { defineReducer, type LogView } from './log/fold'
import { oldest, placeOf, type Ring, UNLABELLED, watchedPlaceOf } from './log/request-buffer'

export const STRATEGIES = ['least confident', 'margin', 'entropy', 'diverse', 'random'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Why a request is asked about, the strongest reason first. */
export const REASONS = ['wanted', 'corrected', 'abstained', 'disagrees', 'unlike', 'unsure', 'drawn'] as const
export type Reason = (typeof REASONS)[number]

export interface Queued {
  readonly request: number
  readonly reasons: readonly Reason[]
  /** 0 to 1 by the strategy; of a number, or without an answer, 0. */
  readonly doubt: number
}

export interface QueueAsked {
  readonly strategy: Strategy
  readonly limit: number
  readonly seed: number
  /** For one of these reasons alone. */
  readonly reasons?: readonly Reason[]
  /** Requests that were put aside. */
  readonly without?: ReadonlySet<number>
  /** Inputs that a person asked to label, by their key. */
  readonly wanted?: ReadonlySet<number>
}

/** What people have said so far: inputs by their key, so that the same one is not asked again after it has left the ring. */
export interface PersonLabels {
  readonly inputs: Set<number>
  said: number
}

/** The oldest make room. */
const MOST_INPUTS = 100_000
/** Below this much of a doubt a request is nothing to ask a person about, unless all are drawn. */
const UNSURE: Readonly<Record<Uncertainty, number>> = { 'least confident': 0.35, margin: 0.7, entropy: 0.5 }
/** Deviations from the mean of what came, on average over the features, beyond which an input is unlike the others. */
const UNLIKE = 2
/** Requests that are told apart by distance; greedy choice among more takes long. */
const MOST_DIVERSE = 600

export const personLabels = defineReducer<PersonLabels>({
  initial: () => ({ inputs: new Set(), said: 0 }),
  label(state, labels, row, { ring }) {
    if (LABELLERS[labels.by[row] as number] !== 'person') return
    state.said++
    const place = placeOf(ring, labels.id[row] as number)
    if (place >= 0) state.inputs.add(inputKey(ring, place))
    if (state.inputs.size <= MOST_INPUTS) return
    for (const first of state.inputs) {
      state.inputs.delete(first)
      break
    }
  },
})

/** Same number, same input: the row with what was done to it. What came from outside is each its own. */
export function inputKey({ columns, id }: Ring, place: number): number {
  const row = columns.row[place] as number
  if (row < 0) return -1 - (id[place] as number)
  return keyOfInput(row, columns.operator[place] as number, columns.strength[place] as number)
}

/** The same number for a row that is not in the ring any more; the operator is its place in the book. */
export function keyOfInput(row: number, operator: number, strength: number): number {
  return (row * 256 + operator) * 64 + strength
}

/** The requests to ask a person about, most wanted first. */
export function labelQueue({ ring, book }: LogView, person: PersonLabels, asked: QueueAsked): readonly Queued[] {
  const found = candidates(ring, book.classes.length, person, asked)
  const wanted = asked.reasons
    ? found.filter(({ reasons }) => reasons.some((one) => asked.reasons?.includes(one)))
    : found
  return ordered(ring, wanted, asked)
    .slice(0, asked.limit)
    .map(({ request, reasons, doubt }) => ({ request, reasons, doubt }))
}

interface Candidate extends Queued {
  readonly place: number
}

function candidates(ring: Ring, classes: number, person: PersonLabels, asked: QueueAsked): readonly Candidate[] {
  const by: Uncertainty =
    asked.strategy === 'diverse' || asked.strategy === 'random' ? 'least confident' : asked.strategy
  const other = otherAnswers(ring)
  const isUnlike = unlikeIn(ring)
  const taken = new Set<number>()
  const found: Candidate[] = []
  for (let request = ring.next - 1; request >= oldest(ring); request--) {
    const place = watchedPlaceOf(ring, request)
    if (place < 0 || asked.without?.has(request)) continue
    const key = inputKey(ring, place)
    const corrected = ring.labelBy[place] === LABELLERS.indexOf('caller') && isWrong(ring, place, classes)
    if (taken.has(key) || person.inputs.has(key)) continue
    if (ring.labelBy[place] !== UNLABELLED && !corrected) continue
    const status = STATUSES[ring.columns.status[place] as number]
    // Nothing was asked of a model, or nothing that it could have answered.
    if (status !== 'ok' && status !== 'abstained' && status !== 'fallback') continue
    taken.add(key)
    const doubt = classes > 0 ? doubtAt(ring.columns.outputs, ring.widths.width, place, by) : 0
    const reasons: Reason[] = []
    if (asked.wanted?.has(key)) reasons.push('wanted')
    if (corrected) reasons.push('corrected')
    if (status !== 'ok') reasons.push('abstained')
    if (disagrees(ring, place) || other.has(key)) reasons.push('disagrees')
    if (isUnlike(place)) reasons.push('unlike')
    if (doubt >= UNSURE[by]) reasons.push('unsure')
    found.push({ request, place, doubt, reasons: reasons.length > 0 ? reasons : ['drawn'] })
  }
  return found
}

function ordered(ring: Ring, found: readonly Candidate[], asked: QueueAsked): readonly Candidate[] {
  if (asked.strategy === 'random') {
    const order = shuffle(
      Uint32Array.from(found, (_, i) => i),
      rng(asked.seed, { kind: 'shuffle', epoch: 0 }),
    )
    const drawn = Array.from(order, (i) => found[i] as Candidate)
    return drawn.toSorted((a, b) => Number(b.reasons[0] === 'wanted') - Number(a.reasons[0] === 'wanted'))
  }
  const first = (one: Candidate) => REASONS.indexOf(one.reasons[0] as Reason)
  const sorted = found.toSorted((a, b) => first(a) - first(b) || b.doubt - a.doubt || b.request - a.request)
  if (asked.strategy !== 'diverse') return sorted
  const few = sorted.slice(0, MOST_DIVERSE)
  const { width } = ring.widths
  const at = (i: number) => {
    const { place } = few[i] as Candidate
    return ring.columns.outputs.subarray(place * width, (place + 1) * width)
  }
  return farthestFirst(few.length, at, Math.min(asked.limit, few.length)).map((i) => few[i] as Candidate)
}

/** Inputs to which two versions have answered two things. */
function otherAnswers(ring: Ring): ReadonlySet<number> {
  const first = new Map<number, number>()
  const two = new Set<number>()
  const { columns } = ring
  for (let request = oldest(ring); request < ring.next; request++) {
    const place = watchedPlaceOf(ring, request)
    const predicted = place < 0 ? -1 : (columns.predicted[place] as number)
    if (predicted < 0 || columns.version[place] === NONE || (columns.row[place] as number) < 0) continue
    const key = inputKey(ring, place)
    const before = first.get(key)
    if (before === undefined) first.set(key, predicted)
    else if (before !== predicted) two.add(key)
  }
  return two
}

function disagrees({ columns }: Ring, place: number): boolean {
  const [mine, its] = [columns.predicted[place] as number, columns.shadowPredicted[place] as number]
  return columns.shadowVersion[place] !== NONE && mine >= 0 && its >= 0 && mine !== its
}

function isWrong(ring: Ring, place: number, classes: number): boolean {
  const answer = classes > 0 ? ring.columns.predicted[place] : ring.columns.outputs[place * ring.widths.width]
  return ring.label[place] !== answer
}

/** Whether an input lies far from what came, by what is watched of each. */
function unlikeIn(ring: Ring): (place: number) => boolean {
  const { features = 0 } = ring.widths
  const values = ring.columns.features
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(features)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let request = oldest(ring); request < ring.next; request++) {
    const place = watchedPlaceOf(ring, request)
    for (let i = 0; place >= 0 && i < features; i++) {
      const value = values[place * features + i] as number
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
  return (place) => {
    let [sum, count] = [0, 0]
    for (let i = 0; i < features; i++) {
      const away = Math.abs((values[place * features + i] as number) - (means[i] as number)) / (deviations[i] as number)
      if (!Number.isFinite(away)) continue
      sum += away
      count++
    }
    return count > 0 && sum / count > UNLIKE
  }
}
