import { expect, test } from 'vitest'
import { type DrillPart, drillPartText, drillResult } from './drill-grade'
import { type DrillAction, type DrillTally, drillCosts } from './drill-tally'
import { MINUTE } from './scenario/scenario'
import type { ServiceSpec } from './service-spec'

const MINUTES = 240
const FAULT = 60
const RULES = {
  ...{ lateMs: 150, slowMinutes: 100 },
  price: { wrong: 1, failed: 1, late: 1, unsure: 0.2, label: 1, replicaHour: 6 },
}

/** A run in which each minute costs 1, and 10 during these minutes. */
function run(from: number, to: number, extra = 0) {
  const minutes = Array.from({ length: MINUTES }, (_, i) => (i >= from && i < to ? 10 : 1) + extra)
  const tally = {
    ...{ slos: [], rules: RULES, fallbacks: 0, requests: MINUTES, counts: { wrong: 0, failed: 0, late: 0, unsure: 0 } },
    ...{
      bySlice: new Map(),
      byVersion: new Map(),
      quarters: [],
      minutes: [],
      stageRequests: [],
      budgets: [],
      labels: 0,
    },
  } as DrillTally
  return { tally, costs: { minutes, running: extra * MINUTES } }
}

const act = (minute: number, kind: DrillAction['kind'] = 'change'): DrillAction => ({
  at: minute * MINUTE,
  kind,
  what: '',
})

/** The result of a run: the reference solution reports the fault after 20 minutes and ends it after 21. */
function result(yours: ReturnType<typeof run>, acts: readonly DrillAction[], alertMinute?: number) {
  const solution = { detectAt: (FAULT + 20) * MINUTE, fixAt: (FAULT + 21) * MINUTE }
  const others = { nothing: run(FAULT, MINUTES), best: run(FAULT, FAULT + 21) }
  return drillResult({ yours, ...others, faultAt: FAULT * MINUTE, acts, alertMinute, solution })
}
const points = ({ parts }: ReturnType<typeof result>) =>
  Object.fromEntries(parts.map(({ id, points: got }) => [id, Math.round(got)])) as Record<DrillPart['id'], number>

test('the reference solution gets all points, and doing nothing gets none', () => {
  expect(result(run(FAULT, FAULT + 21), [act(80, 'see'), act(81)])).toMatchObject({ score: 100, mendMinutes: 21 })
  expect(points(result(run(FAULT, MINUTES), []))).toMatchObject({ harm: 0, detect: 0, mend: 0 })
})

test('the sentences name the time for all points, of the reference solution, and the time without points', () => {
  const one = result(run(FAULT, 110), [act(75), act(110)])
  const none = one.limits?.none
  expect(drillPartText(one, 'detect')).toBe(
    `15 minutes after the fault began (all points within 20 minutes, none from ${none})`,
  )
  expect(drillPartText(one, 'mend')).toBe(
    `your change worked 50 minutes after the fault began (all points within 21 minutes, none from ${none})`,
  )
})

test('a fix counts from the change after which the harm ends, not from one before it', () => {
  // The first change does not help, the second one does.
  const late = result(run(FAULT, 110), [act(75), act(110)])
  expect([late.detectMinutes, late.mendMinutes]).toEqual([15, 50])
  // The only change takes 20 minutes to work.
  expect(result(run(FAULT, 110), [act(90)]).mendMinutes).toBe(50)
  expect(result(run(FAULT, MINUTES), [act(75)])).not.toHaveProperty('mendMinutes')
})

test('caution is not punished: a change before the fault counts as a fix if it prevents the harm', () => {
  const prevented = result(run(0, 0), [act(10)])
  expect(points(prevented)).toMatchObject({ harm: 45, detect: 0, mend: 20, alarms: 0 })
  expect(drillPartText(prevented, 'mend')).toBe('your change before the fault prevented the harm')
  expect(drillPartText(prevented, 'detect')).toBe('no report or change after the fault began')
  // A report before the fault is a false alarm.
  expect(points(result(run(0, 0), [act(10, 'see'), act(10)])).alarms).toBe(-5)
})

test('a change that ends the harm, with replicas that cost more than the whole reference solution, is no fix', () => {
  // 240 minutes of 3 each for replicas; the reference solution costs 240 + 21 × 9 in all.
  const panic = result(run(0, 0, 3), [act(0, 'see'), act(0)])
  expect(panic).not.toHaveProperty('mendMinutes')
  expect(drillPartText(panic, 'mend')).toBe(
    'no change of yours brought the cost down: replicas and calls alone cost more than the reference solution in all',
  )
  expect(drillPartText(result(run(FAULT, MINUTES), []), 'mend')).toBe(
    'no change of yours brought the cost close to that of the reference solution in time',
  )
})

test('a cost below that of the reference solution is explained', () => {
  expect(drillPartText(result(run(0, 0), [act(10)]), 'harm')).toMatch(
    /^240, .* reference solution: 429, which acts only once the fault shows$/u,
  )
  expect(drillPartText(result(run(FAULT, MINUTES), []), 'harm')).toMatch(/reference solution: 429$/u)
})

test('an acknowledgment counts once there is an alert to acknowledge', () => {
  const acts = [act(FAULT, 'take'), act(95, 'take')]
  expect(result(run(FAULT, MINUTES), acts)).not.toHaveProperty('detectMinutes')
  expect(result(run(FAULT, MINUTES), acts, 90).detectMinutes).toBe(35)
})

test('what replicas cost takes points', () => {
  expect(points(result(run(FAULT, FAULT + 21, 3), [act(80, 'see'), act(81)])).harm).toBeLessThan(30)
})

test('a replica costs while it runs, idle or not, and a call costs what the drill says', () => {
  const model = (id: string, replicas: number, idle: number): ServiceSpec['stages'][number] => ({
    ...{ id, class_name: 'Model', from: [] },
    config: { model: 'm', alias: 'champion', replicas, idle, batch: 1, waitMs: 0, queue: 10 },
  })
  const spec = (...stages: ServiceSpec['stages'][number][]): ServiceSpec => ({ name: 's', stages })
  const costs = (drawn: Parameters<typeof drillCosts>[2], calls: Record<string, number> = {}) => {
    // One request a minute during the first ten minutes.
    const tally = {
      minutes: [1],
      stageRequests: [Array(10).fill(1)],
      rules: { ...RULES, price: { ...RULES.price, calls } },
    }
    return drillCosts(tally, ['a'], drawn, 60 * MINUTE)
  }
  expect(costs([{ minute: 0, spec: spec(model('a', 64, 0)) }]).running).toBeCloseTo(64 * 6)
  // Ten minutes with requests, and five idle ones.
  expect(costs([{ minute: 0, spec: spec(model('a', 1, 5)) }]).running).toBeCloseTo(1.5)
  const halfway = [
    { minute: 0, spec: spec(model('a', 1, 0)) },
    { minute: 30, spec: spec(model('a', 3, 0)) },
  ]
  expect(costs(halfway).running).toBeCloseTo(12)
  const called = costs([{ minute: 0, spec: spec(model('a', 1, 0)) }], { a: 0.5 })
  expect([called.running, called.minutes[0], called.minutes[20]]).toEqual([
    expect.closeTo(11),
    expect.closeTo(1.6),
    0.1,
  ])
})
