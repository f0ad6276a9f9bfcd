import { expect, test } from 'vitest'
import { timeTicks } from './ticks'

const ticksOf = (from: string, to: string) => {
  const { ticks, format } = timeTicks(Date.parse(from), Date.parse(to), 6)
  return ticks.map(format)
}

test('ticks are round: decades, months, days, hours', () => {
  expect(ticksOf('1958-03-01', '2020-11-01')).toEqual(['1960', '1980', '2000', '2020'])
  expect(ticksOf('2012-01-01', '2015-12-31')).toEqual(['2012', '2013', '2014', '2015'])
  expect(ticksOf('2022-01-15', '2022-12-20')).toEqual(['Mar 2022', 'May 2022', 'Jul 2022', 'Sep 2022', 'Nov 2022'])
  expect(ticksOf('2022-01-01', '2022-01-08')).toEqual(['Jan 2', 'Jan 4', 'Jan 6', 'Jan 8'])
  expect(ticksOf('2022-01-01T08:00Z', '2022-01-01T20:00Z')).toEqual(['09:00', '12:00', '15:00', '18:00'])
})

test('an empty range has at most one tick', () => {
  expect(ticksOf('2022-01-01', '2022-01-01')).toEqual(['00:00'])
})
