/** @file Tests the evidence of an incident: what its bad requests have in common, and which metrics changed. */
import { expect, test } from 'vitest'
import { makeColumns } from '../log/columns'
import { NOT_QUEUED, type Requests, STATUSES } from '../log-entry'
import { HISTORY_MINUTES, makeTraitCounts } from './common-traits'
import { makeRecentMetrics, RECENT_MINUTES } from './metric-shifts'

const [FEATURES, MODEL] = [0, 1]

/** The traits of 50 bad requests with this status in the features stage, next to 100 good ones in another stage. */
function partsOf(status: (typeof STATUSES)[number], good: number) {
  const traits = makeTraitCounts()
  for (let i = 0; i < 150; i++) traits.count(0, 0, i < 50 ? FEATURES : good)
  for (let i = 0; i < 50; i++) traits.countBad(0, 0, { status: STATUSES.indexOf(status), part: FEATURES })
  traits.endMinute()
  return traits.traits(30).filter(({ of }) => of === 'part')
}

test('the stage of failed requests is evidence only if good requests differ; that of late ones is why they are late', () => {
  expect(partsOf('fallback', FEATURES)).toEqual([])
  expect(partsOf('fallback', MODEL)).toEqual([{ of: 'part', value: FEATURES, bad: 50, total: 50 }])
  expect(partsOf('ok', FEATURES)).toHaveLength(1)
})

/** The shifts after minutes in which each request finds this many warm replicas. */
function shiftsAfter(minutes: number, warmAt: (minute: number) => number) {
  const metrics = makeRecentMetrics()
  for (let minute = 0; minute < minutes; minute++) {
    const columns = makeColumns(2, { width: 2, stages: 1 })
    columns.outputs.set([0.9, 0.1, 0.9, 0.1])
    columns.warm.fill(warmAt(minute))
    const requests: Requests = { kind: 'requests', first: 2 * minute, count: 2, width: 2, ...columns }
    metrics.count(requests, 0, 2, true)
    metrics.endMinute()
  }
  return metrics.shifts()
}

test('warm replicas that fall to 0 are a changed metric, even if others start within minutes', () => {
  const crashed = (minute: number) => (minute >= 90 && minute < 95 ? 0 : 2)
  expect(shiftsAfter(100, crashed)).toEqual([{ kind: 'warm', before: 2, now: 0 }])
  expect(shiftsAfter(100, () => 2)).toEqual([])
  expect(shiftsAfter(100, () => NOT_QUEUED)).toEqual([])
})

test('minutes whose storage is reused start from nothing', () => {
  expect(shiftsAfter(2 * HISTORY_MINUTES + RECENT_MINUTES, () => 2)).toEqual([])
})
