/** @file Axis ticks: round values on a linear or logarithmic scale, approximately as many as requested. */

/** Round values from low to high, in steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(low: number, high: number, about: number): readonly number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const rough = span / Math.max(1, about)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)))
  return ticks
}

/**
 * Round values for a logarithmic axis: powers of ten if the range spans many decades; for shorter ranges, also 3 times,
 * or 2 and 5 times, those powers.
 */
export function logTicks(low: number, high: number, about: number): readonly number[] {
  if (!(low > 0 && high > low)) return low > 0 ? [low] : []
  const decades = Math.log10(high / low)
  // Within less than a decade, round linear values are easier to read than two powers of ten.
  if (decades < 0.7) return linearTicks(low, high, about)
  const stride = Math.max(1, Math.ceil(decades / Math.max(1, about)))
  const times = decades * 3 <= about ? [1, 2, 5] : decades * 2 <= about + 1 ? [1, 3] : [1]
  const ticks: number[] = []
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
    if (times.length === 1 && decade % stride !== 0) continue
    for (const t of times) {
      const value = Number(`${t}e${decade}`)
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value)
    }
  }
  return ticks
}
