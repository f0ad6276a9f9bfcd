/**
 * @file Tests the sequential test of a rate against the definition of its evidence, its false alarms over a long time
 * without an increase, and its delay after one.
 */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { openRateIncrease } from './rate-increase'

const POPULATION = [0.1, 0.3, 0.45]

/** Outcomes of three equally frequent strata; from `since` on, the odds are multiplied. */
function outcomes(seed: number, n: number, { since = n, ratio = 1 } = {}) {
  const random = rng(seed, { kind: 'generate' })
  return Array.from({ length: n }, (_, i) => {
    const stratum = random.below(3)
    const rate = POPULATION[stratum] as number
    const odds = i < since ? 1 : ratio
    return { stratum, isHit: random.uniform() < (odds * rate) / (1 - rate + odds * rate) }
  })
}

/** The reference: exact, or a sample of this many rows. */
function referenceOf(seed: number, rows: number | 'all') {
  if (rows === 'all') return POPULATION.map((rate) => ({ hits: 1000 * rate, n: 1000 }))
  const sample = outcomes(100_000 + seed, rows)
  return POPULATION.map((_, k) => {
    const own = sample.filter(({ stratum }) => stratum === k)
    return { hits: own.filter(({ isHit }) => isHit).length, n: own.length }
  })
}

/** The number of outcomes after which an increase is reported; undefined if it never is. */
function alarmAt(seed: number, rows: number | 'all', n: number, more?: { since: number; ratio: number }) {
  const watch = openRateIncrease(referenceOf(seed, rows), rows === 'all' ? 'all' : 'sample')
  const all = outcomes(seed, n, more)
  for (const [i, { stratum, isHit }] of all.entries()) {
    watch.add(stratum, isHit)
    const { p, limit } = watch.result()
    if (p <= limit) return i + 1
  }
  return undefined
}

test('the p-value is the inverse of the evidence, summed over each beginning and each size', () => {
  const watch = openRateIncrease(referenceOf(0, 'all'), 'all')
  const all = outcomes(1, 160, { since: 60, ratio: 2 })
  for (const { stratum, isHit } of all) watch.add(stratum, isHit)
  let evidence = 0
  for (const ratio of [1.25, 1.5, 2, 3, 6])
    for (let block = 0; 25 * block < 160; block++) {
      const odds = all.slice(25 * block).map(({ stratum, isHit }) => {
        const rate = POPULATION[stratum] as number
        const more = (ratio * rate) / (1 - rate + ratio * rate)
        return isHit ? more / rate : (1 - more) / (1 - rate)
      })
      evidence += odds.reduce((product, one) => product * one, 1) / (5 * (block + 1) * (block + 2))
    }
  const { p, n } = watch.result()
  expect(n).toBe(160)
  expect(p / (1 / evidence)).toBeCloseTo(1, 9)
})

test.each(['all', 200, 1000] as const)(
  'without an increase, at most 5% of 300 tests ever report one in 3,000 outcomes, with a reference of %s',
  (rows) => {
    let alarms = 0
    for (let seed = 1000; seed < 1300; seed++) if (alarmAt(seed, rows, 3000) !== undefined) alarms++
    expect(alarms / 300).toBeLessThanOrEqual(0.05)
  },
)

test.each(['all', 1000] as const)('odds that double are found within 600 outcomes, with a reference of %s', (rows) => {
  const delays = Array.from({ length: 40 }, (_, i) => {
    return (alarmAt(1000 + i, rows, 2600, { since: 2000, ratio: 2 }) ?? Number.POSITIVE_INFINITY) - 2000
  })
  expect(delays.filter((delay) => delay <= 600).length).toBeGreaterThanOrEqual(36)
})

test('the beginning of an increase is known to within a few hundred outcomes, and the hits since then are counted', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const watch = openRateIncrease(referenceOf(0, 'all'), 'all')
    for (const { stratum, isHit } of outcomes(seed, 3000, { since: 2000, ratio: 2 })) watch.add(stratum, isHit)
    const { index, n, excess } = watch.result().since
    expect(Math.abs(index - 2000)).toBeLessThan(150)
    expect(n).toBe(3000 - index)
    // The odds of 0.1, 0.3, and 0.45 double: 8, 16, and 17 of 100 more.
    expect(excess / n).toBeGreaterThan(0.1)
    expect(excess / n).toBeLessThan(0.18)
  }
})

test('a population without a hit needs more than one to be proof, and an unknown stratum counts for nothing', () => {
  const watch = openRateIncrease([{ hits: 0, n: 50 }], 'all')
  watch.add(0, true)
  expect(watch.result().p).toBeGreaterThan(0.05)
  watch.add(7, true)
  expect(watch.result().n).toBe(1)
})

test.each(['all', 'sample'] as const)('more hits than usual are counted from the observed rates, as %s', (of) => {
  // Classes of 51 rows without a mistake, then 499 mistakes in 12,076 predictions.
  const watch = openRateIncrease(
    [23, 18, 10].map((n) => ({ hits: 0, n })),
    of,
  )
  for (let i = 0; i < 12_076; i++)
    watch.add(i % 3, Math.floor((499 * (i + 1)) / 12_076) > Math.floor((499 * i) / 12_076))
  const { index, n, excess } = watch.result().since
  expect(index + n).toBe(12_076)
  expect(excess).toBe(Math.floor((499 * 12_076) / 12_076) - Math.floor((499 * index) / 12_076))
})

test('of a rate above 0, the usual hits are subtracted: 40 of 100 are 30 more than 10%', () => {
  const watch = openRateIncrease(
    [
      { hits: 5, n: 50 },
      { hits: 0, n: 0 },
    ],
    'all',
  )
  for (let i = 0; i < 100; i++) watch.add(i % 2, i % 5 < 2)
  const { index, n, excess } = watch.result().since
  expect([index, n]).toEqual([0, 100])
  expect(excess).toBeCloseTo(40 - 0.1 * 100, 9)
})

/** Outcomes with doubled or tripled odds between two places, one after the other. */
function episode(seed: number, lengths: readonly [number, number, number], ratio: number) {
  return [
    ...outcomes(seed, lengths[0]),
    ...outcomes(10_000 + seed, lengths[1], { since: 0, ratio }),
    ...outcomes(20_000 + seed, lengths[2]),
  ]
}

test('an increase that is over is reported with its end, which is that of the most likely span by brute force', () => {
  for (let seed = 1; seed <= 4; seed++) {
    const all = episode(seed, [600, 500, 700], 3)
    const watch = openRateIncrease(referenceOf(0, 'all'), 'all')
    for (const { stratum, isHit } of all) watch.add(stratum, isHit)
    const { since, after = -1 } = watch.result()
    let best = { gain: 0, from: 0, to: 0 }
    for (const ratio of [1.25, 1.5, 2, 3, 6])
      for (let from = 0; from < all.length; from++) {
        let gain = 0
        for (let to = from; to < all.length; to++) {
          const { stratum, isHit } = all[to] as (typeof all)[number]
          const rate = POPULATION[stratum] as number
          const more = (ratio * rate) / (1 - rate + ratio * rate)
          gain += Math.log(isHit ? more / rate : (1 - more) / (1 - rate))
          if (gain > best.gain) best = { gain, from, to: to + 1 }
        }
      }
    expect([since.index, since.index + since.n, after]).toEqual([best.from, best.to, 1800 - best.to])
    expect(Math.abs(best.to - 1100)).toBeLessThan(100)
    const span = all.slice(best.from, best.to)
    const usual = span.reduce((sum, { stratum }) => sum + (POPULATION[stratum] as number), 0)
    expect(since.excess).toBeCloseTo(span.filter(({ isHit }) => isHit).length - usual, 6)
  }
})

test('at most 5 of 100 increases that last are ever called over, and at least 95 that end; one that returns is not over', () => {
  let [early, over, returned] = [0, 0, 0]
  for (let seed = 1; seed <= 100; seed++) {
    const watch = openRateIncrease(referenceOf(0, 'all'), 'all')
    let isOver = false
    for (const { stratum, isHit } of outcomes(seed, 2500, { since: 500, ratio: 2 })) {
      watch.add(stratum, isHit)
      const { p, limit, after } = watch.result()
      if (p <= limit && after !== undefined) isOver = true
    }
    if (isOver) early++
    for (const { stratum, isHit } of episode(seed, [1200, 0, 0], 2)) watch.add(stratum, isHit)
    if (watch.result().after !== undefined) over++
    for (const { stratum, isHit } of episode(seed, [0, 500, 0], 2)) watch.add(stratum, isHit)
    if (watch.result().after === undefined) returned++
  }
  expect(early).toBeLessThanOrEqual(5)
  // After 1,200 usual outcomes.
  expect(over).toBeGreaterThanOrEqual(95)
  expect(returned).toBeGreaterThanOrEqual(95)
})
