/** @file Smoothing: an exponential moving average that is not pulled towards zero at its start. */

/** The debiased average with weight `keep` (0: none, to below 1) on what came before, as Adam corrects its moments. */
export function smooth(values: ArrayLike<number>, count: number, keep: number): Float32Array {
  const out = new Float32Array(count)
  let average = 0
  let weight = 0
  for (let i = 0; i < count; i++) {
    const value = values[i] as number
    // A value that is not finite breaks the run; the curve shows it once and goes on from the last good average.
    if (!Number.isFinite(value)) {
      out[i] = value
      continue
    }
    average = keep * average + (1 - keep) * value
    weight = keep * weight + (1 - keep)
    out[i] = average / weight
  }
  return out
}
