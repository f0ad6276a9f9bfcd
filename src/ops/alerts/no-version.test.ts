/**
 * Tests incidents in which no version answered, caused by a crash or a fallback, and the versions that were asked before
 * a fallback answered.
 */
import { expect, test } from 'vitest'
import { aggregates } from '../log/aggregates'
import { fold, openFold } from '../log/fold-log'
import { openStepReader, requestsOf, successOf, sumOf } from '../log/log-metrics'
import { findRequests, requestOf } from '../log/request-record'
import { type Change, type Entry, NO_VERSION_INDEX, STATUSES } from '../log-entry'
import { deploy } from '../scenario/events/fault-events'
import type { BurnAlert } from './alert'
import { ALERT, book, cutLog, logOf, objectivesOf } from './past.test-help'
import { incidentTitle } from './incident-title'
import { incidentsOf } from './incidents'
import { alertsOf } from './objectives'
import { worstRequests } from './worst-requests'

const of = (alert: BurnAlert, acts: Parameters<typeof incidentsOf>[0]['acts'] = []) =>
  incidentsOf({ alerts: [alert], moves: [], acts, minute: 91 })[0]

test('requests that no version answered have the matching runbook, and no version is the cause', () => {
  const incident = of(ALERT)
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Low accuracy where no version answered')
})

test('fallback responses that an objective counts as bad are named as such', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('fallback'), bad: 50, total: 50 } as const
  const incident = of({
    ...ALERT,
    kind: 'without-fallback',
    traits: [gathered as (typeof ALERT.traits)[number], status],
  })
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Fallback responses')
})

test('if most of them found no replica of the same alias, the title says so', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('fallback'), bad: 50, total: 50 } as const
  const replica = { of: 'replica', value: 1, bad: 50, total: 50 } as const
  const incident = of({
    ...ALERT,
    kind: 'without-fallback',
    traits: [gathered as (typeof ALERT.traits)[number], status, replica],
  })
  expect(incident && incidentTitle(incident, undefined)).toBe('Fallback responses: the challenger had no replica')
})

test('requests over a rate limit are named as such: no version was to answer them', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('limited'), bad: 50, total: 50 } as const
  const traits = [gathered as (typeof ALERT.traits)[number], status]
  for (const kind of ['availability', 'valid-and-fast', 'without-fallback'] as const) {
    const incident = of({ ...ALERT, kind, traits })
    expect(incident && incidentTitle(incident, undefined)).toBe('Requests rate limited')
  }
})

test('an incident has the time when it was acknowledged', () => {
  const taken = of(ALERT, [
    { act: 'acknowledge', incident: ALERT.id, minute: 88 },
    { act: 'acknowledge', incident: ALERT.id, minute: 90 },
  ])
  expect(taken).toMatchObject({ state: 'acknowledged', fromMinute: 10, takenMinute: 88 })
  expect(of(ALERT)).not.toHaveProperty('takenMinute')
})

/** The same log behind a fallback, which answers instead of a version that fails: the log names no version then. */
function behindFallback(entries: readonly Entry[], crashed = false): readonly Entry[] {
  return entries.map((entry) => {
    if (entry.kind !== 'requests') return entry
    const failed = (i: number) => STATUSES[entry.status[i] as number] === 'failed'
    const where = <T extends 'status' | 'version' | 'predicted' | 'warm' | 'alias'>(name: T, value: number) =>
      entry[name].map((own, i) => (failed(i) ? value : own))
    return {
      ...entry,
      status: where('status', STATUSES.indexOf('fallback')),
      version: where('version', NO_VERSION_INDEX),
      predicted: where('predicted', 0),
      warm: where('warm', crashed ? 0 : 1),
      alias: entry.version.map((version) => version),
    } as unknown as Entry
  })
}

const SLOS = [{ id: 'up', kind: 'without-fallback', targetPercent: 99, overDays: 30 }] as const
const CANARY = {
  minutes: 240,
  share: (minute: number) => (minute >= 120 ? 0.3 : 0),
  fails: (_: number, of: number) => (of === 1 ? 0.5 : 0),
}
const alias = (minute: number, to: number): Change => ({
  kind: 'change',
  at: minute * 60_000,
  what: { type: 'alias', model: 'digits', alias: 'challenger', to, by: 'a person', why: '' },
})

test('a version that fails behind a fallback did not answer, and the incident names it', () => {
  const entries = behindFallback(logOf({ ...CANARY, changes: [alias(119, 2)] }))
  const live = openFold({ aggregates, objectives: objectivesOf(SLOS) })
  for (const { entries: some, through } of cutLog(entries, 240, 7)) live.push(some, through, book)
  const { aggregates: levels, objectives } = live.states
  const [requests] = entries as [Extract<Entry, { kind: 'requests' }>]
  const ofSecond = [...requests.alias.keys()].filter((i) => requests.alias[i] === 1)
  const failed = ofSecond.filter((i) => requests.version[i] === NO_VERSION_INDEX)
  expect(failed.length).toBeGreaterThan(500)

  const window = { from: 0, to: 240 * 60_000, step: 60_000 }
  const { versions } = sumOf(openStepReader().read(levels, window, 1, () => false).steps)
  const second = versions.get(1) ?? new Map()
  expect(requestsOf(second)).toBe(ofSecond.length)
  expect(successOf(second, 'version')).toBeCloseTo(1 - failed.length / ofSecond.length, 12)
  expect(successOf(versions.get(0) ?? new Map(), 'version')).toBe(1)

  const [incident] = incidentsOf({ alerts: alertsOf(objectives), moves: [], acts: [], minute: 240 })
  expect(incident).toMatchObject({ cause: { of: 'version', value: 1 }, runbook: 'bad-version' })
  expect(incident && incidentTitle(incident, book)).toBe('Fallback responses with digits v2')
  expect(incident && worstRequests({ buffer: live.buffer, book }, SLOS, incident, 3).length).toBe(3)
  const ids = findRequests(live.buffer, { version: 1 }, 1e6)
  expect(ids.length).toBe(ofSecond.length)
  const record = requestOf(live.buffer, book, 1, failed.at(-1) as number)
  expect(record).toMatchObject({ asked: { model: 'digits', version: 2 }, alias: 'challenger', status: 'fallback' })
  expect(record).not.toHaveProperty('version')
})

test('the asked version follows from the changes of the log, also after a reload', () => {
  const always = { ...CANARY, fails: (_: number, of: number) => of }
  const none = behindFallback(logOf(always))
  const counted = (entries: readonly Entry[]) => {
    const live = openFold({})
    live.push(entries, 240 * 60_000, book)
    const changes = entries.filter((one) => one.kind === 'change')
    const before = live.buffer.counted.slice(0, 240 * 60)
    live.buffer.counted.fill(7)
    openFold({}, { ring: live.buffer, changes, book })
    expect(live.buffer.counted.slice(0, 240 * 60)).toEqual(before)
    return new Set(before.subarray(180 * 60, 240 * 60))
  }
  // No version of the challenger ever answered, so only a change can say which version it was.
  expect(counted(none)).toEqual(new Set([0, NO_VERSION_INDEX]))
  expect(counted([...none, alias(60, 1), alias(90, 2)])).toEqual(new Set([0, 1]))
  const what = { type: 'note', note: 'e', lane: 'faults', title: deploy.loggedAs, on: true } as const
  expect(counted([...none, alias(90, 2), { kind: 'change', at: 100 * 60_000, what }])).toEqual(
    new Set([0, NO_VERSION_INDEX]),
  )
})

test('a request that found no replica counts for no version', () => {
  const { aggregates: levels } = fold({ aggregates }, behindFallback(logOf(CANARY), true), 240 * 60_000, book)
  const window = { from: 0, to: 240 * 60_000, step: 60_000 }
  const { versions } = sumOf(openStepReader().read(levels, window, 1, () => false).steps)
  expect(successOf(versions.get(1) ?? new Map(), 'version')).toBe(1)
})
