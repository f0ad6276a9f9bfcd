/** @file The report and the profiles of many rows: to the last one, with breath for others on the way. How long they take is a figure. */
import { expect, test } from 'vitest'
import { profiling } from '../profile'
import { reporting } from '.'
import { keyOf } from './finding'
import { COPIED, large, largeSplit } from './fixtures/large'

const ROWS = 200_000

test(`${ROWS} × 12`, () => {
  const dataset = large(ROWS)
  const split = largeSplit(ROWS)
  const ran = <T>(looking: Iterator<number, T>) => {
    let turns = 0
    for (;;) {
      const { done, value } = looking.next()
      if (done) return { value, turns }
      turns++
    }
  }
  const profiles = ran(profiling(dataset, { split, target: 'kind' }))
  const report = ran(reporting(dataset, split, { target: 'kind' }))
  expect(profiles.value).toHaveLength(12)
  expect(report.value.map(keyOf)).toEqual(['copies-across-parts:rows', 'duplicate-rows'])
  expect(report.value[1]?.rows).toEqual([COPIED, ROWS - 1])
  // Between two turns the worker hears whether it is to stop.
  expect(profiles.turns).toBeGreaterThan(30)
  expect(report.turns).toBeGreaterThan(30)
})
