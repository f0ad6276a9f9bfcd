/** @file Tests the evidence of an incident: what its bad requests have in common, and which metrics changed. */
import { expect, test } from 'vitest'
import { makeColumns } from '../log/columns'
import { fold } from '../log/fold-log'
import { NO_VERSION_INDEX, NOT_QUEUED, type Requests, STATUSES } from '../log-entry'
import { defaultSlos, type Slo } from '../slo'
import { HISTORY_MINUTES } from './common-traits'
import { makeRecentMetrics, RECENT_MINUTES } from './metric-shifts'
import { incidentTitle } from './incident-title'
import { incidentsOf } from './incidents'
import { alertsOf } from './objectives'
import { book, logOf, objectivesOf } from './past.test-help'

const MODEL = 1

/** The traits of an alert if from minute 60 on, half of the requests are late, or end with this status. */
function traitsWhere(status: (typeof STATUSES)[number]) {
  const late = (minute: number) => (minute >= 60 ? 0.5 : 0)
  const [requests, ...rest] = logOf({ minutes: 90, late, share: (minute) => (minute >= 60 ? 1 : 0) }) as [Requests]
  requests.total.forEach((ms, i) => {
    if (ms < 400 || status === 'ok') return
    requests.status[i] = STATUSES.indexOf(status)
    // It skips the model, so that it spends the most time, though little, in the first stage.
    requests.times.set([0.05, Number.NaN, 0.01], 3 * i)
    requests.total[i] = 0.06
  })
  const slos: readonly Slo[] = [{ id: 'good', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 1 }]
  const { objectives } = fold({ objectives: objectivesOf(slos) }, [requests, ...rest], 90 * 60_000, book)
  return alertsOf(objectives).flatMap(({ traits }) => traits)
}

test('where late requests spent their time is evidence; where failed ones did is none', () => {
  expect(traitsWhere('ok')).toContainEqual(expect.objectContaining({ of: 'part', value: MODEL }))
  for (const status of ['failed', 'unready', 'fallback'] as const)
    expect([status, traitsWhere(status).filter(({ of }) => of === 'part')]).toEqual([status, []])
})

test('the title names late and rejected requests, and a full queue as its own reason', () => {
  const from60 = (share: number) => (minute: number) => (minute >= 60 ? share : 0)
  // Of the bad requests, about a third is rejected; the others are late.
  const entries = logOf({ minutes: 90, late: from60(0.6), fails: from60(0.3) })
  const [requests] = entries as [Requests]
  requests.status.forEach((status, i) => {
    if (STATUSES[status] === 'failed') requests.status[i] = STATUSES.indexOf('full')
  })
  const { objectives } = fold({ objectives: objectivesOf(defaultSlos(true)) }, entries, 90 * 60_000, book)
  const [incident] = incidentsOf({ alerts: alertsOf(objectives), moves: [], acts: [], minute: 90 })
  expect(incident && incidentTitle(incident, book)).toBe('High error rate and high latency')
  const statuses = incident?.traits.flatMap(({ of, value }) => (of === 'status' ? [STATUSES[value]] : []))
  expect(new Set(statuses)).toEqual(new Set(['ok', 'full']))
})

test('the title of a latency incident names the stage that takes the time, and evidence the minute it was counted', () => {
  const slos: readonly Slo[] = [{ id: 'fast', kind: 'latency', targetPercent: 99, withinMs: 150, overDays: 1 }]
  const entries = logOf({ minutes: 120, late: (minute) => (minute >= 60 ? 0.5 : 0) })
  const alertsAfter = (minutes: number) =>
    alertsOf(fold({ objectives: objectivesOf(slos) }, entries, minutes * 60_000, book).objectives)
  const alerts = alertsAfter(120)
  const [incident] = incidentsOf({ alerts, moves: [], acts: [], minute: 120 })
  expect(incident && incidentTitle(incident, book)).toBe('High latency in the stage "model"')
  const [first] = alerts
  expect(first?.traitsMinute).toBe((first?.fromMinute ?? 0) + 15)
  // As many bad requests as the evidence says have arrived by that minute.
  const [requests] = entries as [Requests]
  const late = requests.total.filter(
    (ms, i) => ms > 150 && (requests.at[i] ?? 0) < ((first?.traitsMinute ?? 0) + 1) * 60_000,
  )
  expect(first?.traits.find(({ of }) => of === 'part')?.total).toBe(late.length)
})

test('a version is blamed for requests that it failed, and not for those that found no replica', () => {
  const versions = (status: (typeof STATUSES)[number]) =>
    new Set(traitsWhere(status).flatMap((trait) => (trait.of === 'version' ? [trait.value] : [])))
  expect(versions('failed')).toEqual(new Set([1]))
  expect(versions('unready')).toEqual(new Set([NO_VERSION_INDEX]))
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

test('a burst that has just begun shows its own rate, not the mean of half an hour', () => {
  const [requests] = logOf({ minutes: 10 })
  if (requests?.kind !== 'requests') throw new Error('the log starts with requests')
  const metrics = makeRecentMetrics()
  for (let minute = 0; minute < 60; minute++) {
    metrics.count(requests, 0, minute < 59 ? 2 : 300, true)
    metrics.endMinute()
  }
  expect(metrics.shifts()).toContainEqual({ kind: 'traffic', before: 2, now: 300 })
})
