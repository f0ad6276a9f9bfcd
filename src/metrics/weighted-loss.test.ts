/** @file The weighted comparison against McNemar's test, every flip of the signs, and simulated models. */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { statedCost } from './deciding-metric'
import { accuracyLoss } from './paired-comparison'
import { signFlipTest, weightedLoss } from './weighted-loss'

const random = (seed: number) => rng(seed, { kind: 'resample', epoch: 0 })

describe('the sign-flip test', () => {
  /** The share of all 2ⁿ choices of signs whose sum is at least the observed one. */
  function everyFlip(groups: Parameters<typeof signFlipTest>[0]): number {
    const sizes = groups.flatMap(({ size, lost, won }) => Array.from({ length: lost + won }, () => size))
    const observed = groups.reduce((sum, { size, lost, won }) => sum + size * (lost - won), 0)
    let tail = 0
    for (let signs = 0; signs < 2 ** sizes.length; signs++) {
      const sum = sizes.reduce((all, size, i) => all + ((signs >> i) & 1 ? size : -size), 0)
      if (sum >= observed - 1e-9) tail++
    }
    return tail / 2 ** sizes.length
  }

  test.each([
    [[{ size: 1, lost: 5, won: 0 }]],
    [
      [
        { size: 20, lost: 1, won: 4 },
        { size: 2, lost: 9, won: 1 },
      ],
    ],
    [
      [
        { size: 0.3, lost: 2, won: 3 },
        { size: 0.7, lost: 3, won: 1 },
        { size: 0.1, lost: 4, won: 3 },
      ],
    ],
  ])('counts every choice of signs', (groups) => {
    expect(signFlipTest(groups)).toBeCloseTo(everyFlip(groups), 12)
  })

  test('is close to the normal distribution for many differences, and never below its exact value by the grid', () => {
    const groups = [3, 5, 7, 11].map((size) => ({ size, lost: 120, won: 100 }))
    const [sum, variance] = [20 * (3 + 5 + 7 + 11), 220 * (9 + 25 + 49 + 121)]
    const z = (sum - 1) / Math.sqrt(variance)
    // P(Z > z) by 1 - Φ(z), with Φ from scipy.stats.norm.
    expect(z).toBeCloseTo(2.449858, 6)
    expect(signFlipTest(groups)).toBeCloseTo(0.007146, 4)
  })

  test('without differences says nothing', () => {
    expect(signFlipTest([{ size: 1, lost: 0, won: 0 }])).toBe(1)
  })
})

describe('the weighted comparison', () => {
  test('of one class is that of accuracy', () => {
    const draw = random(3)
    const [candidate, champion] = [0.7, 0.8].map((rate) =>
      Array.from({ length: 60 }, () => Number(draw.uniform() < rate)),
    )
    const all = { classes: new Uint8Array(60), perRow: 'equal' as const }
    const { both, ...found } = weightedLoss(candidate as number[], champion as number[], all)
    const plain = accuracyLoss(candidate as number[], champion as number[])
    for (const key of ['worse', 'low', 'high', 'p', 'rows'] as const) expect(found[key]).toBeCloseTo(plain[key], 10)
    expect(both.candidate - both.champion).toBeCloseTo(plain.worse, 12)
  })

  test('has the difference in cost that confusion matrices have', () => {
    // Of 3 positive rows, the champion finds none; the candidate finds two and has two false alarms.
    const classes = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    const champion = [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    const candidate = [1, 1, 0, 0, 0, 1, 1, 1, 1, 1]
    const costs = { miss: 20, falseAlarm: 2 }
    const decision = { positive: 1, threshold: 0.1, costs }
    const of = (confusion: number[][]) => statedCost(confusion, ['no', 'yes'], decision).value
    const found = weightedLoss(candidate, champion, { classes, perRow: [2, 20] })
    expect(found.both.champion).toBeCloseTo(
      of([
        [7, 0],
        [3, 0],
      ]),
      12,
    )
    expect(found.both.candidate).toBeCloseTo(
      of([
        [5, 2],
        [1, 2],
      ]),
      12,
    )
    expect(
      of([
        [5, 2],
        [1, 2],
      ]),
    ).toBeCloseTo(2.4, 12)
    expect(found.worse).toBeCloseTo(2.4 - 6, 12)
    // In production, a tenth of the rows are positive.
    const rare = { ...decision, costs: { ...costs, prevalence: 0.1 } }
    expect(
      statedCost(
        [
          [5, 2],
          [1, 2],
        ],
        ['no', 'yes'],
        rare,
      ).value,
    ).toBeCloseTo(0.1 * 20 * (1 / 3) + 0.9 * 2 * (2 / 7), 12)
  })

  test('covers the true difference in 95% of simulated pairs of models', () => {
    const draw = random(11)
    const classes = Array.from({ length: 300 }, (_, i) => Number(i < 24))
    const perRow = [2, 20]
    // Candidate and champion share a part of their luck, as two models of the same data do.
    const right = (luck: number, rate: number) => Number((draw.uniform() < 0.5 ? luck : draw.uniform()) < rate)
    const truth = (24 * 20 * (0.3 - 0.7) + 276 * 2 * (0.97 - 0.85)) / 300
    let [covered, trials] = [0, 400]
    for (let i = 0; i < trials; i++) {
      const luck = classes.map(() => draw.uniform())
      const champion = classes.map((one, row) => right(luck[row] as number, one ? 0.3 : 0.97))
      const candidate = classes.map((one, row) => right(luck[row] as number, one ? 0.7 : 0.85))
      const { low, high } = weightedLoss(candidate, champion, { classes, perRow })
      if (low <= truth && truth <= high) covered++
    }
    expect(covered / trials).toBeGreaterThan(0.93)
    expect(covered / trials).toBeLessThan(0.985)
  })
})
