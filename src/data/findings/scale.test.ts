/**
 * @file Tests that the report and the profiles yield often enough when there are many rows. A separate benchmark
 * measures their duration.
 */
import { expect, test } from 'vitest'
import { profileInSlices } from '../column-profile'
import { buildReport } from '.'
import { findingKey } from './finding'
import { COPIED, large, largeSplit } from './fixtures/large-dataset'

const ROWS = 200_000

test(`${ROWS} × 12`, () => {
  const dataset = large(ROWS)
  const split = largeSplit(ROWS)
  const ran = <T>(work: Iterator<number, T>) => {
    let turns = 0
    for (;;) {
      const { done, value } = work.next()
      if (done) return { value, turns }
      turns++
    }
  }
  const profiles = ran(profileInSlices(dataset, { split, target: 'kind' }))
  const report = ran(buildReport(dataset, split, { target: 'kind' }))
  expect(profiles.value).toHaveLength(12)
  expect(report.value.map(findingKey)).toEqual(['copies-across-parts:rows', 'duplicate-rows'])
  expect(report.value[1]?.rows).toEqual([COPIED, ROWS - 1])
  // The worker receives a cancel message only when the job yields.
  expect(profiles.turns).toBeGreaterThan(30)
  expect(report.turns).toBeGreaterThan(30)
})
