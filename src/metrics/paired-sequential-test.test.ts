/** @file Tests the paired sequential test in seeded simulations. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import {
  logPairedEvidence,
  morePairedNeeded,
  nextPaired,
  type PairedTest,
  pairedDifference,
  startPaired,
} from './paired-sequential-test'

/**
 * Returns the final state of a test in which both models answer each request. `won` is the probability that only the
 * challenger is correct, and `lost` is the probability that only the champion is correct.
 */
function last(seed: number, won: number, lost: number, labels: number): PairedTest {
  const random = rng(seed, { kind: 'generate' })
  let state = startPaired()
  for (let at = 0; at < labels && state.verdict === 'cannot tell yet'; at++) {
    const draw = random.uniform()
    state = nextPaired(state, { challenger: draw < won, champion: draw >= won && draw < won + lost })
  }
  return state
}

const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

test('1,000 simulations of equal models checked after each of 1,500 labels: at most 5% false verdicts', () => {
  const wrong = seeds(1000).filter((seed) => last(seed, 0.1, 0.1, 1500).verdict !== 'cannot tell yet')
  expect(wrong.length).toBeLessThanOrEqual(50)
  expect(wrong.length).toBeGreaterThan(3)
})

test('better and worse models are detected, sooner than with separate samples', () => {
  for (const [won, lost, wanted] of [
    [0.08, 0.03, 'better'],
    [0.03, 0.08, 'worse'],
  ] as const) {
    const states = seeds(60).map((seed) => last(seed, won, lost, 5000))
    expect(states.filter(({ verdict }) => verdict === wanted).length).toBeGreaterThanOrEqual(57)
    // Sample sizes of a fixed-size test with 80% power: 7.85 (0.11 - 0.05²) / 0.05² = 338 for the paired test, and 864
    // for two separate arms with success rates of 90% and 95%.
    const median = states.map(({ labels }) => labels).sort((a, b) => a - b)[30] as number
    expect(median).toBeLessThan(1.8 * 338)
  }
})

test('every bet is fair for equal models, and requests that both predict correctly are no evidence', () => {
  const after = (champion: boolean, challenger: boolean) =>
    Math.exp(logPairedEvidence(nextPaired(startPaired(), { champion, challenger }), 'above'))
  expect((after(true, false) + after(false, true)) / 2).toBeCloseTo(1, 12)
  expect(after(true, true)).toBe(1)
})

test('the interval contains the true difference, and narrows', () => {
  let missed = 0
  for (const seed of seeds(100)) {
    const random = rng(seed, { kind: 'generate' })
    let state = startPaired()
    let out = false
    for (let at = 1; at <= 1000; at++) {
      const draw = random.uniform()
      state = nextPaired(state, { challenger: draw < 0.12, champion: draw >= 0.12 && draw < 0.2 })
      if (at % 100 !== 0) continue
      const { low, high } = pairedDifference(state)
      out ||= low > 0.04 || high < 0.04
      // For comparison, the 95% interval of a fixed-size test would be 0.055 wide.
      if (at === 1000) expect(high - low).toBeLessThan(0.12)
    }
    if (out) missed++
  }
  expect(missed).toBeLessThanOrEqual(5)
  expect(pairedDifference(startPaired())).toEqual({ low: -1, high: 1, estimate: 0 })
})

test('the number of further labels', () => {
  let state = startPaired()
  for (let i = 0; i < 200; i++) state = nextPaired(state, { challenger: i % 25 < 2, champion: i % 25 === 5 })
  const predictedLabels = morePairedNeeded(state) as number
  let on = state
  for (let i = 0; on.verdict === 'cannot tell yet'; i++)
    on = nextPaired(on, { challenger: i % 25 < 2, champion: i % 25 === 5 })
  expect(Math.abs(on.labels - state.labels - predictedLabels)).toBeLessThan(0.1 * predictedLabels + 25)
  expect(morePairedNeeded(on)).toBe(0)
  expect(morePairedNeeded(startPaired())).toBeUndefined()
})
