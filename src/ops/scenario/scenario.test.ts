import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { randomValue } from '../../catalog/random-value.test-help'
import { count } from '../../messages/format'
import { formatMessage } from '../../messages/message'
import { arrivals } from '../request-arrivals'
import { checkScenario } from './check-scenario'
import { conditionsAt, expectedRequests, rateAt } from './conditions-at'
import { eventKinds } from './events'
import { DAY, HOUR, MAX_EVENTS, MINUTE, type Scenario, type ScenarioEvent, TRACKS } from './scenario'

const day = (events: readonly ScenarioEvent[], durationMs = DAY): Scenario => ({ seed: 1, durationMs, events })
const event = (kind: string, startMs: number, lengthMs: number, params = {}, id = kind): ScenarioEvent => ({
  id,
  kind,
  startMs,
  lengthMs,
  ...params,
})
const problemTexts = (scenario: Scenario) => checkScenario(scenario).map((problem) => formatMessage(problem.message))

test('a day: base rate, daily cycle and burst combine as specified', () => {
  const scenario = day([
    event('rate', 0, DAY, { perMinute: 100 }),
    event('daily', 0, DAY, { depth: 0.5, peak: 12 }),
    event('burst', 6 * HOUR, HOUR, { times: 4 }),
  ])
  expect(checkScenario(scenario)).toEqual([])
  expect(rateAt(scenario, 12 * HOUR)).toBe(150)
  expect(rateAt(scenario, 0)).toBe(50)
  expect(rateAt(scenario, 6 * HOUR)).toBeCloseTo(400, 9)
  expect(rateAt(scenario, 7 * HOUR)).toBeLessThan(120)
  expect(rateAt(scenario, DAY)).toBe(0)
  // The daily cycle has a mean of 1 and is slightly above 1 during the burst, so the burst adds at least three times
  // the base rate for an hour.
  expect(expectedRequests(scenario)).toBeGreaterThan(144_000 + 3 * 6000)
})

test('a week peaks at noon of its busiest day', () => {
  const scenario = day([event('rate', 0, 7 * DAY), event('weekly', 0, 7 * DAY, { depth: 0.5, peak: 'Thu' })], 7 * DAY)
  const rates = Array.from({ length: 14 }, (_, half) => rateAt(scenario, half * (DAY / 2)))
  expect(Math.max(...rates)).toBe(rates[7])
  expect(rates[7]).toBe(90)
  expect(Math.min(...rates)).toBe(rates[0])
  expect(rates[0]).toBe(30)
})

test('curves: a permanent ramp, a sine, pulses, each in 32nds; zero strength has no effect', () => {
  const strengths = (params: object, hours: readonly number[]) =>
    hours.map((hour) => conditionsAt(day([event('drift', 0, DAY, params)]), hour * HOUR).drift[0]?.strength ?? 0)
  expect(strengths({ curve: 'ramp', rise: 0.5 }, [0, 3, 6, 12, 20])).toEqual([0, 0.25, 0.5, 1, 1])
  expect(strengths({ curve: 'sine', period: 12 }, [0, 3, 6, 9, 12])).toEqual([0, 0.5, 1, 0.5, 0])
  expect(strengths({ curve: 'pulse', period: 4, on: 0.25 }, [0, 0.9, 1, 3.9, 4])).toEqual([1, 1, 0, 0, 1])
  expect(strengths({ strength: 0.51 }, [1])).toEqual([0.5])
  expect(conditionsAt(day([event('drift', 0, DAY, { strength: 0.01 })]), HOUR).drift).toEqual([])
})

test('simultaneous events combine, and each track alone leaves the others unchanged', () => {
  const scenario = day([
    event('rate', 0, DAY, { perMinute: 10 }),
    event('share', 0, 12 * HOUR, { slice: 'age < 30', share: 0.4, curve: 'ramp' }),
    event('drift', 0, DAY, { operator: 'noise', column: 'age', amount: 2 }),
    event('slow', 0, HOUR, { replica: 1, times: 20 }),
    event('stale', 0, DAY, { column: 'age', minutes: 90 }),
    event('delay', 0, DAY, { minutes: 120 }),
    event('coverage', 0, DAY, { share: 0.2 }),
  ])
  expect(checkScenario(scenario)).toEqual([])
  expect(conditionsAt(scenario, 6 * HOUR)).toEqual({
    ratePerMinute: 10,
    mix: [{ slice: 'age < 30', share: 0.2 }],
    drift: [{ operator: 'noise', column: 'age', strength: 1, amount: 2 }],
    faults: [{ kind: 'stale', column: 'age', minutes: 90 }],
    labels: { delayMinutes: 120, coverage: 0.2, noise: 0 },
  })
  expect(conditionsAt(day([]), 0)).toEqual({
    ratePerMinute: 0,
    mix: [],
    drift: [],
    faults: [],
    labels: { delayMinutes: 0, coverage: 1, noise: 0 },
  })
})

test('problems are reported with their numbers', () => {
  expect(problemTexts(day([event('rate', 0, DAY, { perMinute: -5 })]))).toEqual([
    'Requests per minute is -5. Use a value from 0 to 600,000.',
  ])
  expect(problemTexts(day([event('rate', 0, DAY), event('rate', 23 * HOUR, HOUR, {}, 'more')]))[0]).toMatch(
    /for 60 minutes/,
  )
  expect(problemTexts(day([event('rate', 23 * HOUR, 2 * HOUR)]))[0]).toMatch(/ends 60 minutes after the scenario ends/)
  expect(problemTexts(day([event('trill', 0, HOUR)]))[0]).toMatch(
    /^There is no event type "trill"\. Available types: rate, daily/,
  )
  expect(problemTexts(day([event('rate', -1, HOUR)]))[0]).toMatch(/starts at -1 ms/)
  expect(problemTexts(day([event('rate', 0, Number.NaN)]))[0]).toMatch(/lasts NaN ms/)
  expect(problemTexts(day([event('missing', 0, HOUR)]))).toEqual([
    '"Missing column" has no effect until you set "Column".',
  ])
  expect(problemTexts(day([event('rate', 0, HOUR), event('burst', 0, HOUR, {}, 'rate')]))[0]).toMatch(
    /2 events have the ID "rate"/,
  )
  expect(problemTexts(day([event('rate', 0, HOUR, { loud: 3 })]))[0]).toMatch(/loud/)
  expect(problemTexts({ seed: -1, durationMs: 10, events: [] })).toHaveLength(2)
  const young = event('share', 0, HOUR, { slice: 'young', share: 0.7 })
  expect(problemTexts(day([young, event('share', 30 * MINUTE, HOUR, { slice: 'old', share: 0.5 }, 'b')]))).toEqual([
    'At minute 30, the shares of young and old add up to 120% of all requests. Lower them to at most 100% in total.',
  ])
  expect(problemTexts(day([young, event('share', HOUR, HOUR, { slice: 'old', share: 0.5 }, 'b')]))).toEqual([])
  expect(problemTexts(day([event('rate', 0, DAY, { perMinute: 600_000 })]))[0]).toMatch(
    /864,000,000 requests; the limit is 20,000,000/,
  )
})

test('a scenario of a million events is refused at once, with both numbers', () => {
  const events = Array.from({ length: 1_000_000 }, (_, i) => event('burst', i, 1, {}, `n${i}`))
  expect(problemTexts(day(events))).toEqual([
    `This scenario has 1,000,000 events; the limit is ${count(MAX_EVENTS)}. One event with a ramp, sine, or pulse curve can replace many.`,
  ])
})

test('drifts of different columns may overlap, and a burst may overlap requests', () => {
  const both = [event('drift', 0, DAY, { column: 'a' }, 'a'), event('drift', 0, DAY, { column: 'b' }, 'b')]
  expect(checkScenario(day(both))).toEqual([])
  expect(checkScenario(day([...both, event('drift', HOUR, HOUR, { column: 'b' }, 'c')]))).toHaveLength(1)
})

test.each(eventKinds.map((def) => [def.kind, def] as const))(
  '%s: plays any parameters that its specs allow',
  (kind, def) => {
    const random = rng(1, { kind: 'generate' })
    expect(TRACKS).toContain(def.track)
    for (let i = 0; i < 50; i++) {
      const params = Object.fromEntries(
        Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]),
      )
      for (const need of def.requires ?? []) params[need] = 'age'
      const base = def.track === 'traffic' ? [] : [event('rate', 0, DAY)]
      const scenario = day([...base, event(kind, HOUR, 5 * HOUR, params)])
      expect(checkScenario(scenario).filter(({ message: content }) => content.code !== 'scenario-requests')).toEqual([])
      for (const atMs of [0, HOUR, 3.3 * HOUR, 6 * HOUR - 1, 6 * HOUR]) {
        const { ratePerMinute, mix, drift } = conditionsAt(scenario, atMs)
        expect(ratePerMinute).toBeGreaterThanOrEqual(0)
        expect(ratePerMinute).toBe(rateAt(scenario, atMs))
        expect(mix.every(({ share }) => share > 0 && share <= 1)).toBe(true)
        expect(drift.every(({ strength }) => strength > 0 && strength <= 1 && Number.isInteger(strength * 32))).toBe(
          true,
        )
      }
    }
  },
)

test('as many requests arrive as the scenario expects', () => {
  const scenario = day([event('rate', 0, DAY, { perMinute: 20 }), event('daily', 0, DAY, { depth: 1 })])
  const count = [...arrivals((minute) => rateAt(scenario, (minute + 0.5) * MINUTE), 0, 1440, scenario)].length
  expect(Math.abs(count - expectedRequests(scenario))).toBeLessThan(3 * Math.sqrt(count))
})
