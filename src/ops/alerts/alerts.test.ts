/** Alerts and incidents: what is watched live, grouped by cause, silenced in rollouts, read again, and graded against the truth. */
import { describe, expect, test } from 'vitest'
import { fold, openFold } from '../log/fold'
import { type Change, type Entry, NONE } from '../record'
import { harm } from '../reducers/harm'
import { alertsOf, budgetOf, objectivesOf } from '../reducers/objectives'
import { rewatch } from '../reducers/rewatch'
import type { Score } from '../scenario/scenario'
import type { Slo } from '../slo'
import { burnDown, firings } from '../slo-burn'
import { BURN_RULES } from '../burn-rules'
import { defaultSlos } from '../default-slos'
import { gradeOf } from './grading'
import { type Act, burnsOf, type Incident, incidentsOf, QUIET_MINUTES } from './incidents'
import { book, cutLog, logOf, type World } from './past.test-help'
import { makeTraitCounts } from './traits'
import { worstOf } from './worst'

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
  const reducers = { objectives: objectivesOf(slos), harm }
  const folding = openFold(reducers)
  folding.push(entries, LENGTH * 60_000, book)
  return { entries, state: folding.states.objectives, ring: folding.ring, harm: folding.states.harm }
}
const told = ({ state }: ReturnType<typeof watched>, acts: readonly Act[] = []) =>
  incidentsOf({ alerts: alertsOf(state), moves: state.moves, acts, minute: state.minute })
const moved = (minute: number, to = 2): Change => ({
  kind: 'change',
  at: minute * 60_000,
  what: { type: 'alias', model: 'digits', alias: 'champion', from: 1, to, by: 'a person', why: 'better' },
})

/** Version 2 gets a third from minute 300 to 420; it fails, is late and is wrong. */
const BAD_DEPLOY: Omit<World, 'minutes'> = {
  share: (minute) => (minute >= 300 && minute < 420 ? 0.33 : 0),
  fails: (_, version) => (version === 1 ? 0.3 : 0),
  late: (_, version) => (version === 1 ? 0.9 : 0),
  wrong: (_, version) => (version === 1 ? 0.95 : 0.02),
}

describe('objectives', () => {
  test('the same log read as it came, at once, or again from the ring is the same', () => {
    const entries = logOf({ minutes: LENGTH, ...BAD_DEPLOY, changes: [moved(299)] })
    const reducers = { objectives: objectivesOf(SLOS) }
    const whole = fold(reducers, entries, LENGTH * 60_000, book).objectives
    const live = openFold(reducers)
    for (const { entries: some, through } of cutLog(entries, LENGTH, 7)) live.push(some as Entry[], through, book)
    expect(whole.alerts.length).toBeGreaterThan(3)
    expect(live.states.objectives.alerts).toEqual(whole.alerts)
    const late = openFold({ objectives: objectivesOf([]) })
    late.push(entries, LENGTH * 60_000, book)
    const { ring, minute } = late
    const again = rewatch({ ring, book, minute, slos: SLOS, rules: BURN_RULES, before: late.states.objectives })
    expect(again.alerts).toEqual(whole.alerts)
    expect(again.watched.map((one) => one.past?.counts.minutes)).toEqual(
      whole.watched.map((one) => one.past?.counts.minutes),
    )
  })

  test('alerts are those of the minutes counted, and the budget is that of its burn-down', () => {
    const { state } = watched(BAD_DEPLOY)
    for (const one of state.watched) {
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

  test('a label counts in the minute it comes, once', () => {
    const { state, ring } = watched({ wrong: () => 0.1, delayMinutes: 5 })
    const right = state.watched[2]?.past?.counts.minutes
    expect(Array.from(right?.total ?? []).slice(0, 7)).toEqual([0, 0, 0, 0, 0, 60, 60])
    expect(ring.next).toBe(LENGTH * 60)
  })
})

describe('incidents', () => {
  test('one bad deploy that breaks three objectives is one incident, of its version', () => {
    const all = told(watched(BAD_DEPLOY))
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ severity: 'page', cause: { of: 'version', value: 1 }, runbook: 'bad-version' })
    expect(new Set(burnsOf(all[0]?.alerts ?? []).map(({ slo }) => slo))).toEqual(new Set(['up', 'fast', 'right']))
    expect(all[0]?.fromMinute).toBeGreaterThanOrEqual(300)
    expect(all[0]?.fromMinute).toBeLessThan(306)
  })

  test('the usual errors of the hours before do not hide a version that went bad: it is named while a slow rule alone has fired', () => {
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

  test('a version is no worse than what no version answered: late answers of the only one are of the service', () => {
    const traits = makeTraitCounts()
    for (let i = 0; i < 100; i++) traits.count(0, 0)
    for (let i = 0; i < 40; i++) traits.count(NONE, 0)
    for (let i = 0; i < 30; i++) traits.countBad(0, 0, {})
    traits.turn()
    expect(traits.traits(30)).toEqual([])
    for (let i = 0; i < 200; i++) traits.countBad(NONE, 0, {})
    traits.turn()
    expect(traits.traits(30)).toMatchObject([{ of: 'version', value: NONE }])
  })

  test('it is over when no rule fires, not when its budget rests; what began as a ticket says when it became a page', () => {
    const past = watched(BAD_DEPLOY)
    const alerts = alertsOf(past.state)
    const last = alerts.filter(({ toMinute }) => toMinute === undefined)
    expect(last.map(({ rule }) => rule)).toContain('days')
    const [goesOn] = told(past)
    expect(goesOn?.state).toBe('open')
    expect(goesOn?.toMinute).toBeUndefined()
    expect(goesOn?.calmMinute).toBeGreaterThanOrEqual(420)
    expect(goesOn?.calmMinute).toBeLessThan(440)
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

  test('what breaks at other times, or at the same time elsewhere, is an incident of its own', () => {
    const apart = told(watched({ fails: (minute) => between(100, 130, 0.5)(minute) + between(450, 480, 0.5)(minute) }))
    expect(apart.map(({ cause }) => cause.of)).toEqual(['service', 'service'])
    const elsewhere = told(
      watched({
        late: between(300, 400, 0.5),
        wrong: (minute, _, slice) => (slice === 1 ? between(300, 400, 0.9)(minute) : 0.02),
      }),
    )
    expect(elsewhere.map(({ cause }) => cause)).toEqual([{ of: 'service' }, { of: 'slice', value: 1 }])
    expect(elsewhere.map(({ runbook }) => runbook)).toEqual(['slow', 'slice'])
  })

  test('a quiet service has none', () => {
    expect(told(watched({ fails: () => 0.001, wrong: () => 0.03 }))).toEqual([])
  })

  test('a rollout silences for its quiet time, then it is told; what is over by then is shown as silenced', () => {
    const during = (until: number) =>
      told(watched({ ...BAD_DEPLOY, share: (m) => (m >= 300 && m < until ? 0.5 : 0), changes: [moved(300)] }))
    const [long] = during(420)
    expect(long).toMatchObject({ toldMinute: 300 + QUIET_MINUTES, silenced: { untilMinute: 300 + QUIET_MINUTES } })
    expect(long?.moves.map(({ at }) => at)).toEqual([300 * 60_000])
  })

  test('done before is what was done by the time it began, a deploy of the score too: a cure that comes after is no suspect', () => {
    const deployed: Change = {
      ...{ kind: 'change', at: 300 * 60_000 },
      what: { type: 'note', note: 'n', lane: 'faults', title: 'Bad deploy', on: true },
    }
    const [one] = told(watched({ ...BAD_DEPLOY, changes: [deployed, moved(340)] }))
    expect(one?.alerts.some(({ fromMinute }) => fromMinute >= 340)).toBe(true)
    expect(one?.moves.map(({ at }) => at)).toEqual([deployed.at])
    expect(one?.silenced?.by).not.toMatchObject({ at: deployed.at })
  })

  test('what is silenced altogether stays in the list, untold', () => {
    const strict: readonly Slo[] = [{ id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 }]
    const [one, ...more] = told(
      watched({ fails: (m) => (m >= 301 && m < 303 ? 0.7 : 0), changes: [moved(300)] }, strict),
    )
    expect(more).toEqual([])
    expect(one).toMatchObject({ severity: 'page', silenced: { untilMinute: 310 }, calmMinute: 303 })
    expect(one?.toldMinute).toBeUndefined()
  })

  test('a person acknowledges, writes down, resolves; what comes after is new; a silence holds it back', () => {
    const past = watched({ fails: between(300, LENGTH, 0.5) })
    const [before] = told(past)
    if (!before) throw new Error('nothing was told')
    expect(before.state).toBe('open')
    const on = { incident: before.id, minute: 310 }
    const noted: Act = { act: 'note', ...on, text: 'restarted it' }
    expect(told(past, [{ act: 'acknowledge', ...on }, noted])[0]).toMatchObject({
      state: 'acknowledged',
      notes: [{ minute: 310, text: 'restarted it' }],
    })
    const resolved = told(past, [{ act: 'resolve', ...on, minute: before.fromMinute + 1 }])
    expect(resolved[0]).toMatchObject({ state: 'resolved', resolvedBy: 'user' })
    expect(resolved.length).toBeGreaterThan(1)
    expect(told(past, [{ act: 'silence', minute: 290, minutes: 60 }])[0]).toMatchObject({
      toldMinute: 350,
      silenced: { untilMinute: 350, by: 'user' },
    })
  })

  test('the requests behind it are of its cause and broke its objectives, the worst first', () => {
    const past = watched(BAD_DEPLOY)
    const [one] = told(past)
    if (!one) throw new Error('nothing was told')
    const ids = worstOf({ ring: past.ring, book }, SLOS, one, 9)
    expect(ids).toHaveLength(9)
    for (const id of ids) expect(past.ring.columns.version[id]).toBe(1)
    expect(past.ring.columns.status[ids[0] as number]).toBe(4)
    expect(past.ring.columns.total[ids[1] as number]).toBe(401)
  })
})

test('of requests that are as bad, other rows and other mistakes come before the same once more', () => {
  const past = watched({ wrong: between(300, 400, 0.9) })
  const one = told(past).find(({ alerts }) => burnsOf(alerts).some(({ slo }) => slo === 'right'))
  if (!one) throw new Error('nothing was told')
  const { columns, label } = past.ring
  // The pool is of 10 rows, drawn again and again.
  for (let id = 0; id < past.ring.next; id++) columns.row[id] = id % 10
  const ids = worstOf({ ring: past.ring, book }, SLOS, one, 8)
  expect(new Set(ids.map((id) => columns.row[id])).size).toBe(8)
  expect(new Set(ids.slice(0, 2).map((id) => label[id])).size).toBe(2)
})

describe('grading', () => {
  const note = (id: string, kind: string, from: number, to: number, params = {}) => ({
    ...params,
    ...{ id, kind, startMs: from * 60_000, lengthMs: (to - from) * 60_000 },
  })
  const score: Score = {
    seed: 1,
    durationMs: LENGTH * 60_000,
    notes: [
      note('rate', 'rate', 0, LENGTH, { perMinute: 60 }),
      note('crash', 'crash', 100, 130),
      note('slow', 'slow', 300, 400),
      note('stale', 'stale', 500, 520, { column: 'x' }),
    ],
  }
  function graded(world: Omit<World, 'minutes'>, acts: readonly Act[] = []) {
    const past = watched(world)
    const truth = Object.fromEntries(
      past.state.watched.flatMap(({ slo, past: own }) => {
        const minutes = slo.kind === 'accuracy' ? past.harm.counts?.minutes : own?.counts.minutes
        return minutes ? [[slo.id, minutes]] : []
      }),
    )
    return gradeOf({ score, slos: SLOS, rules: BURN_RULES, truth, incidents: told(past, acts), minute: LENGTH })
  }

  test('a fault that was felt and told is found, with the minutes it took; one that nothing felt is not missed', () => {
    const grade = graded({ fails: between(100, 130, 0.5), late: between(300, 400, 0.5) })
    expect(grade).toMatchObject({ precision: 1, recall: 1 })
    expect(grade.faults.map(({ note: id, felt }) => [id, felt])).toEqual([
      ['crash', ['up']],
      ['slow', ['fast']],
      ['stale', []],
    ])
    expect(grade.faults[0]?.minutesToDetect).toBeLessThan(5)
    expect(grade.byRule.fast?.found).toBe(2)
  })

  test('of two faults at once the one that did nothing is not felt', () => {
    const both: Score = { ...score, notes: [...score.notes, note('drift', 'drift', 320, 380, { operator: 'noise' })] }
    const past = watched({ late: between(300, 400, 0.5) })
    const truth = { fast: past.state.watched[1]?.past?.counts.minutes ?? { first: 0, total: [], bad: [] } }
    const grade = gradeOf({ score: both, slos: SLOS, rules: BURN_RULES, truth, incidents: told(past), minute: LENGTH })
    expect(Object.fromEntries(grade.faults.map(({ note: id, felt }) => [id, felt]))).toEqual({
      crash: [],
      slow: ['fast'],
      drift: [],
      stale: [],
    })
  })

  test('a page without any fault is false, and a fault nobody was told of is missed', () => {
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

  test('what a person did is no false alarm: an incident of who answers, after a flag was moved, counts for no precision', () => {
    const past = watched({ fails: between(200, 230, 0.5) })
    const [first] = told(past)
    if (!first) throw new Error('nothing was told')
    const what = { type: 'alias', model: 'm', alias: 'champion', from: 1, by: 'a person', why: '' } as const
    const verdict = (more: Partial<Incident>) => {
      const incidents = [{ ...first, ...more }]
      const calm = { ...score, notes: [] }
      const grade = gradeOf({ score: calm, slos: SLOS, rules: BURN_RULES, truth: {}, incidents, minute: LENGTH })
      return [grade.verdicts[first.id], grade.precision]
    }
    const moves = [{ at: 199 * 60_000, what }]
    expect(verdict({ cause: { of: 'no version' }, moves })).toEqual(['moved', undefined])
    expect(verdict({ cause: { of: 'no version' }, moves: [] })).toEqual(['false', 0])
    expect(verdict({ cause: { of: 'service' }, moves })).toEqual(['false', 0])
  })
})

test('what is promised at first is three objectives, of numbers two', () => {
  expect([defaultSlos(true).length, defaultSlos(false).length]).toEqual([3, 2])
})
