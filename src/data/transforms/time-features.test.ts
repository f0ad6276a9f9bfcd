import { expect, test } from 'vitest'
import { varyingTimeParts } from './time-features'

const DAY = 86_400_000
const every = (n: number) => Array.from({ length: n }, (_, i) => i)

test('for dates without a time of day the hour is off, for weekly ones also the weekday', () => {
  expect(
    varyingTimeParts(
      every(40).map((i) => i * DAY),
      every(40),
    ),
  ).toEqual({ kind: 'cyclic', hour: false })
  expect(
    varyingTimeParts(
      every(40).map((i) => i * 7 * DAY),
      every(40),
    ),
  ).toEqual({
    ...{ kind: 'cyclic', hour: false, weekday: false },
  })
})

test('parts that vary in the training rows stay; other rows and missing values do not count', () => {
  const hours = every(100).map((i) => (i * DAY) / 8)
  expect(varyingTimeParts(hours, every(100))).toBeUndefined()
  expect(varyingTimeParts([...every(40).map((i) => i * DAY), DAY / 2, Number.NaN], [...every(40), 41])).toEqual({
    ...{ kind: 'cyclic', hour: false },
  })
})

test('a constant time keeps the default', () => {
  expect(varyingTimeParts([5, 5, 5], every(3))).toBeUndefined()
  expect(varyingTimeParts([], [])).toBeUndefined()
})
