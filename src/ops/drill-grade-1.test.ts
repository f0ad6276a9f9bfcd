import { expect, test } from 'vitest'
import { type DrillPart, drillPartText, leftText } from './drill-grade'
import { gradeByFirstRules } from './drill-grade-1'
import type { DrillAction, DrillTally } from './drill-tally'

const QUARTER = 15 * 60_000
const RULES = {
  ...{ lateMs: 150, slowMinutes: 60 },
  price: { wrong: 1, failed: 1, late: 1, unsure: 0.2, label: 1, replicaHour: 0 },
}

/**
 * The result of a drill over one night with ten requests per quarter of an hour; all requests in a quarter have the
 * given cost.
 */
function result(costs: readonly number[], acts: readonly DrillAction[], more: Partial<DrillTally> = {}) {
  const quarters = costs.map((cost) => ({ requests: 10, cost: 10 * cost, squares: 10 * cost * cost }))
  const wrong = quarters.reduce((sum, { cost }) => sum + cost, 0)
  const tally = {
    ...{
      slos: [],
      rules: RULES,
      fallbacks: 0,
      requests: 10 * costs.length,
      counts: { wrong, failed: 0, late: 0, unsure: 0 },
    },
    ...{ bySlice: new Map(), byVersion: new Map(), quarters, budgets: [], labels: 0, ...more },
  } as DrillTally
  return gradeByFirstRules({ tally, faultAt: 2 * QUARTER, acts, nothing: 20, best: 0 })
}
const act = (at: number, kind: DrillAction['kind'] = 'see'): DrillAction => ({ at, kind, what: '' })
const part = (of: ReturnType<typeof result>, id: DrillPart['id']) => ({
  ...of.parts.find((one) => one.id === id),
  text: drillPartText(of, id),
})

test('detection counts from the start of the fault, and resolution until the end of the last bad quarter', () => {
  const found = result([0, 0, 1, 1, 0, 0], [act(2.5 * QUARTER, 'take'), act(3.5 * QUARTER, 'change')])
  expect([found.detectMinutes, found.mendMinutes]).toEqual([7.5, 30])
  expect(part(found, 'mend')).toMatchObject({
    ...{ points: 7.5, of: 15 },
    text: 'back to normal 30 minutes after the fault began; your last change came 22 minutes after it began',
  })
  // The harm equals that of taking no action, so the harm part earns no points.
  expect(part(found, 'harm')?.points).toBe(0)
})

test('a fault that ended without an action was not resolved by the user, and an ongoing one is not resolved', () => {
  const unaided = result([0, 0, 1, 0, 0, 0], [])
  expect([unaided.detectMinutes, unaided.mendMinutes]).toEqual([undefined, undefined])
  expect(part(unaided, 'detect')).toMatchObject({ points: 0, text: 'no action taken' })
  expect(part(unaided, 'mend')).toMatchObject({ points: 0, text: 'ended without any action' })
  expect(part(result([0, 0, 1, 1, 1, 1], [act(3 * QUARTER)]), 'mend')).toMatchObject({
    ...{ points: 0, text: 'not back to normal by the end' },
  })
  expect(part(result([0, 0, 0, 0, 0, 0], [act(2 * QUARTER)]), 'mend')).toMatchObject({ points: 15 })
})

test('a quarter that is slightly worse by chance does not count as ongoing', () => {
  // About ninety labels per quarter of an hour, of which normally 15% show a wrong prediction.
  const wrong = [13, 14, 60, 58, 20, 12, 19, 20]
  const quarters = wrong.map((cost) => ({ requests: 92, cost, squares: cost }))
  const { mendMinutes: resolveMinutes } = result(Array(8).fill(0), [act(3 * QUARTER, 'change')], { quarters })
  expect(resolveMinutes).toBe(30)
})

test('reporting a fault before it starts costs points, and so do labels', () => {
  const early = result([0, 0, 0, 0], [act(QUARTER), act(2 * QUARTER), act(QUARTER, 'label')], { labels: 10 })
  expect([early.falseAlarms, part(early, 'alarms')?.points, part(early, 'labels')?.points]).toEqual([1, -5, -1])
  expect(early.detectMinutes).toBe(0)
})

test('a budget is named by the title of its objective', () => {
  const budgets = [
    { slo: 'accuracy', left: -2.5 },
    { slo: 'valid-and-fast', left: 1 },
  ]
  expect(drillPartText({ ...result([0], []), budgets }, 'budget')).toMatch(
    /^Accuracy: used 3\.5 times the budget; Availability and latency: 100(\.0)?% left$/,
  )
})

test('an overspent budget says how many times, and never shows less than zero', () => {
  expect([1, 0.42, 0, -1.08, -9.99].map(leftText)).toEqual([
    ...['100.0% left', '42.0% left', '0.0% left', 'used 2.1 times the budget', 'used more than 10 times the budget'],
  ])
})
