/**
 * Tests alerts and incidents: computed live and recomputed, grouped by cause, silenced during rollouts, and graded
 * against the ground truth.
 */
import { describe, expect, test } from 'vitest'
import { aggregates } from '../log/aggregates'
import { fold, openFold } from '../log/fold-log'
import { type Change, type Entry, NO_VERSION_INDEX, STATUSES } from '../log-entry'
import type { Scenario } from '../scenario/scenario'
import type { Slo } from '../slo'
import { defaultSlos } from '../slo'
import { BURN_RULES, burnDown, firings } from '../slo-burn'
import { makeTraitCounts } from './common-traits'
import { gradeIncidents } from './grade-alerts'
import { incidentTitle } from './incident-title'
import { burnsOf, type Incident, type IncidentAction, incidentsOf, SILENCE_MINUTES } from './incidents'
import { harmOf } from './minute-counts'
import { alertsOf, budgetOf, setObjectives, unevaluatedOf } from './objectives'
import { book, cutLog, logOf, objectivesOf, type World } from './past.test-help'
import { worstRequests } from './worst-requests'

const SLOS: readonly Slo[] = [
  { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { id: 'fast', kind: 'latency', targetPercent: 99.9, withinMs: 150, overDays: 30 },
  { id: 'right', kind: 'accuracy', targetPercent: 95, overDays: 7 },
]
const LENGTH = 600
const between = (from: number, to: number, share: number) => (minute: number) =>
  minute >= from && minute < to ? share : 0

function watched(world: Omit<World, 'minutes'>, slos = SLOS) {
  const entries = logOf({ minutes: LENGTH, ...world })
  const reducers = { objectives: objectivesOf(slos), aggregates }
  const folding = openFold(reducers)
  folding.push(entries, LENGTH * 60_000, book)
  const { objectives: state, aggregates: levels } = folding.states
  return { entries, state, buffer: folding.buffer, harm: harmOf(levels.outcomes) }
}
const incidentsFor = ({ state }: ReturnType<typeof watched>, acts: readonly IncidentAction[] = []) =>
  incidentsOf({ alerts: alertsOf(state), moves: state.moves, acts, minute: state.minute })
const moved = (minute: number, to = 2): Change => ({
  kind: 'change',
  at: minute * 60_000,
  what: { type: 'alias', model: 'digits', alias: 'champion', from: 1, to, by: 'a person', why: 'better' },
})

/**
 * Version 2 gets a third of the traffic from minute 300 to 420; it often fails, is slow, and makes many wrong
 * predictions.
 */
const BAD_DEPLOY: Omit<World, 'minutes'> = {
  share: (minute) => (minute >= 300 && minute < 420 ? 0.33 : 0),
  fails: (_, version) => (version === 1 ? 0.3 : 0),
  late: (_, version) => (version === 1 ? 0.9 : 0),
  wrong: (_, version) => (version === 1 ? 0.95 : 0.02),
}

describe('objectives', () => {
  test('budgets include the current minute, whose requests no rule has evaluated yet', () => {
    const live = openFold({ objectives: objectivesOf(SLOS) })
    live.push(logOf({ minutes: 1, fails: () => 1 }), 59_000, book)
    const { objectives: state } = live.states
    const [up] = state.objectives
    expect(up && budgetOf(state, up)).toMatchObject({ total: 60, bad: 60, seenMinutes: 1 })
    expect([unevaluatedOf(state), alertsOf(state)]).toEqual([60, []])
    const before = up && budgetOf(state, up)
    live.push([], 60_000, book)
    expect(up && budgetOf(state, up)).toMatchObject({ ...before, minutesLeft: expect.any(Number) })
    expect([unevaluatedOf(state), alertsOf(state).length > 0]).toEqual([0, true])
  })

  test('a log gives the same objectives whether it is read live, at once, or recomputed from stored requests', () => {
    const entries = logOf({ minutes: LENGTH, ...BAD_DEPLOY, changes: [moved(299)] })
    const reducers = { objectives: objectivesOf(SLOS) }
    const whole = fold(reducers, entries, LENGTH * 60_000, book).objectives
    const live = openFold(reducers)
    for (const { entries: some, through } of cutLog(entries, LENGTH, 7)) live.push(some as Entry[], through, book)
    expect(whole.alerts.length).toBeGreaterThan(3)
    expect(live.states.objectives.alerts).toEqual(whole.alerts)
    const late = openFold({ objectives: objectivesOf([]), aggregates })
    late.push(entries, LENGTH * 60_000, book)
    const { buffer, minute } = late
    const again = late.states.objectives
    const { aggregates: levels } = late.states
    setObjectives(again, { buffer, levels, book, minute, slos: SLOS, rules: BURN_RULES })
    expect(again.alerts).toEqual(whole.alerts)
    expect(again.objectives.map((one) => one.past?.counts.minutes)).toEqual(
      whole.objectives.map((one) => one.past?.counts.minutes),
    )
  })

  test('alerts follow from the counted minutes, and the budget from its burn-down', () => {
    const { state } = watched(BAD_DEPLOY)
    for (const one of state.objectives) {
      const minutes = one.past?.counts.minutes
      if (!minutes) throw new Error('nothing was counted')
      expect(
        state.alerts
          .filter(({ slo }) => slo === one.slo.id)
          .map(({ rule, fromMinute, toMinute }) => [rule, fromMinute, toMinute]),
      ).toEqual(firings(minutes, one.slo).map(({ rule, fromMinute, toMinute }) => [rule, fromMinute, toMinute]))
      const { left, burn, minutesLeft } = budgetOf(state, one)
      expect({ left, burn, minutesLeft }).toMatchObject(
        (({ minute: _, ...rest }) => rest)(burnDown(minutes, one.slo).at(-1) ?? { minute: 0, left: 0 }),
      )
    }
  })

  test('a label counts once, in the minute it arrives', () => {
    const { state, buffer } = watched({ wrong: () => 0.1, delayMinutes: 5 })
    const right = state.objectives[2]?.past?.counts.minutes
    expect(Array.from(right?.total ?? []).slice(0, 7)).toEqual([0, 0, 0, 0, 0, 60, 60])
    expect(buffer.next).toBe(LENGTH * 60)
  })
})

describe('incidents', () => {
  test('a bad deploy that breaks three objectives is one incident with its version as the cause', () => {
    const all = incidentsFor(watched(BAD_DEPLOY))
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ severity: 'page', cause: { of: 'version', value: 1 }, runbook: 'bad-version' })
    expect(new Set(burnsOf(all[0]?.alerts ?? []).map(({ slo }) => slo))).toEqual(new Set(['up', 'fast', 'right']))
    expect(all[0]?.fromMinute).toBeGreaterThanOrEqual(300)
    expect(all[0]?.fromMinute).toBeLessThan(306)
  })

  test('earlier normal errors do not hide a version that turned bad: it is named while only a slow rule has fired', () => {
    const right: Slo = { id: 'right', kind: 'accuracy', targetPercent: 92, overDays: 1 }
    const rules = BURN_RULES.filter(({ id }) => id === 'days')
    const entries = logOf({
      ...{ minutes: 340, perMinute: 12, share: () => 0.5, delayMinutes: 20 },
      wrong: (minute, version) => (minute >= 300 && version === 1 ? 1 : 0.06),
    })
    const { objectives: state } = fold({ objectives: objectivesOf([right], rules) }, entries, 340 * 60_000, book)
    const all = incidentsOf({ alerts: alertsOf(state), moves: [], acts: [], minute: 340 })
    expect(all.map(({ cause }) => cause)).toEqual([{ of: 'version', value: 1 }])
  })

  test('a version is not compared with cached responses: late responses of the only version count for the service', () => {
    const traits = makeTraitCounts()
    for (let i = 0; i < 100; i++) traits.count(0, 0)
    for (let i = 0; i < 40; i++) traits.count(NO_VERSION_INDEX, 0)
    for (let i = 0; i < 30; i++) traits.countBad(0, 0, {})
    traits.endMinute()
    expect(traits.traits(30)).toEqual([])
    for (let i = 0; i < 200; i++) traits.countBad(NO_VERSION_INDEX, 0, {})
    traits.endMinute()
    expect(traits.traits(30)).toMatchObject([{ of: 'version', value: NO_VERSION_INDEX }])
  })

  test('it ends when no rule fires, not when the budget recovers; a ticket that became a page has both times', () => {
    const past = watched(BAD_DEPLOY)
    const alerts = alertsOf(past.state)
    const last = alerts.filter(({ toMinute }) => toMinute === undefined)
    expect(last.map(({ rule }) => rule)).toContain('days')
    const [ongoing] = incidentsFor(past)
    expect(ongoing?.state).toBe('open')
    expect(ongoing?.toMinute).toBeUndefined()
    expect(ongoing?.calmMinute).toBeGreaterThanOrEqual(420)
    expect(ongoing?.calmMinute).toBeLessThan(440)
    const ended = alerts.map((alert) => ({ ...alert, toMinute: alert.toMinute ?? 590 }))
    const [over] = incidentsOf({ alerts: ended, moves: [], acts: [], minute: LENGTH })
    expect(over).toMatchObject({ state: 'resolved', resolvedBy: 'itself', toMinute: 590 })
    const later = ended.map(
      (alert) => ({ ...alert, severity: alert.fromMinute < 302 ? 'ticket' : alert.severity }) as const,
    )
    const [became] = incidentsOf({ alerts: later, moves: [], acts: [], minute: LENGTH })
    expect(became).toMatchObject({ severity: 'page', fromMinute: alerts[0]?.fromMinute })
    expect(became?.pageMinute).toBe(later.find(({ severity }) => severity === 'page')?.fromMinute)
    expect(became?.pageMinute).toBeGreaterThan(became?.fromMinute ?? 0)
  })

  test('problems at other times, or at the same time elsewhere, are separate incidents', () => {
    const apart = incidentsFor(
      watched({ fails: (minute) => between(100, 130, 0.5)(minute) + between(450, 480, 0.5)(minute) }),
    )
    expect(apart.map(({ cause }) => cause.of)).toEqual(['service', 'service'])
    const elsewhere = incidentsFor(
      watched({
        late: between(300, 400, 0.5),
        wrong: (minute, _, slice) => (slice === 1 ? between(300, 400, 0.9)(minute) : 0.02),
      }),
    )
    expect(elsewhere.map(({ cause }) => cause)).toEqual([{ of: 'service' }, { of: 'slice', value: 1 }])
    expect(elsewhere.map(({ runbook }) => runbook)).toEqual(['slow', 'slice'])
  })

  test('a healthy service has no incidents', () => {
    expect(incidentsFor(watched({ fails: () => 0.001, wrong: () => 0.03 }))).toEqual([])
  })

  test('a rollout silences alerts for a while, then they notify; one that ended by then is shown as silenced', () => {
    const during = (until: number) =>
      incidentsFor(watched({ ...BAD_DEPLOY, share: (m) => (m >= 300 && m < until ? 0.5 : 0), changes: [moved(300)] }))
    const [long] = during(420)
    expect(long).toMatchObject({
      notifiedMinute: 300 + SILENCE_MINUTES,
      silenced: { untilMinute: 300 + SILENCE_MINUTES },
    })
    expect(long?.moves.map(({ at }) => at)).toEqual([300 * 60_000])
  })

  test('suspects are changes before the incident, including a deploy of the scenario; a later fix is no suspect', () => {
    const deployed: Change = {
      ...{ kind: 'change', at: 300 * 60_000 },
      what: { type: 'note', note: 'n', lane: 'faults', title: 'Bad deploy', on: true },
    }
    const [one] = incidentsFor(watched({ ...BAD_DEPLOY, changes: [deployed, moved(340)] }))
    expect(one?.alerts.some(({ fromMinute }) => fromMinute >= 340)).toBe(true)
    expect(one?.moves.map(({ at }) => at)).toEqual([deployed.at])
    expect(one?.silenced?.by).not.toMatchObject({ at: deployed.at })
    // Nor is a fix before the alert fired, but after requests became bad.
    const slow: readonly Slo[] = [{ id: 'up', kind: 'availability', targetPercent: 90, overDays: 30 }]
    const [late] = incidentsFor(watched({ fails: between(300, 400, 0.5), changes: [moved(290), moved(310)] }, slow))
    expect(late?.fromMinute).toBeGreaterThan(311)
    expect(late?.moves.map(({ at }) => at)).toEqual([290 * 60_000])
    // A traffic share that was raised while requests were bad is no fix: it is listed, but did not begin the problem.
    const share = (minute: number, from: number, to: number): Change => ({
      ...{ kind: 'change', at: minute * 60_000 },
      what: { type: 'share', stage: 'split', from, to, by: 'a person', why: '' },
    })
    const changes = [share(300, 0, 5), share(305, 5, 25), share(310, 25, 10)]
    const [raised] = incidentsFor(watched({ fails: between(300, 400, 0.5), changes }, slow))
    expect(raised?.fromMinute).toBeGreaterThan(311)
    expect(raised?.moves.map(({ at }) => at / 60_000)).toEqual([305, 300])
    expect(raised?.suspects?.map(({ at }) => at / 60_000)).toEqual([300])
  })

  test('a change that cannot have affected the bad requests is no cause', () => {
    const burst = { fails: between(300, 330, 0.5), late: between(300, 330, 0.5) }
    const causes = (change: Change, world: Omit<World, 'minutes'> = burst) =>
      incidentsFor(watched({ ...world, changes: [change] })).map(({ cause, runbook }) => [cause.of, runbook])
    const alias = (minute: number, what: object) =>
      ({ ...moved(minute), what: { ...moved(minute, 1).what, ...what } }) as Change
    const service = [['service', 'failing']]
    // It answers nobody, it has no share, it is of another model.
    expect(causes(alias(299, { alias: 'shadow' }))).toEqual(service)
    expect(causes(alias(299, { alias: 'challenger', to: 2 }))).toEqual(service)
    expect(causes(alias(299, { model: 'moons' }))).toEqual(service)
    // It was moved before any request, or answered well for two hours.
    expect(causes(alias(0, {}), { fails: between(0, 30, 0.5) })).toEqual(service)
    expect(causes(alias(180, {}))).toEqual(service)
    expect(causes(alias(299, {}))).toEqual([['move', 'bad-version']])
    // Its labels arrive an hour later.
    const wrong = (_: number, version: number) => (version === 1 ? 0.5 : 0.02)
    const late = { wrong, delayMinutes: 60, share: (minute: number) => (minute >= 300 ? 1 : 0) }
    expect(incidentsFor(watched({ ...late, changes: [moved(300)] }))[0]?.suspects).toHaveLength(1)
    // A traffic share, too.
    const share: Change = {
      ...{ kind: 'change', at: 180 * 60_000 },
      what: { type: 'share', stage: 'split', from: 0, to: 100, by: 'a person', why: 'a canary' },
    }
    expect(causes(share)).toEqual(service)
    expect(causes({ ...share, at: 299 * 60_000 })).toEqual([['move', 'bad-version']])
  })

  test('a fully silenced incident stays in the list without a notification', () => {
    const strict: readonly Slo[] = [{ id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 }]
    const [one, ...more] = incidentsFor(
      watched({ fails: (m) => (m >= 301 && m < 303 ? 0.7 : 0), changes: [moved(300)] }, strict),
    )
    expect(more).toEqual([])
    expect(one).toMatchObject({ severity: 'page', silenced: { untilMinute: 310 }, calmMinute: 303 })
    expect(one?.notifiedMinute).toBeUndefined()
  })

  test('the user acknowledges, comments and resolves; later alerts are a new incident; a silence delays them', () => {
    const past = watched({ fails: between(300, LENGTH, 0.5) })
    const [before] = incidentsFor(past)
    if (!before) throw new Error('no incident was reported')
    expect(before.state).toBe('open')
    const on = { incident: before.id, minute: 310 }
    const noted: IncidentAction = { act: 'note', ...on, text: 'restarted it' }
    expect(incidentsFor(past, [{ act: 'acknowledge', ...on }, noted])[0]).toMatchObject({
      state: 'acknowledged',
      notes: [{ minute: 310, text: 'restarted it' }],
    })
    const resolved = incidentsFor(past, [{ act: 'resolve', ...on, minute: before.fromMinute + 1 }])
    expect(resolved[0]).toMatchObject({
      ...{ state: 'resolved', resolvedBy: 'user', resolvedMinute: before.fromMinute + 1 },
    })
    expect(resolved.length).toBeGreaterThan(1)
    expect(incidentsFor(past, [{ act: 'silence', minute: 290, minutes: 60 }])[0]).toMatchObject({
      notifiedMinute: 350,
      silenced: { untilMinute: 350, by: 'user' },
    })
  })

  test('its requests match the cause and broke its objectives, worst first', () => {
    const past = watched(BAD_DEPLOY)
    const [one] = incidentsFor(past)
    if (!one) throw new Error('no incident was reported')
    const ids = worstRequests({ buffer: past.buffer, book }, SLOS, one, 9)
    expect(ids).toHaveLength(9)
    for (const id of ids) expect(past.buffer.columns.version[id]).toBe(1)
    expect(past.buffer.columns.status[ids[0] as number]).toBe(4)
    expect(past.buffer.columns.total[ids[1] as number]).toBe(401)
  })
})

test('requests of a later outage, while rules with long windows still fire, belong to its own incident', () => {
  const past = watched({
    fails: (minute) => (minute >= 300 && minute < 330 ? 0.9 : minute >= 400 && minute < 430 ? 1 : 0),
  })
  const [first, second] = incidentsFor(past).filter(({ severity }) => severity === 'page')
  if (!first || !second) throw new Error('not two incidents')
  expect([first.calmMinute, first.toMinute === undefined || first.toMinute > 430]).toEqual([330, true])
  const minutesOf = (one: typeof first) =>
    worstRequests({ buffer: past.buffer, book }, SLOS, one, 50).map(
      (id) => (past.buffer.columns.at[id] as number) / 60_000,
    )
  expect(Math.max(...minutesOf(first))).toBeLessThan(330)
  expect(Math.max(...minutesOf(second))).toBeGreaterThan(400)
})

test('among equally bad requests, different rows and mistakes come before repeated ones', () => {
  const past = watched({ wrong: between(300, 400, 0.9) })
  const one = incidentsFor(past).find(({ alerts }) => burnsOf(alerts).some(({ slo }) => slo === 'right'))
  if (!one) throw new Error('no incident was reported')
  const { columns, label } = past.buffer
  // The pool has 10 rows, so inputs repeat.
  for (let id = 0; id < past.buffer.next; id++) columns.row[id] = id % 10
  const ids = worstRequests({ buffer: past.buffer, book }, SLOS, one, 8)
  expect(new Set(ids.map((id) => columns.row[id])).size).toBe(8)
  expect(new Set(ids.slice(0, 2).map((id) => label[id])).size).toBe(2)
})

describe('grading', () => {
  const event = (id: string, kind: string, from: number, to: number, params = {}) => ({
    ...params,
    ...{ id, kind, startMs: from * 60_000, lengthMs: (to - from) * 60_000 },
  })
  const scenario: Scenario = {
    seed: 1,
    durationMs: LENGTH * 60_000,
    events: [
      event('rate', 'rate', 0, LENGTH, { perMinute: 60 }),
      event('crash', 'crash', 100, 130),
      event('slow', 'slow', 300, 400),
      event('stale', 'stale', 500, 520, { column: 'x' }),
    ],
  }
  function graded(world: Omit<World, 'minutes'>, acts: readonly IncidentAction[] = []) {
    const past = watched(world)
    const truth = Object.fromEntries(
      past.state.objectives.flatMap(({ slo, past: own }) => {
        const minutes = slo.kind === 'accuracy' ? past.harm : own?.counts.minutes
        return minutes ? [[slo.id, minutes]] : []
      }),
    )
    return gradeIncidents({
      scenario,
      slos: SLOS,
      rules: BURN_RULES,
      truth,
      incidents: incidentsFor(past, acts),
      minute: LENGTH,
    })
  }

  test('a fault that affected an objective and notified is found, with its time to detect; one without effect is not missed', () => {
    const grade = graded({ fails: between(100, 130, 0.5), late: between(300, 400, 0.5) })
    expect(grade).toMatchObject({ precision: 1, recall: 1 })
    expect(grade.faults.map(({ note: id, felt }) => [id, felt])).toEqual([
      ['crash', ['up']],
      ['slow', ['fast']],
      ['stale', []],
    ])
    expect(grade.faults[0]?.minutesToDetect).toBeLessThan(5)
    expect(grade.byRule.fast?.found).toBe(2)
    expect(grade.minutesToPage).toBeLessThan(15)
  })

  test('of two simultaneous faults, the one without effect affects no objective', () => {
    const both: Scenario = {
      ...scenario,
      events: [...scenario.events, event('drift', 'drift', 320, 380, { operator: 'noise' })],
    }
    const past = watched({ late: between(300, 400, 0.5) })
    const truth = { fast: past.state.objectives[1]?.past?.counts.minutes ?? { first: 0, total: [], bad: [] } }
    const grade = gradeIncidents({
      scenario: both,
      slos: SLOS,
      rules: BURN_RULES,
      truth,
      incidents: incidentsFor(past),
      minute: LENGTH,
    })
    expect(Object.fromEntries(grade.faults.map(({ note: id, felt }) => [id, felt]))).toEqual({
      crash: [],
      slow: ['fast'],
      drift: [],
      stale: [],
    })
  })

  test('a fault during an open page is neither detected nor missed, and faults are named by what they are', () => {
    const second = event('second', 'drift', 340, 380, { operator: 'blur' })
    const past = watched({ late: (m) => between(300, 400, 0.1)(m) + between(340, 380, 0.5)(m) })
    const truth = { fast: past.state.objectives[1]?.past?.counts.minutes ?? { first: 0, total: [], bad: [] } }
    const grade = gradeIncidents({
      scenario: { ...scenario, events: [...scenario.events, second] },
      ...{ slos: SLOS, rules: BURN_RULES, truth, incidents: incidentsFor(past), minute: LENGTH },
    })
    const [slow, blur] = ['slow', 'second'].map((id) => grade.faults.find(({ note }) => note === id))
    expect(slow).toMatchObject({ felt: ['fast'], incident: expect.any(String) })
    expect(blur).toMatchObject({ title: 'Drift: Blur', felt: ['fast'], openIncident: slow?.incident })
    expect(blur?.minutesToDetect).toBeUndefined()
    expect(grade).toMatchObject({ recall: 1, minutesToDetect: slow?.minutesToDetect })
  })

  test('a page without a fault is false, and a fault without a notification is missed', () => {
    const grade = graded({
      fails: (m) => between(100, 130, 0.5)(m) + between(200, 230, 0.5)(m),
      late: between(300, 400, 0.02),
    })
    expect(grade.precision).toBeLessThan(1)
    expect(Object.values(grade.verdicts)).toContain('false')
    const silent = graded({ fails: between(100, 130, 0.5) }, [{ act: 'silence', minute: 0, minutes: LENGTH }])
    expect(silent).toMatchObject({ recall: 0, verdicts: {} })
    expect(silent.precision).toBeUndefined()
  })

  test('an objective that is missed most of the time, also without a fault, alerts rightly', () => {
    const always = graded({ fails: () => 0.3 })
    expect(Object.values(always.verdicts)).toContain('baseline')
    expect(Object.values(always.verdicts)).not.toContain('false')
    // Half an hour without a fault stays a false alarm.
    const once = graded({ fails: between(40, 70, 0.5) })
    expect(new Set(Object.values(once.verdicts))).toEqual(new Set(['false']))
  })

  test('changes by the user are no false alarms: such an incident after an alias move does not count for precision', () => {
    const past = watched({ fails: between(200, 230, 0.5) })
    const [first] = incidentsFor(past)
    if (!first) throw new Error('no incident was reported')
    const what = { type: 'alias', model: 'm', alias: 'champion', from: 1, by: 'a person', why: '' } as const
    const verdict = (more: Partial<Incident>) => {
      const incidents = [{ ...first, ...more }]
      const calm = { ...scenario, events: [] }
      const grade = gradeIncidents({
        scenario: calm,
        slos: SLOS,
        rules: BURN_RULES,
        truth: {},
        incidents,
        minute: LENGTH,
      })
      return [grade.verdicts[first.id], grade.precision]
    }
    const suspects = [{ at: 199 * 60_000, what }]
    expect(verdict({ cause: { of: 'no version' }, suspects })).toEqual(['moved', undefined])
    expect(verdict({ cause: { of: 'no version' }, suspects: [] })).toEqual(['false', 0])
    expect(verdict({ cause: { of: 'service' }, suspects })).toEqual(['false', 0])
  })
})

test('a new service has five objectives, or three for numbers', () => {
  expect([defaultSlos(true).length, defaultSlos(false).length]).toEqual([5, 3])
})

test.each([
  ['a crash of half an hour that a fallback covers', 'fallback', 'without-fallback', 30, 15],
  ['abstaining on every request', 'abstained', 'without-abstention', 120, 45],
] as const)('%s pages with the default objectives, and has its runbook', (_what, status, slo, lasts, within) => {
  const [requests, ...rest] = logOf({ minutes: 360 })
  if (requests?.kind !== 'requests') throw new Error('the log starts with requests')
  const [from, to] = [120, 120 + lasts]
  const isWithin = (at: number) => at >= from * 60_000 && at < to * 60_000
  requests.at.forEach((at, i) => {
    requests.warm[i] = isWithin(at) && status === 'fallback' ? 0 : 1
    if (!isWithin(at)) return
    requests.status[i] = STATUSES.indexOf(status)
    if (status === 'fallback') requests.version[i] = NO_VERSION_INDEX
  })
  const folding = openFold({ objectives: objectivesOf(defaultSlos(true)) })
  folding.push([requests, ...rest], 360 * 60_000, book)
  const pages = folding.states.objectives.alerts.filter(({ severity }) => severity === 'page')
  expect(pages.map((alert) => alert.slo)).toContain(slo)
  expect(Math.min(...pages.map(({ fromMinute }) => fromMinute)) - from).toBeLessThan(within)
  const { alerts } = folding.states.objectives
  const [incident] = incidentsOf({ alerts, moves: [], acts: [], minute: 360 })
  expect(incident?.runbook).toBe(status === 'abstained' ? 'abstentions' : 'failing')
  const title = incident && incidentTitle(incident, book)
  expect(title).toBe(status === 'abstained' ? 'Many abstentions' : 'Fallback responses: the champion had no replica')
})
