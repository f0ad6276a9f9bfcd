/** @file Figures: numbers and rates as charts and tables write them: three significant digits, no false precision. */

/** Three significant digits, no exponent between 0.001 and a million: 0.0410, 2.35, 18,800. */
export function three(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e6 || size < 1e-3) return minus(value.toExponential(2).replace('e+', 'e'))
  if (size >= 1000) return minus(Number(value.toPrecision(3)).toLocaleString('en-US'))
  return minus(value.toPrecision(3))
}

/** A rate between 0 and 1 with three decimals, as scores are compared: 0.956, 1.000. */
export function rate(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3)
}

/** A share as percent with one decimal: 98.6 %. */
export function percent(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`
}

/** One decimal, as points and deviations are told: −2.1, 0.0, 0.3. What rounds to nothing has no sign. */
export function tenths(value: number): string {
  const text = value.toFixed(1)
  return text === '-0.0' ? '0.0' : minus(text)
}

/** Steps a second: 212 steps a second, 3.4 steps a second. */
export function speedWords(stepsPerSecond: number): string {
  const value =
    stepsPerSecond >= 10 ? Math.round(stepsPerSecond).toLocaleString('en-US') : stepsPerSecond.toPrecision(2)
  return `${value} steps a second`
}

/** The sign of a number as it is set: a minus, no hyphen. */
export function minus(text: string): string {
  return text.replace(/-(?=\d)/, '−').replace(/e-/, 'e−')
}
