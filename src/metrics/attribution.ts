/**
 * @file Attributions: how much each feature contributes to one prediction (Shapley values), how much a score depends on
 * a feature (permutation importance), and how a prediction changes with it (accumulated local effects).
 */
import type { Rng } from '../base/rng'
import { type Interval, student } from './intervals'

/** The most features for which Shapley values are exact: 2¹² coalitions. */
export const MOST_EXACT = 12

/** The value of each coalition, given as a bit mask over the features. */
export type CoalitionValues = (coalitions: Uint32Array) => Promise<ArrayLike<number>>

export interface ShapleyValues {
  readonly values: Float64Array
  /** The 95% interval of each value; absent if the values are exact. */
  readonly intervals?: readonly Interval[]
  /** The value without any feature, and that with all of them; the values sum to their difference. */
  readonly base: number
  readonly full: number
}

/**
 * Computes exact Shapley values (Shapley 1953) from the values of all 2ⁿ coalitions of n features: the mean gain from a
 * feature over all orders in which features are added.
 */
export async function exactShapley(features: number, valuesOf: CoalitionValues): Promise<ShapleyValues> {
  const all = 2 ** features
  const value = await valuesOf(Uint32Array.from({ length: all }, (_, coalition) => coalition))
  // A coalition of s features precedes a feature in s! (n - s - 1)! of the n! orders.
  const weights = Float64Array.from({ length: features }, (_, size) => 1 / (features * choose(features - 1, size)))
  const values = new Float64Array(features)
  for (let coalition = 0; coalition < all; coalition++) {
    const weight = weights[bits(coalition)] as number
    for (let i = 0; i < features; i++) {
      if (coalition & (1 << i)) continue
      const gain = (value[coalition | (1 << i)] as number) - (value[coalition] as number)
      values[i] = (values[i] as number) + weight * gain
    }
  }
  return { values, base: value[0] as number, full: value[all - 1] as number }
}

/**
 * Estimates Shapley values from random orders, each used forward and backward, which reduces the variance (Mitchell et
 * al. 2022, JMLR 23). At most 31 features.
 */
export async function sampledShapley(
  features: number,
  valuesOf: CoalitionValues,
  { pairs, random }: { readonly pairs: number; readonly random: Rng },
): Promise<ShapleyValues> {
  const orders = Array.from({ length: pairs }, () => {
    const order = shuffled(features, random)
    return [order, order.toReversed()] as const
  })
  const full = 2 ** features - 1
  const coalitions = orders.flatMap((pair) => pair.flatMap((order) => prefixesOf(order)))
  const found = await valuesOf(Uint32Array.from([0, full, ...coalitions]))
  let at = 2
  const gains = orders.map((pair) => {
    const gain = new Float64Array(features)
    for (const order of pair) {
      let before = found[0] as number
      for (const feature of order) {
        const after = found[at++] as number
        gain[feature] = (gain[feature] as number) + (after - before) / 2
        before = after
      }
    }
    return gain
  })
  const summaries = Array.from({ length: features }, (_, i) => meanOf(gains.map((gain) => gain[i] as number)))
  return {
    values: Float64Array.from(summaries, ({ value }) => value),
    intervals: summaries.map(({ low, high }) => ({ low, high })),
    base: found[0] as number,
    full: found[1] as number,
  }
}

/** The coalitions while features are added in this order. */
function prefixesOf(order: readonly number[]): readonly number[] {
  let coalition = 0
  return order.map((feature) => {
    coalition += 2 ** feature
    return coalition
  })
}

function shuffled(n: number, random: Rng): readonly number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
  }
  return order
}

function bits(coalition: number): number {
  let count = 0
  for (let rest = coalition; rest > 0; rest &= rest - 1) count++
  return count
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return result
}

/** The mean of some values with its 95% interval by Student's t; infinite for a single value. */
export function meanOf(values: ArrayLike<number>): { readonly value: number } & Interval {
  const n = values.length
  let [sum, squares] = [0, 0]
  for (let i = 0; i < n; i++) sum += values[i] as number
  const value = sum / n
  for (let i = 0; i < n; i++) squares += ((values[i] as number) - value) ** 2
  const half = n < 2 ? Number.POSITIVE_INFINITY : student(n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { value, low: value - half, high: value + half }
}

/** The edges of bins with about equal numbers of values, without repetitions; the first and the last value are ends. */
export function quantileEdges(values: ArrayLike<number>, bins: number): readonly number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  if (sorted.length === 0) return []
  const edges = Array.from(
    { length: bins + 1 },
    (_, i) => sorted[Math.round((i / bins) * (sorted.length - 1))] as number,
  )
  return [...new Set(edges)]
}

/**
 * Accumulated local effects (Apley, Zhu 2020, JRSS B 82): the mean change of the prediction across each bin, added up
 * and centered so that its mean over the rows is 0. `below` and `above` are the predictions of each row with the value
 * at the lower and at the upper edge of its bin.
 */
export function accumulatedEffects(
  values: ArrayLike<number>,
  edges: readonly number[],
  { below, above }: { readonly below: ArrayLike<number>; readonly above: ArrayLike<number> },
): Float64Array {
  const bins = Math.max(0, edges.length - 1)
  const [sums, counts] = [new Float64Array(bins), new Float64Array(bins)]
  for (let row = 0; row < values.length; row++) {
    const bin = binOf(values[row] as number, edges)
    if (bin < 0) continue
    sums[bin] = (sums[bin] as number) + ((above[row] as number) - (below[row] as number))
    counts[bin] = (counts[bin] as number) + 1
  }
  const effects = new Float64Array(edges.length)
  for (let bin = 0; bin < bins; bin++) {
    const mean = (counts[bin] as number) > 0 ? (sums[bin] as number) / (counts[bin] as number) : 0
    effects[bin + 1] = (effects[bin] as number) + mean
  }
  const rows = counts.reduce((all, count) => all + count, 0)
  // Within a bin, a row is midway between its edges.
  const center = counts.reduce(
    (all, count, bin) => all + (count * ((effects[bin] as number) + (effects[bin + 1] as number))) / 2,
    0,
  )
  return effects.map((effect) => effect - (rows > 0 ? center / rows : 0))
}

/** The bin of a value, which has its upper edge; the first bin also has its lower edge. -1 for NaN. */
export function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value) || edges.length < 2) return -1
  let bin = 0
  while (bin < edges.length - 2 && value > (edges[bin + 1] as number)) bin++
  return bin
}

/** Spearman's rank correlation; 0 if one of the two is constant. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [ranks(a), ranks(b)]
  const mean = (x.length - 1) / 2
  let [both, ofX, ofY] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [(x[i] as number) - mean, (y[i] as number) - mean]
    both += dx * dy
    ofX += dx * dx
    ofY += dy * dy
  }
  return ofX > 0 && ofY > 0 ? both / Math.sqrt(ofX * ofY) : 0
}

/** Ranks from 0; equal values share their mean rank. */
function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  )
  const out = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let i = from; i < to; i++) out[order[i] as number] = (from + to - 1) / 2
    from = to
  }
  return out
}

/**
 * The smallest change of a loss that is seen in what is printed: half of the third digit of the loss. That of a class is
 * -log(p), so a loss near 0 changes by as much as the probability, which is printed in tenths of a percent.
 */
export function leastChange(loss: number, isClass: boolean): number {
  return 0.0005 * (isClass ? Math.max(1, loss) : loss)
}

/** Whether these influences on a loss add up to a change that is seen in what is printed. */
export function isMeasurable(parts: readonly { readonly value: number }[], loss: number, isClass: boolean): boolean {
  return Math.abs(parts.reduce((sum, { value }) => sum + value, 0)) > leastChange(loss, isClass)
}
