/**
 * @file Tests the properties of resampling: classes are balanced, rows within a class are drawn equally often, and the
 * result depends only on the seed and the epoch.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochOrder, epochRows, resampleBy } from './resample'

const anyCodes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 120 })
const jobOf = (sampling: 'over' | 'under', codes: readonly number[]) => {
  const train = Uint32Array.from(codes.keys())
  return { split: { train }, seed: 5, resample: resampleBy(sampling, train, codes, 5) }
}

test.each(['over', 'under'] as const)(
  '%s-sampling has each class equally often, and rows of a class as evenly as possible',
  (sampling) => {
    fc.assert(
      fc.property(anyCodes, fc.nat({ max: 5 }), (codes, epoch) => {
        const job = jobOf(sampling, codes)
        const order = epochOrder(job, epoch)
        expect(order).toHaveLength(epochRows(job))
        const sizes = [0, 1, 2, 3].map((code) => codes.filter((one) => one === code).length).filter((size) => size > 0)
        const each = sampling === 'over' ? Math.max(...sizes) : Math.min(...sizes)
        const times = new Map<number, number>()
        for (const row of order) times.set(row, (times.get(row) ?? 0) + 1)
        for (const code of new Set(codes)) {
          const own = codes.flatMap((one, row) => (one === code ? [times.get(row) ?? 0] : []))
          expect(own.reduce((a, b) => a + b, 0)).toBe(each)
          expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1)
        }
      }),
    )
  },
)

test('each epoch draws new rows, and the same ones when it is repeated', () => {
  const codes = Array.from({ length: 50 }, (_, row) => (row < 8 ? 1 : 0))
  const job = jobOf('under', codes)
  const rows = (epoch: number) => [...epochOrder(job, epoch)].sort((a, b) => a - b)
  expect(rows(0)).toEqual(rows(0))
  expect(rows(0)).not.toEqual(rows(1))
  const seen = new Set(Array.from({ length: 60 }, (_, epoch) => rows(epoch)).flat())
  expect(seen.size).toBe(50)
})

test('without resampling an epoch is every training row once', () => {
  const train = Uint32Array.of(4, 9, 2)
  expect([...epochOrder({ split: { train }, seed: 1 }, 0)].sort()).toEqual([2, 4, 9])
  expect(epochRows({ split: { train } })).toBe(3)
})
