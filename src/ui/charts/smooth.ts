/** @file Smoothing: a bias-corrected exponential moving average. */

/**
 * Exponential moving average with weight `keep` on previous values (from 0, meaning no smoothing, to just below 1),
 * with the same bias correction that Adam uses for its moments. If decimation leaves gaps in `steps`, `keep` is applied
 * once for every step, including the missing ones.
 */
export function smooth(
  values: ArrayLike<number>,
  count: number,
  keep: number,
  steps?: ArrayLike<number>,
): Float32Array {
  const out = new Float32Array(count)
  let average = 0
  let weight = 0
  for (let i = 0; i < count; i++) {
    const value = values[i] as number
    // A non-finite value is copied, and the average continues from the last finite value.
    if (!Number.isFinite(value)) {
      out[i] = value
      continue
    }
    const gap = steps && i > 0 ? (steps[i] as number) - (steps[i - 1] as number) : 1
    const decay = gap === 1 ? keep : keep ** gap
    average = decay * average + (1 - decay) * value
    weight = decay * weight + (1 - decay)
    out[i] = average / weight
  }
  return out
}
