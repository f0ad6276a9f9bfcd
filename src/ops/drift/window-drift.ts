/**
 * @file WindowDrift: what has drifted in a window of the log, a number of requests one after the other: each input feature, the answer and
 * its confidence, corrected for there being many (Benjamini-Hochberg). It is a function of the ring's requests and the references.
 */
import { watchedName } from '../../data/watch/monitored-features'
import { corrected, persistent } from '../../metrics/corrected'
import { placeOf, type Ring } from '../log/request-buffer'
import { LOAD, NONE, PLAYED, STATUSES, versionName } from '../record'
import type { LogView } from '../log/fold'
import { type AnswerReference, topsOf } from './answer-reference'
import { type Decider, driftOfFeature, type FeatureDrift } from './feature-drift'
import type { FeatureReference } from './reference'

export interface DriftPlan {
  /** Requests of a window. */
  readonly n: number
  /** The share of features that drift by mistake, of those that are said to. */
  readonly alpha: number
  /** A feature that drifts in so many of so many windows has drifted: then it alerts. */
  readonly least: number
  readonly among: number
  readonly decider: Decider
}

export const USUAL_PLAN: DriftPlan = { n: 500, alpha: 0.01, least: 2, among: 3, decider: 'usual' }

export interface DriftReference {
  readonly inputs: readonly FeatureReference[]
  readonly answers: readonly AnswerReference[]
}

export interface FeatureVerdict extends FeatureDrift {
  readonly name: string
  /** An input, or what is said of it. */
  readonly of: 'input' | 'answer'
  /** The place among the features of the book; -1 of an answer. */
  readonly at: number
  /** The p-value after the correction: to be held against alpha. */
  readonly adjusted: number
}

export interface WindowDrift {
  /** Its number: requests [window × n, (window + 1) × n). */
  readonly window: number
  /** Virtual milliseconds of its first and its last request. */
  readonly from: number
  readonly to: number
  /** The version whose answers are held against what it usually says; absent where none has a reference. */
  readonly version?: string
  readonly features: readonly FeatureVerdict[]
}

/** Features that have drifted, and how many windows in a row are asked for it. */
export type Sureness = 'no' | 'once' | 'persistent'

const ANSWERED = new Set([STATUSES.indexOf('ok'), STATUSES.indexOf('abstained')])

/** The drift of a window; undefined where not all of its requests are in the ring. */
export function driftOfWindow(
  { ring, book }: LogView,
  reference: DriftReference,
  window: number,
  plan: DriftPlan,
): WindowDrift | undefined {
  const places = placesOf(ring, window, plan.n)
  const [first, last] = [places?.[0], places?.at(-1)]
  if (!places || first === undefined || last === undefined) return undefined
  const answers = answersIn(ring, places, book, reference)
  const looks = [
    ...reference.inputs.map((input, at) => {
      const one = asFor(input, ring, places)
      return { one, at, of: 'input' as const, numbers: featureIn(ring, places, at) }
    }),
    ...(answers?.looks ?? []),
  ]
  return {
    window,
    from: ring.columns.at[first] as number,
    to: ring.columns.at[last] as number,
    ...(answers && { version: answers.version }),
    features: driftOfAll(looks, plan, window).map((drift, i) => {
      const { one, at, of } = looks[i] as (typeof looks)[number]
      return { ...drift, at, of, name: watchedName(one) }
    }),
  }
}

/** What is looked at together: each by itself, corrected for there being many. This is the detector, wherever numbers come from. */
export function driftOfAll(
  looks: readonly { readonly one: FeatureReference; readonly numbers: ArrayLike<number> }[],
  { alpha, decider }: Pick<DriftPlan, 'alpha' | 'decider'>,
  seed: number,
): readonly (FeatureDrift & Pick<FeatureVerdict, 'adjusted'>)[] {
  // What lies above the threshold drifts whatever the others do.
  const level = { alpha: alpha / Math.max(1, looks.length), seed }
  const found = looks.map(({ one, numbers }) => driftOfFeature(one, numbers, decider, level))
  const { adjusted, flagged } = corrected(
    found.map(({ p }) => p),
    alpha,
    'Benjamini-Hochberg',
  )
  return found.map((drift, i) => ({ ...drift, adjusted: adjusted[i] ?? 1, drifted: flagged[i] === true }))
}

/** How sure the drift of a feature is after the last of some windows one after the other. */
export function surenessOf(windows: readonly WindowDrift[], name: string, { least, among }: DriftPlan): Sureness {
  const flags = windows.map(({ features }) => features.find((one) => one.name === name)?.drifted === true)
  if (persistent(flags, least, among)) return 'persistent'
  return flags.at(-1) ? 'once' : 'no'
}

/** Windows that are over, from the first that is whole in the ring. */
export function windowsIn({ next, capacity }: Ring, n: number): { readonly first: number; readonly end: number } {
  return { first: Math.ceil(Math.max(0, next - capacity) / n), end: Math.floor(next / n) }
}

/** Places of a window's requests, without those of load tests; undefined where one is not in the ring, or most are such. */
export function placesOf(ring: Ring, window: number, n: number): readonly number[] | undefined {
  const places = Array.from({ length: n }, (_, i) => placeOf(ring, window * n + i))
  if (!places.every((place) => place >= 0)) return undefined
  const watched = places.filter((place) => ring.columns.source[place] !== LOAD)
  return 2 * watched.length >= n ? watched : undefined
}

/** What the reference's own chance may add to the window's, as a share of its variance, before the test must know of it. */
const MOST_ADDED = 0.05

/**
 * The reference as it holds for these requests. Rows that are played are all there are; of requests from outside they are a sample, as any:
 * where such are so many of a window that this shows, so is the reference.
 */
export function asFor<R extends FeatureReference>(reference: R, { columns }: Ring, places: readonly number[]): R {
  if (!reference.isAll) return reference
  const outside = places.reduce((sum, place) => sum + (PLAYED.has(columns.source[place] as number) ? 0 : 1), 0)
  // A share s of n from outside: s² / rows beside 1 / n.
  const isFew = (outside * outside) / Math.max(1, places.length * reference.rows) <= MOST_ADDED
  return isFew ? reference : { ...reference, isAll: false }
}

/** A feature of some requests. */
export function featureIn({ columns, widths }: Ring, places: readonly number[], at: number): Float32Array {
  const width = widths.features ?? 0
  return Float32Array.from(places, (place) =>
    at < width ? (columns.features[place * width + at] as number) : Number.NaN,
  )
}

/** Answers of requests, [places, outputs]: of those that one version answered, and none that was put in its place. */
export function outputsIn(
  { columns, widths: { width } }: Ring,
  places: readonly number[],
  version: number,
): Float32Array {
  const out = new Float32Array(places.length * width).fill(Number.NaN)
  places.forEach((place, i) => {
    if (columns.version[place] !== version || !ANSWERED.has(columns.status[place] as number)) return
    out.set(columns.outputs.subarray(place * width, (place + 1) * width), i * width)
  })
  return out
}

/** The version that answered most of them, where it has a reference. */
export function mainVersion(
  { columns }: Ring,
  places: readonly number[],
  book: LogView['book'],
  { answers }: DriftReference,
): { readonly number: number; readonly reference: AnswerReference } | undefined {
  const counts = new Map<number, number>()
  for (const place of places) {
    const version = columns.version[place] as number
    if (version !== NONE) counts.set(version, (counts.get(version) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const ref = most && book.versions[most[0]]
  const reference = ref && answers.find(({ version }) => versionName(version) === versionName(ref))
  return reference && { number: most[0], reference }
}

function answersIn(ring: Ring, places: readonly number[], book: LogView['book'], reference: DriftReference) {
  const main = mainVersion(ring, places, book, reference)
  if (!main) return undefined
  const { version, ...said } = main.reference
  const answer = asFor(said.answer, ring, places)
  const confidence = said.confidence && asFor(said.confidence, ring, places)
  const outputs = outputsIn(ring, places, main.number)
  const { top, sure } = topsOf(outputs, ring.widths.width)
  // Requests of other versions are not missing: they are not of this one.
  const given = (numbers: Float32Array) => numbers.filter((one) => !Number.isNaN(one))
  const looks = [
    { one: answer, at: -1, of: 'answer' as const, numbers: given(answer.kind === 'category' ? top : outputs) },
    ...(confidence ? [{ one: confidence, at: -1, of: 'answer' as const, numbers: given(sure) }] : []),
  ]
  return { version: versionName(version), looks }
}
