import { describe, expect, test } from 'vitest'
import { aggregates } from '../../../../ops/log/aggregates'
import { openFold } from '../../../../ops/log/fold'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { qualityByCell } from '../../../../ops/reducers/quality'
import { requestsOf } from '../../../../ops/reducers/success'
import { steps, total } from '../../../../ops/reducers/window'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { openReader, sumOf } from './reader'

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

  test('are those that charts over the whole log have, and their sums its totals', () => {
    const { steps: read, step, settled } = openReader().read(levels, window, 1, always)
    const wanted = steps(levels, window)
    expect([step, settled]).toEqual([wanted.step, true])
    expect(read.map(({ at }) => at)).toEqual(wanted.at)
    expect(read.map(({ all }) => all)).toEqual(wanted.counters)
    expect(sumOf(read).all).toEqual(total(levels, window))
  })

  test('by slice and version add up to all, with the accuracy of each', () => {
    const { all, versions, slices } = sumOf(openReader().read(levels, window, 1, always).steps)
    for (const by of [versions, slices])
      expect([...by.values()].reduce((sum, one) => sum + requestsOf(one), 0)).toBe(requestsOf(all))
    const labelled = qualityByCell(levels, window, 3).filter(({ slice }) => slice === 1)
    expect(slices.get(1)?.get(15)).toBe(labelled.reduce((sum, one) => sum + one.labelled, 0))
  })

  test('by the hour have their stages', () => {
    const { stages } = sumOf(openReader().read(levels, { ...window, step: HOUR }, 1, always).steps)
    expect(stages.get(0)?.get(24)).toBe(3000)
  })

  test('are read little by little, the newest first, until all are as the log has them', () => {
    const reader = openReader()
    const first = reader.read(levels, window, 1, once)
    expect(first.settled).toBe(false)
    expect(first.steps.map(({ at }) => at)).toEqual([DAY - 20 * MINUTE])
    expect(requestsOf(first.steps[0]?.all ?? new Map())).toBeGreaterThan(0)
    let read = first
    for (let i = 0; i < 200 && !read.settled; i++) read = reader.read(levels, window, 1, once)
    expect(read.steps).toEqual(openReader().read(levels, window, 1, always).steps)
    // The log grew: the newest are read at once, older ones in turn.
    expect(reader.read(levels, window, 2, once).settled).toBe(false)
  })

  test('of another log are read anew', () => {
    const reader = openReader()
    reader.read(levels, window, 1, always)
    const empty = openFold({ aggregates }).states.aggregates
    expect(sumOf(reader.read(empty, window, 1, always).steps).all.size).toBe(0)
  })
})
