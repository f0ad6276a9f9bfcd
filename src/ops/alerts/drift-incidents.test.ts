/**
 * @file Tests drift incidents: their cause, evidence and requests, silencing during rollouts, and grading against the
 * scenario.
 */
import { describe, expect, test } from 'vitest'
import { BOOK, referenceOf, requestsOf, rowsOf } from '../drift/drift-worlds.test-help'
import { DEFAULT_PLAN } from '../drift/window-drift'
import { openFold } from '../log/fold-log'
import type { Change } from '../log-entry'
import type { Scenario } from '../scenario/scenario'
import type { Minutes } from '../slo'
import { BURN_RULES } from '../slo-burn'
import { deploy } from '../scenario/events/fault-events'
import type { BurnAlert, ServiceChange } from './alert'
import { driftAlertsOf, driftReducer, restoreDrift, savedDrift, setReference } from './drift-alerts'
import { gradeIncidents } from './grade-alerts'
import { incidentTitle } from './incident-title'
import { type IncidentAction, incidentsOf, SILENCE_MINUTES } from './incidents'
import { worstRequests } from './worst-requests'

const N = 100
const world = { seed: 7, rows: 300, n: N }
const reference = referenceOf(world)
/** One request per second: 1,000 without drift, 1,500 with drift, then 1,500 without drift again. */
const PARTS = [rowsOf(world, 1000, 1), rowsOf({ ...world, moved: 1 }, 1500, 2), rowsOf(world, 1500, 3)]
const TABLE = Float32Array.from(PARTS.flatMap((part) => [...part]))
const WIDTH = BOOK.features?.length ?? 0
const minuteOf = (request: number) => Math.floor(request / 60)

function watched(requests: number, changes: readonly Change[] = []) {
  const reducer = driftReducer(reference, { ...DEFAULT_PLAN, n: N })
  const folding = openFold({ drift: reducer })
  folding.push([...changes, requestsOf(TABLE.subarray(0, requests * WIDTH), 0)], requests * 1000, BOOK)
  return { folding, state: folding.states.drift, minute: minuteOf(requests) }
}
function incidents(
  { state, minute }: ReturnType<typeof watched>,
  more: readonly BurnAlert[] = [],
  acts: readonly IncidentAction[] = [],
) {
  const alerts = [...driftAlertsOf(state, minute), ...more].sort((a, b) => a.fromMinute - b.fromMinute)
  return incidentsOf({ alerts, moves: state.moves, acts, minute })
}
const accuracy = (fromMinute: number): BurnAlert => ({
  ...{ id: 'right fast', slo: 'right', rule: 'fast', severity: 'page', kind: 'accuracy' },
  ...{ fromMinute, hotFrom: fromMinute, hotMinute: fromMinute + 5, traits: [], shifts: [], moves: [] },
  numbers: { bad: 9, total: 10, burn: 20, shortBad: 9, shortTotal: 10, shortBurn: 20, interval: { low: 0.5, high: 1 } },
})

describe('drift incidents', () => {
  test('a feature that drifts in two of three windows is a ticket with its size and its evidence', () => {
    const all = incidents(watched(2000))
    expect(all).toHaveLength(1)
    const [one] = all
    expect(one).toMatchObject({
      ...{ state: 'open', severity: 'ticket', runbook: 'drift', notifiedMinute: minuteOf(1199) },
      cause: { of: 'drift', features: ['flipper'] },
    })
    const [alert] = one?.alerts ?? []
    if (alert?.kind !== 'drift') throw new Error('it is of drift')
    expect(alert).toMatchObject({ window: 11, n: N, hotFrom: minuteOf(1000) })
    expect(alert.feature.adjusted).toBeLessThan(DEFAULT_PLAN.alpha)
    expect(alert.feature.psi).toBeGreaterThan(0.25)
    expect(one && incidentTitle(one, BOOK)).toBe('Input drift: flipper')
  })

  test('a reference that arrives after the requests raises the same alerts', () => {
    const folding = openFold({ drift: driftReducer(undefined, { ...DEFAULT_PLAN, n: N }) })
    folding.push([requestsOf(TABLE.subarray(0, 2000 * WIDTH), 0)], 2_000_000, BOOK)
    const { drift } = folding.states
    expect(drift.alerts).toEqual([])
    setReference(drift, reference, { book: BOOK, buffer: folding.buffer })
    expect(drift.alerts).toEqual(watched(2000).state.alerts)
    expect(drift.next).toBe(20)
  })

  test('of several features, the one that drifts most is named first', () => {
    const [alert] = incidents(watched(2000))[0]?.alerts ?? []
    if (alert?.kind !== 'drift') throw new Error('it is of drift')
    const drifts = [0.09, 0.4, 2.28, 0.2].map((psi, i) => ({
      ...{ ...alert, id: `drift ${i}` },
      feature: { ...alert.feature, name: `feature ${psi}`, psi },
    }))
    const [one] = incidentsOf({ alerts: drifts, moves: [], acts: [], minute: minuteOf(2000) })
    expect(one?.cause).toMatchObject({ features: ['feature 2.28', 'feature 0.4', 'feature 0.2', 'feature 0.09'] })
    expect(one && incidentTitle(one, BOOK)).toBe('Input drift: feature 2.28, feature 0.4, and 2 more')
  })

  test('it ends when the drift is no longer persistent, and simulations without drift have none', () => {
    const [one] = incidents(watched(4000))
    expect(one).toMatchObject({ state: 'resolved', resolvedBy: 'itself' })
    expect(one?.toMinute).toBeGreaterThanOrEqual(minuteOf(2600))
    expect(one?.toMinute).toBeLessThanOrEqual(minuteOf(2800))
    expect(incidents(watched(1000))).toEqual([])
  })

  test('a drift that comes and goes keeps one ticket, which resolves after three windows without drift', () => {
    // Two windows with drift, two without, and so on; each has 100 requests.
    const parts = [0, 1, 0, 1, 0, 0].map((moved, i) => rowsOf({ ...world, moved }, 200, 10 + i))
    const all = Float32Array.from(parts.flatMap((part) => [...part]))
    const folding = openFold({ drift: driftReducer(reference, { ...DEFAULT_PLAN, n: N }) })
    folding.push([requestsOf(all, 0)], 1_200_000, BOOK)
    const [alert, ...more] = folding.states.drift.alerts.filter(({ feature }) => feature.name === 'flipper')
    expect(more).toEqual([])
    expect(alert).toMatchObject({ fromMinute: minuteOf(399), driftedMinute: minuteOf(799), toMinute: minuteOf(1099) })
    // The drift ended with its last window, although the ticket stayed open.
    const [one] = incidentsOf({ alerts: driftAlertsOf(folding.states.drift, 60), moves: [], acts: [], minute: 60 })
    expect(one).toMatchObject({ calmMinute: minuteOf(799) + 1, resolvedMinute: minuteOf(1099) })
  })

  test('a deploy that turns an old ticket into a page is its cause, and the page needs an acknowledgment of its own', () => {
    const past = watched(2000)
    const [drift] = driftAlertsOf(past.state, past.minute)
    if (!drift) throw new Error('it drifts')
    const at = drift.fromMinute
    const moved = { type: 'note', note: 'n1', lane: 'faults', on: true, title: deploy.loggedAs } as const
    const deployed: ServiceChange = { at: (at - 5) * 60_000, what: moved }
    const ticket: BurnAlert = { ...accuracy(2), severity: 'ticket', rule: 'slow', id: 'right slow', hotMinute: at + 20 }
    const answers = { ...drift, feature: { ...drift.feature, name: 'answer', of: 'answer' as const } }
    const incidentOf = (changes: readonly ServiceChange[], ...acknowledged: number[]) => {
      const because = { moves: changes, suspects: changes }
      const all = [ticket, { ...answers, ...because }, { ...accuracy(at + 10), id: 'right fast', ...because }]
      const acts = acknowledged.map((minute) => ({ act: 'acknowledge' as const, incident: ticket.id, minute }))
      const [one, ...others] = incidentsOf({ alerts: all, moves: changes, acts, minute: at + 21 })
      expect(others).toEqual([])
      return one
    }
    expect(incidentOf([deployed])).toMatchObject({
      ...{ cause: { of: 'move', move: deployed }, runbook: 'bad-version', moves: [deployed], suspects: [deployed] },
    })
    // Labels show wrong predictions, so the drift of the predictions is no cause.
    expect(incidentOf([])).toMatchObject({ cause: { of: 'answers' }, runbook: 'wrong-answers', moves: [] })
    expect(incidentOf([deployed], 4)).toMatchObject({ severity: 'page', state: 'open', takenMinute: 4 })
    expect(incidentOf([deployed], 4, at + 12)).toMatchObject({ state: 'acknowledged', takenMinute: 4 })
  })

  test('predictions that are wrong everywhere at the same time join the incident, which becomes a page', () => {
    const past = watched(2000)
    const all = incidents(past, [accuracy(minuteOf(1500))])
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ severity: 'page', runbook: 'drift', cause: { of: 'drift' } })
    expect(all[0] && incidentTitle(all[0], BOOK)).toBe('Low accuracy and input drift: flipper')
    // If the errors come from a single version, the inputs did not cause them.
    const of = { of: 'version', value: 0, bad: 9, total: 10, otherBad: 0, otherTotal: 50 } as const
    const wrong = [{ ...accuracy(minuteOf(1500)), traits: [of] }]
    expect(incidents(past, wrong)).toHaveLength(2)
    // Predictions of that version that drift have the same cause.
    const [drift] = driftAlertsOf(past.state, past.minute)
    if (!drift) throw new Error('it drifts')
    const feature = { ...drift.feature, name: 'confidence', of: 'answer' as const }
    const causes = (version: number) =>
      incidentsOf({ alerts: [{ ...drift, feature, version }, ...wrong], moves: [], acts: [], minute: past.minute })
    expect(causes(0).map(({ cause }) => cause)).toEqual([{ of: 'version', value: 0 }])
    expect(causes(1)).toHaveLength(2)
  })

  test('a rollout silences it, and so does the user', () => {
    const at = 1150
    const what = { type: 'share', stage: 'split', from: 0, to: 5, by: 'a person', why: 'a canary' } as const
    const [silenced] = incidents(watched(2000, [{ kind: 'change', at: at * 1000, what }]))
    expect(silenced).toMatchObject({ notifiedMinute: minuteOf(at) + SILENCE_MINUTES, cause: { of: 'drift' } })
    const [silent] = incidents(watched(2000), [], [{ act: 'silence', minute: 15, minutes: 500 }])
    expect(silent?.notifiedMinute).toBeUndefined()
    expect(silent?.silenced).toMatchObject({ by: 'user' })
  })

  test('its requests have the most extreme values', () => {
    const past = watched(2000)
    const [one] = incidents(past)
    if (!one) throw new Error('no incident was reported')
    const { buffer } = past.folding
    const ids = worstRequests({ buffer, book: BOOK }, [], one, 5)
    expect(ids).toHaveLength(5)
    const flipper = ids.map((id) => buffer.columns.features[id * WIDTH + 1] as number)
    const window = Array.from({ length: N }, (_, i) => buffer.columns.features[(1100 + i) * WIDTH + 1] as number)
    expect(flipper).toEqual(window.sort((a, b) => b - a).slice(0, 5))
  })

  test('saved state resumes as if there had been no reload', () => {
    const whole = watched(4000).state
    const half = JSON.parse(JSON.stringify(savedDrift(watched(2000).state))) as ReturnType<typeof savedDrift>
    const folding = openFold({ drift: driftReducer(undefined, { ...DEFAULT_PLAN, n: N }) })
    restoreDrift(folding.states.drift, half)
    // Requests are not evaluated until a reference is available.
    folding.push([requestsOf(TABLE.subarray(0, 2000 * WIDTH), 0)], 2_000_000, BOOK)
    expect(folding.states.drift.next).toBe(20)
    folding.states.drift.reference = reference
    folding.push([requestsOf(TABLE.subarray(2000 * WIDTH), 2000)], 4_000_000, BOOK)
    const times = ({ alerts }: typeof whole) => alerts.map(({ id, fromMinute, toMinute }) => [id, fromMinute, toMinute])
    expect(times(folding.states.drift)).toEqual(times(whole))
  })
})

describe('the grade of drift', () => {
  const event = (id: string, kind: string, from: number, to: number, params = {}) => ({
    ...params,
    ...{ id, kind, startMs: from * 1000, lengthMs: (to - from) * 1000 },
  })
  const graded = (events: Scenario['events'], requests = 4000, refused?: Minutes) => {
    const past = watched(requests)
    const scenario: Scenario = { seed: 1, durationMs: 4_000_000, events }
    return gradeIncidents({
      scenario,
      slos: [],
      rules: BURN_RULES,
      truth: {},
      incidents: incidents(past),
      minute: past.minute,
      ...(refused && { refused }),
    })
  }

  test('an event whose requests are refused leaves no drift to find', () => {
    // From 55 to 65 minutes, after the drift.
    const missing = event('missing', 'missing', 3300, 3900, { column: 'mass', share: 0.2 })
    const total = new Array<number>(70).fill(100)
    const during = (bad: number) => total.map((_, minute) => (minute >= 55 && minute < 65 ? bad : 0))
    const events = (bad: number) => graded([missing], 4000, { first: 0, total, bad: during(bad) }).drift.events
    expect(graded([missing]).drift.events).toBe(1)
    expect([0, 5, 20].map(events)).toEqual([1, 1, 0])
    // The service refuses as many without the event.
    const always = { first: 0, total, bad: total.map(() => 20) }
    expect(graded([missing], 4000, always).drift.events).toBe(1)
    // Drift that was found counts.
    const found = event('missing', 'missing', 1000, 2500, { column: 'mass', share: 0.2 })
    const bad = total.map((_, minute) => (minute >= 16 && minute < 42 ? 20 : 0))
    expect(graded([found], 4000, { first: 0, total, bad }).drift).toMatchObject({ events: 1, found: 1 })
  })

  test('an event that changes inputs is found, with its minutes to detect', () => {
    const grade = graded([event('drift', 'drift', 1000, 2500, { operator: 'noise', strength: 1 })])
    expect(grade.drift).toEqual({ events: 1, found: 1, incidents: 1, right: 1, minutesToDetect: 2 })
    expect(grade).toMatchObject({ precision: 1, faults: [{ note: 'drift', driftMinutes: 2, felt: [] }] })
    // The event did not affect any objective, so it does not count toward recall.
    expect(grade.recall).toBeUndefined()
  })

  test('drift during an open incident of something else is a new incident, and the earlier one stays false', () => {
    const past = watched(2000)
    const [first] = driftAlertsOf(past.state, past.minute)
    if (!first) throw new Error('it drifts')
    const { fromMinute, hotFrom, hotMinute } = first
    const minute = past.minute + 60
    const real = { ...first, fromMinute: fromMinute + 60, hotFrom: hotFrom + 60, hotMinute: hotMinute + 60 }
    const early = { id: 'early', fromMinute: 3, hotFrom: 2, hotMinute: minute }
    const alarm = { ...real, ...early, feature: { ...real.feature, name: 'confidence', of: 'answer' as const } }
    const scenario: Scenario = {
      ...{ seed: 1, durationMs: 8_000_000 },
      events: [event('drift', 'drift', 4600, 6100, { operator: 'noise', strength: 1 })],
    }
    const gradeOf = (alarms: readonly (typeof real)[]) => {
      const all = incidentsOf({ alerts: [...alarms, real], moves: [], acts: [], minute })
      const more = { slos: [], rules: BURN_RULES, truth: {}, minute }
      return [all.length, gradeIncidents({ scenario, incidents: all, ...more })] as const
    }
    const [two, grade] = gradeOf([alarm])
    expect(two).toBe(2)
    expect(grade.precision).toBe(0.5)
    expect(grade.drift).toMatchObject({ events: 1, found: 1, incidents: 2, right: 1 })
    // Another input that drifts already keeps its incident open, which was false when it opened.
    const [one, absorbed] = gradeOf([{ ...alarm, feature: { ...real.feature, name: 'bill' } }])
    expect(one).toBe(1)
    expect(absorbed.precision).toBe(0)
    expect(absorbed.drift).toMatchObject({ incidents: 1, right: 0 })
  })

  test('predictions drift in a bad deploy too: it is found that way, and they are no false alarm', () => {
    const [one] = incidents(watched(4000))
    const [alert] = one?.alerts ?? []
    if (!one || alert?.kind !== 'drift') throw new Error('it is of drift')
    const gradeOptions = {
      ...one,
      alerts: [{ ...alert, feature: { ...alert.feature, name: 'answer', of: 'answer' as const } }],
    }
    // Half of all predictions are wrong from minute 17 to 41; before and after, only a few are.
    const bad = Array.from({ length: 66 }, (_, i) => (i >= 17 && i < 42 ? 30 : 0))
    const slo = { id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 7 } as const
    const grade = (kind: string) =>
      gradeIncidents({
        scenario: {
          seed: 1,
          durationMs: 4_000_000,
          events: [event('it', kind, 1000, 2500, { model: 'permuted classes' })],
        },
        ...{ slos: [slo], rules: BURN_RULES, incidents: [gradeOptions], minute: 66 },
        truth: { right: { first: 0, total: bad.map(() => 60), bad } },
      })
    const is = grade('deploy')
    expect(is).toMatchObject({ verdicts: { [one.id]: 'true' }, causes: { [one.id]: ['it'] }, precision: 1, recall: 1 })
    expect(is.faults).toMatchObject([{ felt: ['right'], incident: one.id, minutesToDetect: 2 }])
    expect(is.drift).toEqual({ events: 0, found: 0, incidents: 1, right: 1 })
    // A slow replica makes the same predictions, so it cannot explain this drift.
    expect(grade('slow').verdicts).toEqual({ [one.id]: 'false' })
  })

  test('an alarm during a fault that changes no input is false, and drift without a notification is missed', () => {
    const slowReplica = graded([event('slow', 'slow', 1000, 2500, { replica: 0, times: 10 })])
    expect(slowReplica.drift).toEqual({ events: 0, found: 0, incidents: 1, right: 0 })
    expect(slowReplica.precision).toBe(0)
    const early = graded([event('drift', 'drift', 0, 600, { operator: 'noise', strength: 1 })], 1000)
    expect(early.drift).toEqual({ events: 1, found: 0, incidents: 0, right: 0 })
  })
})
