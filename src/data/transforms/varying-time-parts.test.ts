import { expect, test } from 'vitest'
import { varyingTimeParts } from './varying-time-parts'

const DAY = 86_400_000
const every = (n: number) => Array.from({ length: n }, (_, i) => i)

test('of dates without a clock the hour is off, of weekly ones the weekday as well', () => {
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

test('what changes in the rows that are learnt from stays; others and gaps do not count', () => {
  const hours = every(100).map((i) => (i * DAY) / 8)
  expect(varyingTimeParts(hours, every(100))).toBeUndefined()
  expect(varyingTimeParts([...every(40).map((i) => i * DAY), DAY / 2, Number.NaN], [...every(40), 41])).toEqual({
    ...{ kind: 'cyclic', hour: false },
  })
})

test('one moment everywhere stays as usual', () => {
  expect(varyingTimeParts([5, 5, 5], every(3))).toBeUndefined()
  expect(varyingTimeParts([], [])).toBeUndefined()
})
