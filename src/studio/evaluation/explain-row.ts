/**
 * @file Why this prediction: an explanation of one row, with checks of whether it can be trusted. A check that fails for
 * a network with shuffled weights matters most: an explanation that stays the same does not depend on the network.
 */
import { type Rng, rng } from '../../base/rng'
import { rankCorrelation } from '../../metrics/attribution'
import { type Encoded, type Explained, scoresOf, shapleyOfRow } from './explain'
import { type InputMap, inputMap, type MapMethod, MOST_GAP, placesOf, scoresWithout } from './input-maps'

/** A check of an explanation; `value` is compared with `limit`. */
export interface TrustCheck {
  readonly check: 'completeness' | 'randomWeights' | 'deletion' | 'insertion'
  readonly value: number
  readonly limit: number
  /** The smallest effect that counts, if places are covered: a smaller one changes nothing that matters. */
  readonly least?: number
  readonly passed: boolean
  /** For places that are covered or kept: by how many standard deviations they count more than random ones. */
  readonly deviations?: number
}

export interface RowExplanation extends InputMap {
  readonly method: 'shapley' | MapMethod
  /** The explained class; absent for a number. */
  readonly class?: string
  /** The intervals of values that are estimated. */
  readonly intervals?: readonly { readonly low: number; readonly high: number }[]
  /** The training step of the weights, if they are still being trained. */
  readonly step?: number
  readonly trust: {
    readonly level: 'good' | 'doubtful' | 'bad' | 'unchecked'
    /** Whether it is nearly the same with shuffled weights, so that it does not depend on what was learned. */
    readonly isSame?: boolean
    readonly checks: readonly TrustCheck[]
  }
}

type Values = Omit<RowExplanation, 'trust' | 'class' | 'method' | 'step'>

/** The largest likeness to an explanation with shuffled weights, and the one from which both are the same. */
const MOST_LIKENESS = 0.5
const SAME = 0.8
/** With fewer of the highest values, they are the same by chance too often. */
const LEAST_TOP = 5
/** The 99.5% quantile of the normal distribution: in 1% of cases, chance is beyond it on one of the two sides. */
const Z_99 = 2.5758
/** The share of the places that is covered or kept, and how many random sets it is compared with. */
const SHARE = 0.1
const RANDOM_SETS = 20
/** The least standard deviation of scores that a difference is compared with. */
const LEAST_SPREAD = 0.01
/** The smallest effect on a score: a share of that of covering all places and, on a probability, a percentage point. */
const LEAST_EFFECT = { share: 0.05, probability: 0.01 }

interface RowOptions {
  readonly method: RowExplanation['method']
  readonly seed: number
  readonly layer?: string | undefined
  /** Whether to check the explanation, which takes several times as long. */
  readonly checks?: boolean | undefined
}

/** Explains the prediction for one encoded row. Refuses a method that the input does not fit. */
export async function explainRow(
  what: Explained,
  inputs: Encoded,
  { method, seed, layer, checks: isChecked = true }: RowOptions,
): Promise<RowExplanation> {
  const explain = (of: Explained): Promise<Values> =>
    method === 'shapley' ? shapley(of, inputs, seed) : inputMap(of, inputs, { method, seed, layer })
  const own = await explain(what)
  const { output, classIndex } = what
  const label = output.kind === 'classes' && classIndex !== undefined ? output.labels[classIndex] : undefined
  const { step } = what.weights
  const found = {
    method,
    ...(label === undefined ? {} : { class: label }),
    ...own,
    ...(step !== undefined && { step }),
  }
  if (!isChecked) return { ...found, trust: { level: 'unchecked', checks: [] } }
  // Shapley values are those of the network by definition. With shuffled weights, the order of a few columns is often
  // the same, by chance or because the same columns of the row are far from the background.
  if (method === 'shapley') return { ...found, trust: trustOf(valueChecks(own)) }
  const random = { ...what, weights: { ...what.weights, ...(await what.weights.shuffled(seed)) } }
  const { values: shuffled } = await explain(random)
  const covers = await coverChecks(what, inputs, own.values, { seed, shuffled })
  return { ...found, trust: trustOf([...valueChecks(own, shuffled), ...covers]) }
}

/**
 * The largest allowed likeness of n values: at least that of independent ranks in 1% of cases, whose correlation has a
 * standard deviation of 1/√(n - 1) (Kendall and Gibbons 1990, Rank Correlation Methods). From 1 on, nothing is known.
 */
export function likenessLimit(n: number): number {
  return Math.max(MOST_LIKENESS, Z_99 / Math.sqrt(n - 1))
}

/**
 * The checks of the values themselves: their sum, and how much they are like those with shuffled weights: in their ranks
 * (Adebayo et al. 2018), or in the places of the highest tenth (Ghorbani et al. 2019). Equal values have no ranks to
 * compare.
 */
export function valueChecks(
  { values, completeness: gap }: Pick<Values, 'values' | 'completeness'>,
  shuffled?: readonly number[],
): readonly TrustCheck[] {
  const most = likenessLimit(values.length)
  const isComparable = shuffled && most < 1 && values.some((value) => value !== values[0])
  const atMost = (check: TrustCheck['check'], value: number, limit: number) => ({
    ...{ check, value, limit, passed: value <= limit },
  })
  return [
    ...(gap === undefined ? [] : [atMost('completeness', gap, MOST_GAP)]),
    ...(isComparable ? [atMost('randomWeights', likeness(values, shuffled), most)] : []),
  ]
}

function likeness(a: readonly number[], b: readonly number[]): number {
  return Math.max(Math.abs(rankCorrelation(a, b)), topOverlap(a, b))
}

/** The share of the highest tenth of values that both have in the same places; 0 for few values. */
function topOverlap(a: readonly number[], b: readonly number[]): number {
  const most = Math.round(a.length * SHARE)
  if (most < LEAST_TOP) return 0
  const top = (values: readonly number[]) =>
    new Set([...values.keys()].sort((i, j) => (values[j] as number) - (values[i] as number) || i - j).slice(0, most))
  const [own, other] = [top(a), top(b)]
  return [...own].filter((place) => other.has(place)).length / most
}

/** How far an explanation with these checks can be trusted. */
export function trustOf(checks: readonly TrustCheck[]): RowExplanation['trust'] {
  const failed = checks.filter(({ passed }) => !passed)
  const isSame = failed.some(({ check, value }) => check === 'randomWeights' && value > SAME)
  if (checks.length === 0) return { level: 'unchecked', checks }
  const level = failed.length === 0 ? 'good' : isSame || failed.length > 1 ? 'bad' : 'doubtful'
  return { level, checks, ...(isSame && { isSame }) }
}

async function shapley(what: Explained, inputs: Encoded, seed: number): Promise<Values> {
  const { columns, values, intervals, base, full } = await shapleyOfRow(what, inputs, seed)
  const sum = values.reduce((all, value) => all + value, 0)
  const gap = Math.abs(sum - (full - base))
  const [score] = await scoresOf(what, inputs, 1)
  return {
    ...{ values: [...values], shape: [values.length], columns, base, score: score as number },
    completeness: gap / Math.max(Math.abs(full - base), 1e-6),
    ...(intervals && { intervals }),
  }
}

/**
 * Whether the score drops more without the places with the highest values than without places of the same form
 * elsewhere and those of a map with shuffled weights, and whether it is higher with only them (Petsiuk et al. 2018,
 * BMVC). Without a positive value, there is nothing to cover.
 */
export async function coverChecks(
  what: Explained,
  inputs: Encoded,
  values: readonly number[],
  { seed, shuffled }: { readonly seed: number; readonly shuffled?: readonly number[] },
): Promise<readonly TrustCheck[]> {
  const places = placesOf(what, inputs)
  if (!places) return []
  const { all, shape } = places
  const highest = (of: readonly number[], most: number) =>
    all
      .filter((place) => (of[place] as number) > 0)
      .sort((a, b) => (of[b] as number) - (of[a] as number))
      .slice(0, most)
  const best = highest(values, Math.max(1, Math.round(all.length * SHARE)))
  if (best.length === 0) return []
  const random = rng(seed, { kind: 'resample', epoch: 3 })
  const others = Array.from({ length: RANDOM_SETS }, () => shifted(best, all, shape, random))
  const sets = [best, ...others, ...(shuffled ? [highest(shuffled, best.length)] : [])]
  const complements = sets.map((set) => {
    const kept = new Set(set)
    return all.filter((place) => !kept.has(place))
  })
  const [whole = 0, nothing = 0, ...scores] = await scoresWithout(what, places, [[], all, ...sets, ...complements])
  const isProbability = what.output.kind === 'classes'
  const least = Math.max(LEAST_EFFECT.share * Math.abs(whole - nothing), isProbability ? LEAST_EFFECT.probability : 0)
  return [
    coverCheck(
      'deletion',
      scores.slice(0, sets.length).map((score) => whole - score),
      least,
    ),
    coverCheck(
      'insertion',
      scores.slice(sets.length).map((score) => score - nothing),
      least,
    ),
  ]
}

/**
 * Compares the effect of the strongest places, the first, with those of random sets, the next, and of other sets, and
 * with the least that counts. It is larger than all of the random ones by chance in 1 of 21 cases.
 */
export function coverCheck(
  check: 'deletion' | 'insertion',
  [value = 0, ...others]: readonly number[],
  least: number,
): TrustCheck {
  const limit = Math.max(...others)
  const random = others.slice(0, RANDOM_SETS)
  const mean = random.reduce((all, one) => all + one, 0) / random.length
  const spread = Math.sqrt(random.reduce((all, one) => all + (one - mean) ** 2, 0) / random.length)
  const deviations = (value - mean) / Math.max(spread, LEAST_SPREAD)
  return { check, value, limit, least, passed: value > limit && value >= least, deviations }
}

/** Places moved by the same random amount along each axis; what leaves on one side enters on the other. */
function shifted(
  of: readonly number[],
  all: readonly number[],
  shape: readonly number[],
  random: Rng,
): readonly number[] {
  // The tokens of a text move among themselves.
  if (shape.length === 1) {
    const by = random.below(all.length)
    return of.map((place) => all[(all.indexOf(place) + by) % all.length] as number)
  }
  const moves = shape.map((side) => random.below(side))
  return of.map((place) => {
    let [rest, moved, size] = [place, 0, 1]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const side = shape[axis] as number
      moved += (((rest % side) + (moves[axis] as number)) % side) * size
      rest = Math.floor(rest / side)
      size *= side
    }
    return moved
  })
}
