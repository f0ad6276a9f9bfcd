/** @file Smoothing: a bias-corrected exponential moving average. */

/**
 * The bias-corrected average with weight `keep` (0 for none, up to below 1) on previous values, corrected as Adam corrects its
 * moments. If `steps` has gaps because values are decimated, previous values are weighted by `keep` once per step.
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
    // A value that is not finite is copied, and the average continues from the last finite one.
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
