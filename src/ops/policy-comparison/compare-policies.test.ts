/**
 * Tests policy comparison: all policies go through the same year and are retrained by their own rules, with
 * bit-identical results no matter how the year is split into steps.
 */
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_PRICES,
  isFinished,
  type PolicyComparisonState,
  policyOutcome,
  simulateWeek,
  startComparison,
  verdictText,
} from './compare-policies'
import {
  A_DAY,
  type ComparisonWorld,
  DELAY_DAYS,
  driftSchedule,
  driftStrength,
  makeWorld,
  WEEKS,
} from './simulated-year'
import { twoSensors } from './simulated-year.test-help'

function made(seed: number): ComparisonWorld {
  const making = makeWorld(twoSensors(400), seed)
  let step = making.next()
  while (!step.done) step = making.next()
  return step.value
}

function runYear(world: ComparisonWorld): PolicyComparisonState {
  let state = startComparison(world)
  while (!isFinished(state)) state = simulateWeek(world, state)
  return state
}

const world = made(7)
const state = runYear(world)
const of = (id: string) => state.policies.find((one) => one.id === id) as PolicyComparisonState['policies'][number]

describe('the year', () => {
  it('has requests every day, and labels a week later in order of arrival', () => {
    expect(world.day.filter((day) => day === 100)).toHaveLength(A_DAY)
    expect(Array.from(world.labelDay)).toEqual(Array.from(world.labelDay).sort((a, b) => a - b))
    for (const [i, place] of world.labels.entries())
      expect(world.labelDay[i]).toBe((world.day[place] as number) + DELAY_DAYS)
  })
  it('never evaluates on a labeled request, because its row may repeat', () => {
    for (const place of world.labels) expect(world.counts[place]).toBe(0)
  })
  it('drifts as scheduled', () => {
    const [moved, scaled] = driftSchedule('two sensors', twoSensors(10).columns) as never as Parameters<
      typeof driftStrength
    >[0][]
    if (!moved || !scaled) throw new Error('drifts')
    expect([0, 69, 133, 363].map((day) => driftStrength(moved, day))).toEqual([0, 0, 1, 1])
    expect([181, 200, 259].map((day) => driftStrength(scaled, day))).toEqual([0, 1, 0])
  })
})

describe('the policies', () => {
  it('start with the same champion', () => {
    expect(state.policies.map(({ right }) => right[0])).toEqual(Array(4).fill(of('never').right[0]))
    expect((of('never').right[0] as number) / (of('never').asked[0] as number)).toBeGreaterThan(0.9)
  })
  it('retrain by their rules', () => {
    expect(of('never').trainings).toHaveLength(1)
    expect(
      of('monthly')
        .trainings.slice(1)
        .map(({ week }) => week),
    ).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48])
    expect(of('always').trainings).toHaveLength(WEEKS)
    const drift = of('on drift').trainings.slice(1)
    expect(drift.length).toBeGreaterThan(1)
    expect(drift.length).toBeLessThan(WEEKS / 2)
    // Nothing drifts before day 70.
    expect((drift[0] as { week: number }).week).toBeGreaterThan(9)
  })
  it('use no label before it arrives', () => {
    for (const { labels, trainings } of state.policies) {
      const last = trainings.at(-1)?.week ?? 0
      expect(labels).toBeLessThanOrEqual(world.labelDay.filter((day) => day < 7 * last).length)
    }
    expect(of('never').labels).toBe(0)
  })
  it('are more accurate when retrained, in a year that drifts', () => {
    const right = (id: string) => policyOutcome(of(id), DEFAULT_PRICES).accuracy
    expect(right('on drift')).toBeGreaterThan(right('never') + 0.03)
    expect(right('always')).toBeGreaterThan(right('never') + 0.03)
  })
  it('give the same result in steps with JSON in between, and another result in another year', () => {
    let [other, whole] = [startComparison(world), startComparison(world)]
    for (let week = 0; week < 8; week++)
      [other, whole] = [simulateWeek(world, structuredClone(other)), simulateWeek(world, whole)]
    expect(other).toEqual(whole)
    expect(made(8).samples.x).not.toEqual(world.samples.x)
  })
  it('is bit-identical to the recorded result', () => {
    expect(state.policies.map((policy) => policyOutcome(policy, DEFAULT_PRICES).wrong)).toMatchInlineSnapshot(`
      [
        1262,
        527,
        482,
        445,
      ]
    `)
  })
})

describe('the verdict', () => {
  it('depends on prices', () => {
    const sentence = (label: number) =>
      verdictText(state.policies.map((policy) => policyOutcome(policy, { ...DEFAULT_PRICES, label })))
    expect(sentence(1000)).toMatch(/^At these prices, "Never" wins/)
    expect(sentence(0)).not.toMatch(/^At these prices, "Never" wins/)
  })
})
