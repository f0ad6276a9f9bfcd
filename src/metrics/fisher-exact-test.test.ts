import { expect, test } from 'vitest'
import { fisherBelow } from './two-sample-tests'

test.each([
  // R 4.3, fisher.test(matrix(c(good, all - good, goodOthers, others - goodOthers), 2), alternative = "less")$p.value
  [1, 10, 11, 14, 0.001379728],
  [3, 4, 1, 4, 0.9857143],
  [1, 4, 3, 4, 0.2428571],
])('%i of %i compared with %i of %i is as likely as in R', (good, all, goodOthers, others, p) => {
  expect(fisherBelow(good, all, goodOthers, others)).toBeCloseTo(p, 7)
})

test('agrees with all draws of a small urn', () => {
  for (const [good, all, goodOthers, others] of [
    [2, 5, 6, 7],
    [0, 3, 4, 6],
    [4, 4, 3, 6],
  ] as const) {
    const urn = Array.from({ length: all + others }, (_, i) => (i < good + goodOthers ? 1 : 0))
    let [few, draws] = [0, 0]
    for (let draw = 0; draw < 2 ** urn.length; draw++) {
      const drawn = urn.filter((_, i) => (draw >> i) & 1)
      if (drawn.length !== all) continue
      draws++
      if (drawn.reduce((a: number, b) => a + b, 0) <= good) few++
    }
    expect(fisherBelow(good, all, goodOthers, others)).toBeCloseTo(few / draws, 12)
  }
})

test('nothing to compare is no evidence, and thousands of rows are handled', () => {
  expect([fisherBelow(0, 0, 0, 0), fisherBelow(0, 0, 5, 9), fisherBelow(9, 9, 20, 20)]).toEqual([1, 1, 1])
  const tiny = fisherBelow(400, 1000, 900, 1000)
  expect(tiny).toBeGreaterThan(0)
  expect(tiny).toBeLessThan(1e-100)
})
