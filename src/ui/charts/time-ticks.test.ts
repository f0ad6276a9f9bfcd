import { expect, test } from 'vitest'
import { timeTicks } from './time-ticks'

const said = (from: string, to: string) => {
  const { ticks, words } = timeTicks(Date.parse(from), Date.parse(to), 6)
  return ticks.map(words)
}

test('ticks are round: decades, months, days, hours', () => {
  expect(said('1958-03-01', '2020-11-01')).toEqual(['1960', '1980', '2000', '2020'])
  expect(said('2012-01-01', '2015-12-31')).toEqual(['2012', '2013', '2014', '2015'])
  expect(said('2022-01-15', '2022-12-20')).toEqual(['2022-03', '2022-05', '2022-07', '2022-09', '2022-11'])
  expect(said('2022-01-01', '2022-01-08')).toEqual(['01-02', '01-04', '01-06', '01-08'])
  expect(said('2022-01-01T08:00Z', '2022-01-01T20:00Z')).toEqual(['09:00', '12:00', '15:00', '18:00'])
})

test('one moment has one tick or none', () => {
  expect(said('2022-01-01', '2022-01-01')).toEqual(['00:00'])
})
