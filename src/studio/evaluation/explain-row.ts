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
  readonly passed: boolean
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

/** The largest rank correlation with shuffled weights, and the one from which both explanations are the same. */
const MOST_CORRELATION = 0.5
const SAME = 0.8
/** With fewer values, the ranks are alike by chance too often: those of two are always the same or reversed. */
const LEAST_VALUES = 5
/** The share of the places that is covered or kept, and how many random sets it is compared with. */
const SHARE = 0.1
const RANDOM_SETS = 20

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
  const random = { ...what, weights: { ...what.weights, ...(await what.weights.shuffled(seed)) } }
  // The checks of the network itself come first, so that the worker loads each network once.
  const covers = method === 'shapley' ? [] : await coverChecks(what, inputs, own.values, seed)
  const checks = [...valueChecks(own, (await explain(random)).values), ...covers]
  return { ...found, trust: trustOf(checks) }
}

/**
 * The checks of the values themselves: their sum, and how much they are like those with shuffled weights. Equal values have
 * no ranks to compare.
 */
export function valueChecks(
  { values, completeness: gap }: Pick<Values, 'values' | 'completeness'>,
  shuffled: readonly number[],
): readonly TrustCheck[] {
  const isComparable = values.length >= LEAST_VALUES && values.some((value) => value !== values[0])
  const correlation = Math.abs(rankCorrelation(values, shuffled))
  const atMost = (check: TrustCheck['check'], value: number, limit: number) => ({
    ...{ check, value, limit, passed: value <= limit },
  })
  return [
    ...(gap === undefined ? [] : [atMost('completeness', gap, MOST_GAP)]),
    ...(isComparable ? [atMost('randomWeights', correlation, MOST_CORRELATION)] : []),
  ]
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
 * elsewhere, and whether it is higher with only them (Petsiuk et al. 2018, BMVC). Without a positive value, there is
 * nothing to cover.
 */
export async function coverChecks(
  what: Explained,
  inputs: Encoded,
  values: readonly number[],
  seed: number,
): Promise<readonly TrustCheck[]> {
  const places = placesOf(what, inputs)
  if (!places) return []
  const { all, shape } = places
  const speaking = all.filter((place) => (values[place] as number) > 0)
  if (speaking.length === 0) return []
  const most = Math.max(1, Math.min(speaking.length, Math.round(all.length * SHARE)))
  const best = speaking.sort((a, b) => (values[b] as number) - (values[a] as number)).slice(0, most)
  const random = rng(seed, { kind: 'resample', epoch: 3 })
  const sets = [best, ...Array.from({ length: RANDOM_SETS }, () => shifted(best, all, shape, random))]
  const others = sets.map((set) => {
    const kept = new Set(set)
    return all.filter((place) => !kept.has(place))
  })
  const [whole = 0, nothing = 0, ...scores] = await scoresWithout(what, places, [[], all, ...sets, ...others])
  const compared = (check: 'deletion' | 'insertion', [value = 0, ...rest]: readonly number[]): TrustCheck => {
    const limit = rest.sort((a, b) => a - b)[Math.floor(0.9 * RANDOM_SETS)] as number
    return { check, value, limit, passed: value > limit }
  }
  return [
    compared(
      'deletion',
      scores.slice(0, sets.length).map((score) => whole - score),
    ),
    compared(
      'insertion',
      scores.slice(sets.length).map((score) => score - nothing),
    ),
  ]
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
