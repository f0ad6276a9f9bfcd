/**
 * @file Tests slice metrics: values, intervals and differences match those computed by hand and with Wilson's formula,
 * and slices are in worst-first order.
 */
import { expect, test } from 'vitest'
import { wilson } from './intervals'
import { meanOf, type SliceScore, sliceScore, worstFirst } from './slice-report'

const named = (name: string) => ({ name, where: `${name} = yes` })

test('an accuracy is of the known rows of the slice, with the Wilson interval, and compared with all rows', () => {
  const values = [1, 0, 1, 1, Number.NaN, 0]
  const whole = meanOf(values)
  expect(whole).toBeCloseTo(0.6, 12)
  const score = sliceScore(named('a'), { measure: 'accuracy', values }, [1, 1, 0, 1, 1, 0], whole)
  expect(score).toEqual({
    ...named('a'),
    support: 3,
    measure: 'accuracy',
    value: 2 / 3,
    ...wilson(2 / 3, 3),
    difference: 2 / 3 - whole,
  })
})

test('an error has the interval of Student: its standard error times t, 2.365 for 8 rows; one row gives no interval', () => {
  const values = [1, 3, 1, 3, 1, 3, 1, 3]
  const all = sliceScore(
    named('a'),
    { measure: 'mae', values },
    values.map(() => 1),
    2,
  )
  const [low, high] = 'fault' in all ? [] : [all.low, all.high]
  // The sample standard deviation (n - 1) of four errors of 1 and four errors of 3, whose mean is 2, is sqrt(8 / 7).
  const half = (2.364624 * Math.sqrt(8 / 7)) / Math.sqrt(8)
  expect(low).toBeCloseTo(2 - half, 3)
  expect(high).toBeCloseTo(2 + half, 3)
  const one = sliceScore(named('a'), { measure: 'mae', values: [2] }, [1], 2)
  expect(one).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY })
})

test('worst first: lowest accuracy, largest error; slices without rows and faulty ones last', () => {
  const accuracy = (name: string, value?: number): SliceScore => ({
    ...named(name),
    support: value === undefined ? 0 : 5,
    measure: 'accuracy',
    ...(value === undefined ? {} : { value }),
  })
  const scores = [
    accuracy('good', 0.9),
    { ...named('gone'), fault: 'No column' },
    accuracy('none'),
    accuracy('bad', 0.1),
  ]
  expect(worstFirst(scores).map(({ name }) => name)).toEqual(['bad', 'good', 'none', 'gone'])
  const mae = (name: string, value: number): SliceScore => ({ ...named(name), support: 5, measure: 'mae', value })
  expect(worstFirst([mae('near', 1), mae('far', 9)]).map(({ name }) => name)).toEqual(['far', 'near'])
})
