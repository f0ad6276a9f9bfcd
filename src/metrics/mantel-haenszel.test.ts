/**
 * @file Tests the stratified test against R's `mantelhaen.test` on the example in R's documentation, and on strata
 * whose frequencies change.
 */
import { expect, test } from 'vitest'
import { mantelHaenszel } from './two-sample-tests'

/** R's UCBAdmissions data for each department: men admitted, men rejected, women admitted, women rejected. */
const BERKELEY = [
  [512, 313, 89, 19],
  [353, 207, 17, 8],
  [120, 205, 202, 391],
  [138, 279, 131, 244],
  [53, 138, 94, 299],
  [22, 351, 24, 317],
] as const

test('equals R', () => {
  const { statistic, p } = mantelHaenszel(
    BERKELEY.map(([men, not, women, neither]) => ({
      reference: { hits: men, n: men + not },
      current: { hits: women, n: women + neither },
    })),
  )
  expect(statistic).toBeCloseTo(1.4269, 4)
  expect(p).toBeCloseTo(0.2323, 4)
})

test('more frequent strata are no difference, a stratum with more errors is', () => {
  const same = (n: number, rate: number) => ({ hits: n * rate, n })
  const moved = mantelHaenszel([
    { reference: same(900, 0.1), current: same(100, 0.1) },
    { reference: same(100, 0.5), current: same(900, 0.5) },
  ])
  expect(moved).toMatchObject({ statistic: 0, p: 1 })
  const worse = mantelHaenszel([
    { reference: same(500, 0.1), current: same(500, 0.2) },
    { reference: same(500, 0.5), current: same(500, 0.5) },
  ])
  expect(worse.excess).toBeCloseTo(25)
  expect(worse.p).toBeLessThan(0.02)
  expect(mantelHaenszel([{ reference: same(0, 0), current: same(5, 1) }]).p).toBe(1)
})
