/**
 * @file Policy lines: moving averages of accuracy, the domain and ticks of the y-axis, and labels that do not overlap.
 */

/** Each point is an average over this many weeks, because a single week has only a few hundred predictions. */
const OVER = 3

/** The accuracy of each week, averaged with the two weeks before it. */
export function smoothed(right: readonly number[], asked: readonly number[]): readonly number[] {
  return right.map((_, week) => {
    const from = Math.max(0, week - OVER + 1)
    const sum = (values: readonly number[]) => values.slice(from, week + 1).reduce((all, value) => all + value, 0)
    return sum(right) / Math.max(1, sum(asked))
  })
}

/** The domain of the y-axis in multiples of 5%, with some padding. */
export function domainOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1]
  const low = Math.floor((Math.min(...values) - 0.01) * 20) / 20
  const high = Math.ceil((Math.max(...values) + 0.01) * 20) / 20
  return [Math.max(0, low), Math.min(1, Math.max(high, low + 0.1))]
}

/** Round percentages within the domain, using the smallest step size that results in at most five ticks. */
export function percentTicks([low, high]: readonly [number, number]): readonly number[] {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)]
  const step = [5, 10, 20, 25].find((one) => (to - from) / one <= 5) ?? 50
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => (first + i * step) / 100)
}

/** Moves positions apart so that they are at least `apart` from each other, preserving their order. */
export function spreadOut(places: readonly number[], apart: number): readonly number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number))
  const out = [...places]
  for (let k = 1; k < order.length; k++) {
    const [before, here] = [order[k - 1] as number, order[k] as number]
    out[here] = Math.max(out[here] as number, (out[before] as number) + apart)
  }
  return out
}
