/** @file Smoothing: an exponential moving average that is not pulled towards zero at its start. */

/**
 * The debiased average with weight `keep` (0: none, to below 1) on what came before, as Adam corrects its moments. Where `steps`
 * says that values are thinned out, what came before weighs less by each step between.
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
    // A value that is not finite breaks the run; the curve shows it once and goes on from the last good average.
    if (!Number.isFinite(value)) {
      out[i] = value
      continue
    }
    const gap = steps && i > 0 ? (steps[i] as number) - (steps[i - 1] as number) : 1
    const held = gap === 1 ? keep : keep ** gap
    average = held * average + (1 - held) * value
    weight = held * weight + (1 - held)
    out[i] = average / weight
  }
  return out
}
