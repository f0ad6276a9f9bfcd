/**
 * @file Histograms for comparing samples: bin edges of equal width or at quantiles of a reference, and the counts in
 * each bin.
 */

/**
 * Returns inner bin edges at values of a sorted reference, chosen so that the bins contain nearly equal numbers of its
 * values, as far as ties allow. Equal edges are merged, so there may be fewer bins.
 */
export function quantileCuts(sorted: Float64Array, bins: number): Float64Array {
  const cuts: number[] = []
  for (let i = 1; i < bins; i++) {
    const cut = sorted[Math.floor((i * sorted.length) / bins)]
    // A cut at the smallest value would leave the first bin empty.
    if (cut !== undefined && cut > Math.max(cuts.at(-1) ?? Number.NEGATIVE_INFINITY, sorted[0] as number))
      cuts.push(cut)
  }
  return Float64Array.from(cuts)
}

/**
 * Counts the sorted values in each bin, from its lower cut (inclusive) to the next cut (exclusive). The outer bins
 * include all values beyond their cuts; NaN is not counted.
 */
export function countsBetween(sorted: Float64Array, cuts: Float64Array): number[] {
  const counts: number[] = []
  let below = 0
  for (const cut of cuts) {
    const next = firstFrom(sorted, cut, below)
    counts.push(next - below)
    below = next
  }
  // NaN sorts after every number, so the numbers end at the first NaN.
  const numbers = firstFrom(sorted, Number.NaN, below)
  counts.push(numbers - below)
  return counts
}

/** The indexes of the values in each bin, as in `countsBetween`; bins without values are empty. */
export function rowsBetween(values: Float64Array, cuts: Float64Array): number[][] {
  const bins = Array.from({ length: cuts.length + 1 }, (): number[] => [])
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (value >= (cuts[middle] as number)) low = middle + 1
      else high = middle
    }
    bins[low]?.push(row)
  })
  return bins
}

/**
 * Returns the index of the first value that is at least `cut`, searching from index `from`. If `cut` is NaN, returns
 * the index of the first NaN.
 */
export function firstFrom(sorted: Float64Array, cut: number, from = 0): number {
  let [low, high] = [from, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle] as number
    if (Number.isNaN(value) || value >= cut) high = middle
    else low = middle + 1
  }
  return low
}
