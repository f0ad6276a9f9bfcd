import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../scenario/scenario'
import { aggregates } from './aggregates'
import { openFold } from './fold-log'
import { openStepReader, requestsOf, sumOf, totalCounters } from './log-metrics'
import { countersByStep, qualityByCell } from './log-series.test-help'
import { book, sampleLog } from './sample-log.test-help'

function readLog() {
  const log = sampleLog(3000, DAY)
  const folding = openFold({ aggregates })
  folding.push([log.requests, log.labels], log.through, book)
  return folding.states.aggregates
}
const always = () => false
const once = () => true

describe('steps of a window', () => {
  const levels = readLog()
  const window = { from: 0, to: DAY, step: 10 * MINUTE }

  test('equal those of charts over the whole log, and their sums equal its totals', () => {
    const { steps: read, step, isComplete } = openStepReader().read(levels, window, 1, always)
    const target = countersByStep(levels, window)
    expect([step, isComplete]).toEqual([target.step, true])
    expect(read.map(({ at }) => at)).toEqual(target.at)
    expect(read.map(({ all }) => all)).toEqual(target.counters)
    expect(sumOf(read).all).toEqual(totalCounters(levels, window))
  })

  test('by slice and version add up to the total, each with its accuracy', () => {
    const { all, versions, slices } = sumOf(openStepReader().read(levels, window, 1, always).steps)
    for (const by of [versions, slices])
      expect([...by.values()].reduce((sum, one) => sum + requestsOf(one), 0)).toBe(requestsOf(all))
    const labeled = qualityByCell(levels, window, 3).filter(({ slice }) => slice === 1)
    expect(slices.get(1)?.get(15)).toBe(labeled.reduce((sum, one) => sum + one.labeled, 0))
  })

  test('of an hour have the counts of their stages', () => {
    const { stages } = sumOf(openStepReader().read(levels, { ...window, step: HOUR }, 1, always).steps)
    expect(stages.get(0)?.get(24)).toBe(3000)
  })

  test('are read in parts, newest first, until all equal the log', () => {
    const reader = openStepReader()
    const first = reader.read(levels, window, 1, once)
    expect(first.isComplete).toBe(false)
    expect(first.steps.map(({ at }) => at)).toEqual([DAY - 20 * MINUTE])
    expect(requestsOf(first.steps[0]?.all ?? new Map())).toBeGreaterThan(0)
    let read = first
    for (let i = 0; i < 200 && !read.isComplete; i++) read = reader.read(levels, window, 1, once)
    expect(read.steps).toEqual(openStepReader().read(levels, window, 1, always).steps)
    // When the log grows, the newest steps are read immediately, and older steps are read in turn.
    expect(reader.read(levels, window, 2, once).isComplete).toBe(false)
  })

  test('are read again for another log', () => {
    const reader = openStepReader()
    reader.read(levels, window, 1, always)
    const empty = openFold({ aggregates }).states.aggregates
    expect(sumOf(reader.read(empty, window, 1, always).steps).all.size).toBe(0)
  })
})
