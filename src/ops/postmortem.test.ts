import { describe, expect, test } from 'vitest'
import type { DriftAlert, ServiceChange } from './alerts/alert'
import { ALERT, book, logOf } from './alerts/past.test-help'
import { incidentsOf } from './alerts/incidents'
import { alertsOf, objectives, setObjectives } from './alerts/objectives'
import { STORED_ACTOR, STORED_REASON, storedDeployRollback } from './change'
import { aggregates } from './log/aggregates'
import { openFold } from './log/fold-log'
import { oldestId } from './log/request-buffer'
import type { Change } from './log-entry'
import { detectionsOf, draftPostmortem, endsOf } from './postmortem'
import { deploy } from './scenario/events/fault-events'
import type { Slo } from './slo'
import { BURN_RULES } from './slo-burn'

const SLOS: readonly Slo[] = [
  { id: 'a', kind: 'availability', targetPercent: 99, overDays: 30 },
  { id: 'b', kind: 'latency', targetPercent: 99, withinMs: 100, overDays: 30 },
]

test('a draft counts all requests of a long log, also those that are no longer stored, and those of each incident', () => {
  const fold = openFold({ aggregates, objectives })
  const { states, buffer } = fold
  const at = (from: number, to: number, share: number) => (minute: number) =>
    minute >= from && minute < to ? share : 0
  const minutes = 6000
  const world = { minutes, perMinute: 40, fails: at(300, 360, 1), late: at(600, 660, 1), wrong: at(0, 6000, 0.05) }
  const entries = logOf(world)
  setObjectives(states.objectives, {
    ...{ buffer, levels: states.aggregates, minute: 0, book, slos: SLOS, rules: BURN_RULES },
  })
  fold.push(entries, minutes * 60_000, book)
  expect(oldestId(buffer)).toBeGreaterThan(660 * 40)
  const incidents = incidentsOf({ alerts: alertsOf(states.objectives), moves: [], acts: [], minute: minutes })
  const draft = draftPostmortem({
    ...{ service: 'kiosk', book, changes: [], incidents, seen: [], slos: SLOS },
    ...{ levels: states.aggregates, through: minutes * 60_000 },
  })
  const [requests] = entries
  if (requests?.kind !== 'requests') throw new Error('a log begins with its requests')
  const wrong = requests.predicted.filter((one, i) => one >= 0 && one !== requests.truth[i]).length
  const late = requests.total.filter((ms, i) => ms > 100 && requests.predicted[i] === requests.truth[i]).length
  expect(draft).toContain('240,000 requests up to')
  expect(draft).toMatch(/\| Failed \| 2,400 \| 1.0% \|/)
  expect(draft).toContain(`| Wrong | ${wrong.toLocaleString('en')} |`)
  expect(draft).toContain(`| Late (over 100 ms) | ${late.toLocaleString('en')} |`)
  // The objective counts those that are wrong as well, which the draft names.
  const lateToo = requests.total.filter((ms, i) => {
    const isAnswered = (requests.predicted[i] as number) >= 0
    return isAnswered && ms > 100 && requests.predicted[i] !== requests.truth[i]
  }).length
  expect(lateToo).toBeGreaterThan(0)
  expect(draft).toContain(
    `${lateToo.toLocaleString('en')} late answers were also wrong or abstained. Objectives count all ${(late + lateToo).toLocaleString('en')} late answers.`,
  )
  // 5% of all requests are wrong: about 120 of 2,400 are to be expected in the hour of each incident.
  expect(draft).toMatch(
    /\| High error rate.* \| Mon, Jan 1, 05:00 to .* \| 2,4\d\d of 2,4\d\d \| 2,2\d\d \(usual: 1\d\d\) \|/,
  )
  expect(draft).toMatch(
    /\| High latency.* \| Mon, Jan 1, 10:00 to .* \| 2,4\d\d of 2,4\d\d \| 2,2\d\d \(usual: 1\d\d\) \|/,
  )
  const [periods] = [...draft.matchAll(/\| High error rate.* (\d,\d+) of (\d,\d+) \| (\d,\d+) \(usual: (\d+)\)/g)]
  const [affected = 0, of = 0, more = 0, usual = 0] = (periods ?? [])
    .slice(1)
    .map((one) => Number(one.replace(',', '')))
  // The hours before the incident, in which nothing else happened, are the oracle.
  const before = [...requests.at.keys()].filter((i) => (requests.at[i] as number) < 300 * 60_000)
  const rate = before.filter((i) => requests.predicted[i] !== requests.truth[i]).length / before.length
  expect([usual, more]).toEqual([Math.round(rate * of), affected - Math.round(rate * of)])
  // A log that is older than the counts says from when it counts.
  states.aggregates.outcomes.from = 400
  const later = draftPostmortem({
    ...{ service: 'kiosk', book, changes: [], incidents, seen: [], slos: SLOS },
    ...{ levels: states.aggregates, through: minutes * 60_000 },
  })
  expect(later).toContain('Counted since Mon, Jan 1, 06:40. Earlier requests are no longer stored.')
  expect(later).toMatch(/\| High error rate.* \| no longer stored \| not known \|/)
})

test('what is usual ends before the first sign of a fault, also if the incident begins hours later', () => {
  const fold = openFold({ aggregates })
  const minutes = 1000
  const wrong = (minute: number) => (minute < 500 ? 0.05 : 0.4)
  const entries = logOf({ minutes, perMinute: 40, wrong })
  fold.push(entries, minutes * 60_000, book)
  const usualOf = (hotFrom: number, suspects: readonly { at: number }[] = [], levels = fold.states.aggregates) => {
    const alert = { ...ALERT, hotFrom, fromMinute: hotFrom, hotMinute: 999, suspects: suspects as never }
    const incidents = incidentsOf({ alerts: [alert], moves: [], acts: [], minute: minutes })
    const draft = draftPostmortem({
      ...{ service: 'kiosk', book, changes: [], incidents, seen: [], slos: SLOS, levels },
      through: minutes * 60_000,
    })
    const [, of = '', usual = ''] = /of ([\d,]+) \| [\d,]+ \(usual: ([\d,]+)\)/.exec(draft) ?? []
    return Number(usual.replace(',', '')) / Number(of.replace(',', ''))
  }
  const [requests] = entries
  if (requests?.kind !== 'requests') throw new Error('a log begins with its requests')
  const shareUntil = (end: number) => {
    const before = [...requests.at.keys()].filter((i) => (requests.at[i] as number) < end * 60_000)
    return before.filter((i) => requests.predicted[i] !== requests.truth[i]).length / before.length
  }
  // The row begins with the fault, not with the alert, which waits for labels.
  const alert = { ...ALERT, hotFrom: 750, fromMinute: 750, hotMinute: 999 }
  const rowOf = (kind: 'accuracy' | 'latency') => {
    const draft = draftPostmortem({
      ...{ service: 'kiosk', book, changes: [], seen: [], slos: SLOS, levels: fold.states.aggregates },
      incidents: incidentsOf({ alerts: [{ ...alert, kind }], moves: [], acts: [], minute: minutes }),
      through: minutes * 60_000,
    })
    const [, hours, ofMinute, of = ''] = /Mon, Jan 1, (\d\d):(\d\d) to .* of ([\d,]+) \|/.exec(draft) ?? []
    return { minute: 60 * Number(hours) + Number(ofMinute), requests: Number(of.replace(',', '')) }
  }
  const { minute, requests: inPeriod } = rowOf('accuracy')
  expect(Math.abs(minute - 500)).toBeLessThan(3)
  expect(inPeriod).toBe([...requests.at].filter((at) => at >= minute * 60_000).length)
  // Errors and latency are known at once, so their row begins with the budget that burns.
  expect(rowOf('latency').minute).toBe(750)
  // Without the fault, 5% are wrong; the day before the incident would include 250 minutes with 40%.
  expect(usualOf(750)).toBeCloseTo(shareUntil(500), 2)
  expect(shareUntil(750)).toBeGreaterThan(0.15)
  // A change that is suspected ends it too, although the share rises only later.
  expect(usualOf(490, [{ at: 400 * 60_000 }])).toBeCloseTo(shareUntil(400), 3)
  const steady = openFold({ aggregates })
  steady.push(logOf({ minutes, perMinute: 40, wrong: () => 0.05 }), minutes * 60_000, book)
  expect(usualOf(750, [], steady.states.aggregates)).toBeCloseTo(0.05, 2)
})

describe('the period of an incident is that of its effect', () => {
  const DEPLOY: Change['what'] = { type: 'note', note: 'n1', lane: 'faults', on: true, title: deploy.loggedAs }
  const RIGHT: readonly Slo[] = [{ id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 30 }]
  const minutes = 1200
  /** The periods of all incidents of a world whose deploy predicts worse in these minutes; labels arrive 90 later. */
  function periodsOf(
    bad: readonly (readonly [from: number, to: number])[],
    seed: number,
    drift: Partial<DriftAlert> = {},
  ) {
    const fold = openFold({ aggregates, objectives })
    const { states, buffer } = fold
    setObjectives(states.objectives, {
      ...{ buffer, levels: states.aggregates, minute: 0, book, slos: RIGHT, rules: BURN_RULES },
    })
    const wrong = (minute: number) => (bad.some(([from, to]) => minute >= from && minute < to) ? 0.4 : 0.04)
    const at = (bad[0]?.[0] ?? 500) * 60_000
    const deployed: Change = { kind: 'change', at, what: DEPLOY }
    fold.push(
      logOf({ minutes, perMinute: 20, seed, wrong, delayMinutes: 90, changes: [deployed] }),
      minutes * 60_000,
      book,
    )
    const window: DriftAlert = {
      ...{ id: 'drift answer 20', kind: 'drift', severity: 'ticket', window: 20, n: 500 },
      ...{ hotFrom: 480, fromMinute: 530, hotMinute: 670, toMinute: 671 },
      ...{ moves: [deployed as ServiceChange], suspects: [deployed as ServiceChange] },
      ...{ feature: { name: 'answer', of: 'answer', psi: 1 } as DriftAlert['feature'], version: 0 },
      ...drift,
    }
    const alerts = [...alertsOf(states.objectives), window].sort((a, b) => a.fromMinute - b.fromMinute)
    const incidents = incidentsOf({ alerts, moves: [], acts: [], minute: minutes })
    const draft = draftPostmortem({
      ...{ service: 'kiosk', book, changes: [], incidents, seen: [], slos: RIGHT },
      ...{ levels: states.aggregates, through: minutes * 60_000 },
    })
    return [...draft.matchAll(/\| Mon, Jan 1, (\d\d):(\d\d) to Mon, Jan 1, (\d\d):(\d\d) \|/g)].map((found) => {
      const [fromHour = 0, from = 0, toHour = 0, to = 0] = found.slice(1).map(Number)
      return [60 * fromHour + from, 60 * toHour + to] as const
    })
  }

  test.each([1, 2, 3, 4, 5])(
    'not that of late labels and of windows that began before the deploy (seed %i)',
    (seed) => {
      const [[from, to] = [0, 0], ...others] = periodsOf([[500, 620]], seed)
      expect(others).toEqual([])
      expect(from).toBeGreaterThanOrEqual(500)
      expect(from).toBeLessThan(503)
      expect(Math.abs(to - 620)).toBeLessThan(4)
      // A pause in the effect does not end it.
      const [[first, last] = [0, 0]] = periodsOf(
        [
          [500, 560],
          [610, 690],
        ],
        seed,
        { hotMinute: 800, toMinute: 801 },
      )
      expect(Math.abs(first - 501)).toBeLessThan(3)
      expect(Math.abs(last - 690)).toBeLessThan(4)
    },
  )

  test('without harm, it begins with the deploy, and with its window if only inputs drift', () => {
    expect(periodsOf([[500, 500]], 1)).toEqual([[500, 671]])
    const feature = { name: 'flipper', of: 'input', psi: 1 } as DriftAlert['feature']
    expect(periodsOf([[500, 500]], 1, { feature })).toEqual([[480, 671]])
  })
})

test('an incident lasts while more requests than usual are affected, also if most were at its begin', () => {
  const fold = openFold({ aggregates })
  const wrong = (minute: number) => (minute < 500 ? 0.02 : minute < 503 ? 0.9 : 0.2)
  fold.push(logOf({ minutes: 700, perMinute: 40, wrong }), 700 * 60_000, book)
  const alert = { ...ALERT, hotFrom: 500, fromMinute: 501, hotMinute: 599 }
  const draft = draftPostmortem({
    ...{ service: 'kiosk', book, changes: [], seen: [], slos: SLOS, levels: fold.states.aggregates },
    incidents: incidentsOf({ alerts: [alert], moves: [], acts: [], minute: 700 }),
    through: 700 * 60_000,
  })
  expect(draft).toContain('Mon, Jan 1, 08:20 to Mon, Jan 1, 10:00')
})

test('a draft names an incident as the Incidents tab does, with its acknowledgment and both ends', () => {
  const alerts = [
    { ...ALERT, severity: 'ticket' as const, fromMinute: 213, hotFrom: 210, hotMinute: 240, toMinute: 340 },
    { ...ALERT, id: 'late', kind: 'latency' as const, fromMinute: 234, hotFrom: 230, hotMinute: 250, toMinute: 320 },
  ]
  const acts = [{ act: 'acknowledge' as const, incident: ALERT.id, minute: 236 }]
  const [incident] = incidentsOf({ alerts, moves: [], acts, minute: 400 })
  if (!incident) throw new Error('two alerts of a version are an incident')
  expect(detectionsOf(incident, book)).toEqual([
    { minute: 213, event: 'ticket opened: Low accuracy and high latency where no version answered (Accuracy)' },
    {
      minute: 234,
      event: 'page sent: Low accuracy and high latency where no version answered (Accuracy and Latency)',
    },
    { minute: 236, event: 'acknowledged by the user: Low accuracy and high latency where no version answered' },
  ])
  expect(endsOf(incident, book)).toEqual([
    { minute: 251, event: 'recovered: Low accuracy and high latency where no version answered' },
    { minute: 340, event: 'resolved automatically: Low accuracy and high latency where no version answered' },
  ])
})

test('a timeline says who did what in one way, and gives no reason that the change already says', () => {
  const fold = openFold({ aggregates })
  const minutes = 2
  fold.push(logOf({ minutes }), minutes * 60_000, book)
  const by = STORED_ACTOR.user
  const whats: readonly Change['what'][] = [
    { type: 'share', stage: 'split', from: 50, to: 0, by, why: STORED_REASON.serviceChanged },
    { type: 'service', why: storedDeployRollback({ by, why: STORED_REASON.none }) },
  ]
  const changes = whats.map((what, i): Change => ({ kind: 'change', at: 60_000 + i, what }))
  const draft = draftPostmortem({
    ...{ service: 'kiosk', book, changes, incidents: [], seen: [], slos: SLOS },
    ...{ levels: fold.states.aggregates, through: minutes * 60_000 },
  })
  expect(draft).toMatch(/challenger traffic share changed from 50% to 0% by the user\n/)
  expect(draft).toMatch(/Deploy rolled back by the user\n/)
})
