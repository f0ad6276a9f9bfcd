/**
 * @file Why this prediction: an explanation of one row, with checks of whether it can be trusted. A check that fails for
 * a network with shuffled weights matters most: an explanation that stays the same does not depend on the network.
 */
import { rng, shuffle } from '../../base/rng'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { type FittedInput, sizeOf } from '../../data/pipeline'
import { rankCorrelation } from '../../metrics/attribution'
import { type Explained, encode, scoresOf, shapleyOfRow } from './explain'

/** A check of an explanation; `value` is compared with `limit`. */
export interface TrustCheck {
  readonly check: 'completeness' | 'randomWeights' | 'deletion'
  readonly value: number
  readonly limit: number
  readonly passed: boolean
}

export interface RowExplanation {
  readonly method: 'shapley' | 'occlusion'
  /** The explained class; absent for a number. */
  readonly class?: string
  /** One value per column, or per place of the input, in this shape. */
  readonly values: readonly number[]
  readonly shape: readonly number[]
  /** For a table: the names of the columns, and the intervals of values that are estimated. */
  readonly columns?: readonly string[]
  readonly intervals?: readonly { readonly low: number; readonly high: number }[]
  /** The score without any information, and the score of the row. */
  readonly base?: number
  readonly score: number
  /** The difference between the sum of the values and the explained difference, relative to it. */
  readonly completeness?: number
  readonly trust: { readonly level: 'good' | 'doubtful' | 'bad'; readonly checks: readonly TrustCheck[] }
}

type Values = Omit<RowExplanation, 'trust' | 'class' | 'method'>
type Explain = (what: Explained) => Promise<Values>

/** The largest relative gap of the sum, and the largest rank correlation with shuffled weights. */
const MOST_GAP = 0.01
const MOST_CORRELATION = 0.5
/** The share of the input that is deleted, and how many random deletions it is compared with. */
const DELETED = 0.1
const RANDOM_DELETIONS = 20

/** Explains the prediction for a row. Refuses a method that the input does not fit. */
export async function explainRow(
  what: Explained,
  row: number,
  { method, seed }: { readonly method: RowExplanation['method']; readonly seed: number },
): Promise<RowExplanation> {
  const inputs = await encode(what.weights.pipeline, what.weights.ready.dataset, Uint32Array.of(row))
  const explain: Explain = method === 'shapley' ? (of) => shapley(of, row, seed, inputs) : (of) => occlusion(of, inputs)
  const own = await explain(what)
  const random = { ...what, weights: { ...what.weights, ...(await what.weights.shuffled(seed)) } }
  const other = await explain(random)
  const correlation = Math.abs(rankCorrelation(own.values, other.values))
  const checks: TrustCheck[] = [
    ...(own.completeness === undefined
      ? []
      : [
          {
            check: 'completeness',
            value: own.completeness,
            limit: MOST_GAP,
            passed: own.completeness <= MOST_GAP,
          } as const,
        ]),
    { check: 'randomWeights', value: correlation, limit: MOST_CORRELATION, passed: correlation <= MOST_CORRELATION },
    ...(method === 'occlusion' ? [await deletionCheck(what, inputs, own, seed)] : []),
  ]
  const { output, classIndex } = what
  const label = output.kind === 'classes' && classIndex !== undefined ? output.labels[classIndex] : undefined
  return { method, ...(label === undefined ? {} : { class: label }), ...own, trust: { level: levelOf(checks), checks } }
}

function levelOf(checks: readonly TrustCheck[]): RowExplanation['trust']['level'] {
  const failed = checks.filter(({ passed }) => !passed)
  if (failed.length === 0) return 'good'
  return failed.length > 1 || failed[0]?.check === 'randomWeights' ? 'bad' : 'doubtful'
}

async function shapley(
  what: Explained,
  row: number,
  seed: number,
  inputs: readonly Float32Array<ArrayBuffer>[],
): Promise<Values> {
  const { columns, values, intervals, base, full } = await shapleyOfRow(what, row, seed)
  const sum = values.reduce((all, value) => all + value, 0)
  const gap = Math.abs(sum - (full - base))
  const [score] = await scoresOf(what, [...inputs], 1)
  return {
    ...{ values: [...values], shape: [values.length], columns, base, score: score as number },
    completeness: gap / Math.max(Math.abs(full - base), 1e-6),
    ...(intervals && { intervals }),
  }
}

/** The only input that has places next to each other: an image, or a series. Refuses other networks. */
function placesOf({ weights: { pipeline } }: Explained): {
  readonly at: number
  readonly input: FittedInput
  readonly shape: readonly number[]
} {
  const [input] = pipeline.inputs
  if (!input || pipeline.inputs.length > 1 || input.shape.length < 2) return refuse('explain-no-places', {})
  return { at: 0, input, shape: input.shape.slice(0, -1) }
}

/** The part of each side that is covered at a time, and the step to the next cover as a part of it. */
const COVER = 1 / 7
const STEP = 1 / 2

/**
 * Occlusion (Zeiler, Fergus 2014, ECCV): the mean drop of the score over all covers of a place, where a cover replaces
 * its places by the mean of the input.
 */
async function occlusion(what: Explained, inputs: readonly Float32Array<ArrayBuffer>[]): Promise<Values> {
  const { at, input, shape } = placesOf(what)
  const own = inputs[at] as Float32Array<ArrayBuffer>
  const channels = input.shape.at(-1) as number
  const covers = coversOf(shape)
  const gray = meanByChannel(own, channels)
  const changed = new Float32Array(own.length * covers.length)
  covers.forEach((cover, i) => {
    changed.set(own, i * own.length)
    for (const place of cover) changed.set(gray, i * own.length + place * channels)
  })
  const scores = await scoresOf(what, [changed], covers.length)
  const [score] = await scoresOf(what, [...inputs], 1)
  const places = own.length / channels
  const [sums, counts] = [new Float64Array(places), new Float64Array(places)]
  covers.forEach((cover, i) => {
    for (const place of cover) {
      sums[place] = (sums[place] as number) + ((score as number) - (scores[i] as number))
      counts[place] = (counts[place] as number) + 1
    }
  })
  const values = Array.from(sums, (sum, place) => (counts[place] ? sum / (counts[place] as number) : 0))
  return { values, shape, score: score as number }
}

/** The places of each cover: squares of an image, or stretches of a series, that overlap by half. */
function coversOf(shape: readonly number[]): readonly (readonly number[])[] {
  const starts = shape.map((side) => {
    const size = Math.max(1, Math.round(side * COVER))
    const step = Math.max(1, Math.round(size * STEP))
    const last = Math.max(0, side - size)
    const all = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step)
    if (all.at(-1) !== last) all.push(last)
    return all.map((from) => Array.from({ length: Math.min(size, side) }, (_, i) => from + i))
  })
  return starts.reduce<readonly (readonly number[])[]>(
    (covers, spans, axis) =>
      covers.flatMap((cover) =>
        spans.map((span) => cover.flatMap((place) => span.map((at) => place * (shape[axis] as number) + at))),
      ),
    [[0]],
  )
}

function meanByChannel(values: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels)
  values.forEach((value, i) => {
    sums[i % channels] = (sums[i % channels] as number) + value
  })
  return Float32Array.from(sums, (sum) => (sum * channels) / values.length)
}

/** Whether covering the places with the highest values lowers the score more than covering as many random places. */
async function deletionCheck(
  what: Explained,
  inputs: readonly Float32Array<ArrayBuffer>[],
  { values, score }: Values,
  seed: number,
): Promise<TrustCheck> {
  const { at, input } = placesOf(what)
  const own = inputs[at] as Float32Array<ArrayBuffer>
  const channels = input.shape.at(-1) as number
  const most = Math.max(1, Math.round(values.length * DELETED))
  const random = rng(seed, { kind: 'resample', epoch: 3 })
  const order = Uint32Array.from(values.keys())
  const best = [...order].sort((a, b) => (values[b] as number) - (values[a] as number)).slice(0, most)
  const sets = [
    best,
    ...Array.from({ length: RANDOM_DELETIONS }, () => [...shuffle(order.slice(), random).subarray(0, most)]),
  ]
  const gray = meanByChannel(own, channels)
  const changed = new Float32Array(sizeOf(input) * sets.length)
  sets.forEach((places, i) => {
    changed.set(own, i * own.length)
    for (const place of places) changed.set(gray, i * own.length + place * channels)
  })
  const scores = await scoresOf(what, [changed], sets.length)
  const drops = Array.from(scores, (one) => score - one)
  const [drop, ...others] = drops as [number, ...number[]]
  const limit = others.sort((a, b) => a - b)[Math.floor(0.9 * RANDOM_DELETIONS)] as number
  return { check: 'deletion', value: drop, limit, passed: drop > limit }
}
