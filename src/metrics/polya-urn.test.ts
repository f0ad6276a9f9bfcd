/**
 * @file Tests the direct sampler against drawing the values one at a time, and the frequency of each outcome against an
 * enumeration.
 */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { polyaUrn } from './null-distributions'

const DRAWS = 40_000

/** Computes the probability of each outcome by enumerating every path of the urn. */
function byPaths(gaps: readonly number[], m: number): Map<string, number> {
  let states = new Map([[gaps.map(() => 0).join(), 1]])
  for (let i = 0; i < m; i++) {
    const next = new Map<string, number>()
    const all = gaps.reduce((a, b) => a + b, 0) + i
    for (const [key, chance] of states) {
      const counts = key.split(',').map(Number)
      gaps.forEach((gap, bin) => {
        const to = counts.with(bin, (counts[bin] as number) + 1).join()
        next.set(to, (next.get(to) ?? 0) + (chance * (gap + (counts[bin] as number))) / all)
      })
    }
    states = next
  }
  return states
}

test.each([
  [[1, 1], 4],
  [[2, 1, 1], 3],
  [[5, 3, 4], 6],
  [[1, 20], 5],
  [[3], 7],
])('gaps of %j and %i values: every outcome as often as expected', (gaps, m) => {
  const random = rng(11, { kind: 'resample', epoch: 0 })
  const draw = polyaUrn(gaps, m)
  const seen = new Map<string, number>()
  for (let i = 0; i < DRAWS; i++) {
    const key = draw(random).join()
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const chances = byPaths(gaps, m)
  for (const key of seen.keys()) expect(chances.has(key), key).toBe(true)
  for (const [key, chance] of chances) {
    const spread = Math.sqrt((chance * (1 - chance)) / DRAWS)
    expect(Math.abs((seen.get(key) ?? 0) / DRAWS - chance), key).toBeLessThan(4.5 * spread + 1e-9)
  }
})

test('for many values the mean and the variance of a bin are those of the distribution', () => {
  const random = rng(12, { kind: 'resample', epoch: 0 })
  const [gaps, m] = [[41, ...new Array<number>(9).fill(40)], 1000] as const
  const draw = polyaUrn(gaps, m)
  const [all, p] = [401, 40 / 401]
  let [sum, squares] = [0, 0]
  for (let i = 0; i < 5000; i++) {
    const counts = draw(random)
    expect(counts.reduce((a, b) => a + b, 0)).toBe(m)
    sum += counts[4] as number
    squares += (counts[4] as number) ** 2
  }
  const mean = sum / 5000
  const variance = (m * p * (1 - p) * (all + m)) / (all + 1)
  expect(Math.abs(mean - m * p)).toBeLessThan(4 * Math.sqrt(variance / 5000))
  expect((squares / 5000 - mean * mean) / variance).toBeGreaterThan(0.9)
  expect((squares / 5000 - mean * mean) / variance).toBeLessThan(1.1)
})
