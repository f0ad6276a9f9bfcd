import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { formatMessage } from '../../messages/message'
import { checkScenario } from './check-scenario'
import { addEvent, duplicateEvent, moveEvent, removeEvent, resizeEvent, setEventParams } from './edit-scenario'
import { parseScenario, printScenario, readScenario } from './print-scenario'
import { DAY, endOf, HOUR, MINUTE, type Scenario } from './scenario'

const empty: Scenario = { seed: 7, durationMs: DAY, events: [] }
const one = addEvent(empty, 'rate', 0, 2 * HOUR, { perMinute: 90 })
const first = ({ events }: Scenario) => events[0]

test('an event is added, moved, stretched, set and removed, and the original stays unchanged', () => {
  expect(first(one)).toEqual({ id: 'n1', kind: 'rate', startMs: 0, lengthMs: 2 * HOUR, perMinute: 90 })
  expect(first(moveEvent(one, 'n1', 5 * HOUR))).toMatchObject({ startMs: 5 * HOUR, lengthMs: 2 * HOUR })
  expect(first(resizeEvent(one, 'n1', { endMs: HOUR }))).toMatchObject({ startMs: 0, lengthMs: HOUR })
  expect(first(resizeEvent(one, 'n1', { startMs: HOUR }))).toMatchObject({ startMs: HOUR, lengthMs: HOUR })
  expect(first(setEventParams(one, 'n1', { perMinute: 5, kind: 'burst' }))).toMatchObject({
    perMinute: 5,
    kind: 'rate',
  })
  expect(removeEvent(one, 'n1').events).toEqual([])
  expect(empty.events).toEqual([])
})

test('dragging cannot move an event out of its scenario or invert it', () => {
  expect(first(moveEvent(one, 'n1', -HOUR))?.startMs).toBe(0)
  expect(first(moveEvent(one, 'n1', 2 * DAY))?.startMs).toBe(22 * HOUR)
  expect(first(resizeEvent(one, 'n1', { endMs: -HOUR }, MINUTE))?.lengthMs).toBe(MINUTE)
  expect(first(resizeEvent(one, 'n1', { startMs: 9 * HOUR }, MINUTE))).toMatchObject({
    startMs: 2 * HOUR - MINUTE,
    lengthMs: MINUTE,
  })
})

test('a copy follows its event with a new id, and ids are not reused', () => {
  const two = duplicateEvent(one, 'n1')
  expect(two.events.map(({ id, startMs }) => [id, startMs])).toEqual([
    ['n1', 0],
    ['n2', 2 * HOUR],
  ])
  expect(checkScenario(two)).toEqual([])
  expect(duplicateEvent(removeEvent(two, 'n1'), 'n2').events.map(({ id }) => id)).toEqual(['n2', 'n3'])
})

test('an edit of a missing event changes nothing', () => {
  for (const same of [moveEvent(one, 'n9', 1), resizeEvent(one, 'n9', { endMs: 1 }), setEventParams(one, 'n9', {})])
    expect(same).toBe(one)
  expect(removeEvent(one, 'n9')).toBe(one)
  expect(duplicateEvent(one, 'n9')).toBe(one)
})

test('any edits in any order leave a scenario within its duration that can be printed and read back', () => {
  const random = rng(3, { kind: 'generate' })
  let scenario = empty
  for (let i = 0; i < 2000; i++) {
    const id = `n${1 + random.below(30)}`
    const at = Math.round((random.uniform() * 1.4 - 0.2) * DAY)
    const edits = [
      (s: Scenario) =>
        s.events.length < 40 ? addEvent(s, 'drift', random.below(DAY / 2), 1 + random.below(DAY / 2)) : s,
      (s: Scenario) => moveEvent(s, id, at),
      (s: Scenario) => resizeEvent(s, id, random.below(2) === 0 ? { startMs: at } : { endMs: at }, MINUTE),
      (s: Scenario) => setEventParams(s, id, { strength: random.uniform(), column: `c${random.below(5)}` }),
      (s: Scenario) => (s.events.length < 40 ? duplicateEvent(s, id) : s),
      (s: Scenario) => (random.below(4) === 0 ? removeEvent(s, id) : s),
    ]
    scenario = edits[random.below(edits.length)]?.(scenario) ?? scenario
  }
  expect(scenario.events.length).toBeGreaterThan(5)
  expect(new Set(scenario.events.map(({ id }) => id)).size).toBe(scenario.events.length)
  for (const event of scenario.events) {
    expect(event.startMs).toBeGreaterThanOrEqual(0)
    expect(event.lengthMs).toBeGreaterThan(0)
    expect(endOf(event)).toBeLessThanOrEqual(scenario.durationMs)
  }
  expect(parseScenario(printScenario(scenario))).toEqual({ ok: true, value: scenario })
  expect(readScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ ok: true, value: scenario })
})

test('the text is short: about fifty characters per event', () => {
  expect(printScenario(one)).toBe(
    '{"scenario":2,"seed":7,"ms":86400000,"events":[["n1","rate",0,7200000,{"perMinute":90}]]}',
  )
  const reordered = {
    ...one,
    events: one.events.map(({ perMinute, ...event }) => ({ ...event, column: 'a', perMinute })),
  }
  expect(printScenario({ ...reordered } as Scenario)).toContain('{"column":"a","perMinute":90}')
})

test('reads the names of format 1', () => {
  const old = '{"score":1,"seed":7,"ms":86400000,"notes":[["n1","rate",0,7200000,{"perMinute":90}]]}'
  expect(parseScenario(old)).toEqual({ ok: true, value: one })
  const { events, ...others } = one
  expect(readScenario({ ...others, notes: events })).toEqual({ ok: true, value: one })
})

test.each([
  ['not JSON', '{"scenario":2', /it is not JSON/],
  ['another file format', '{"nodes":[]}', /does not start with/],
  ['a newer version', '{"scenario":3,"seed":1,"ms":1,"events":[]}', /file format 3, .* formats up to 2/],
  ['no events', '{"scenario":2,"seed":1,"ms":60000}', /"events" must be a list/],
  ['a seed that is text', '{"scenario":2,"seed":"x","ms":60000,"events":[]}', /must be numbers/],
  ['an empty event', '{"scenario":2,"seed":1,"ms":60000,"events":[null]}', /event 1 is not valid/],
  ['an event without a length', '{"scenario":2,"seed":1,"ms":60000,"events":[["a","rate",0]]}', /event 1 is not valid/],
  [
    'deep parameters',
    '{"scenario":2,"seed":1,"ms":1,"events":[["a","rate",0,1,{"x":{"y":1}}]]}',
    /event 1 is not valid/,
  ],
  [
    '__proto__',
    '{"scenario":2,"seed":1,"ms":1,"events":[["a","rate",0,1,{"__proto__":{"y":1}}]]}',
    /event 1 is not valid/,
  ],
  [
    'a long text',
    `{"scenario":2,"seed":1,"ms":1,"events":[["${'a'.repeat(500)}","rate",0,1]]}`,
    /event 1 is not valid/,
  ],
  ['a million events', `{"scenario":2,"seed":1,"ms":1,"events":[0${',0'.repeat(999_999)}]}`, /1,000,000 events.*2,000/],
])('refuses %s', (_what, text, sentence) => {
  const read = parseScenario(text)
  expect(read.ok ? '' : formatMessage(read.error)).toMatch(sentence)
})
