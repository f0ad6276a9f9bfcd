import { expect, test } from 'vitest'
import { arrivals, arrivalsIn, MINUTE_MS } from './request-arrivals'

test('a minute is the same whether it is drawn alone or as part of a year', () => {
  const rate = (minute: number) => (minute % 7) * 3
  const all = [...arrivals(rate, 0, 500, { seed: 4 })]
  for (const minute of [0, 1, 6, 137, 499]) {
    const within = all.filter((at) => Math.floor(at / MINUTE_MS) === minute)
    expect([...arrivalsIn(minute, rate(minute), { seed: 4 })]).toEqual(within)
  }
  const first = arrivalsIn(137, rate(137), { seed: 4 }).next().value
  expect(first).toBe(all.find((at) => at >= 137 * MINUTE_MS))
})

test('times are in order and within their minute, and a rate of zero gives none', () => {
  const all = [...arrivals((minute) => (minute === 3 ? 0 : 50), 0, 100, { seed: 1 })]
  expect(all).toEqual([...all].sort((a, b) => a - b))
  expect(all.filter((at) => Math.floor(at / MINUTE_MS) === 3)).toEqual([])
  expect(Math.max(...all)).toBeLessThan(100 * MINUTE_MS)
})

test('seeds and sources are independent', () => {
  const draws = [{ seed: 1 }, { seed: 2 }, { seed: 1, source: 1 }].map((source) =>
    [...arrivalsIn(0, 100, source)].slice(0, 3).join(),
  )
  expect(new Set(draws).size).toBe(3)
})

/** The probability P(X = k) for a Poisson distribution. */
function poisson(k: number, mean: number): number {
  let p = Math.exp(-mean)
  for (let i = 1; i <= k; i++) p *= mean / i
  return p
}

test.each([0.5, 3, 12])('the counts of minutes at %d a minute are Poisson (χ²)', (mean) => {
  const minutes = 20_000
  const counts = Array.from({ length: minutes }, (_, minute) => [...arrivalsIn(minute, mean, { seed: 9 })].length)
  const [low, high] = [Math.max(0, Math.floor(mean - 2.5 * Math.sqrt(mean))), Math.ceil(mean + 2.5 * Math.sqrt(mean))]
  // All counts up to `low` share one cell, as do all counts of `high` or more, so that the expected count of every cell
  // is large enough for the test.
  const cellOf = (count: number) => Math.min(high, Math.max(low, count)) - low
  const seen = new Array<number>(high - low + 1).fill(0)
  for (const count of counts) seen[cellOf(count)] = (seen[cellOf(count)] ?? 0) + 1
  const expected = new Array<number>(seen.length).fill(0)
  for (let k = 0; k < 200; k++) expected[cellOf(k)] = (expected[cellOf(k)] ?? 0) + minutes * poisson(k, mean)
  const chi2 = seen.reduce((sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 1), 0)
  const degrees = seen.length - 1
  // The 99.9% quantile of χ², using the Wilson-Hilferty approximation.
  expect(chi2).toBeLessThan(degrees * (1 - 2 / (9 * degrees) + 3.09 * Math.sqrt(2 / (9 * degrees))) ** 3)
})

test('times within a minute are uniform (Kolmogorov-Smirnov), and its end is not special', () => {
  const rests = [...arrivals(() => 40, 0, 500, { seed: 3 })]
    .map((at) => (at % MINUTE_MS) / MINUTE_MS)
    .sort((a, b) => a - b)
  const apart = Math.max(...rests.map((share, i) => Math.abs(share - (i + 0.5) / rests.length)))
  expect(apart * Math.sqrt(rests.length)).toBeLessThan(1.95)
})

test('neighboring minutes are independent', () => {
  const counts = Array.from({ length: 20_000 }, (_, minute) => [...arrivalsIn(minute, 5, { seed: 2 })].length - 5)
  const together = counts.slice(1).reduce((sum, count, i) => sum + count * (counts[i] ?? 0), 0)
  const alone = counts.reduce((sum, count) => sum + count * count, 0)
  expect(Math.abs(together / alone)).toBeLessThan(0.03)
})
