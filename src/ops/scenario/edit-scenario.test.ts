import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { formatMessage } from '../../messages/message'
import { checkScenario } from './check-scenario'
import {
  addEvent,
  duplicateEvent,
  moveEvent,
  snapToGrid,
  removeEvent,
  setEventParams,
  resizeEvent,
} from './edit-scenario'
import { parseScenario, printScenario, readScenario } from './print-scenario'
import { DAY, endOf, HOUR, MINUTE, type Scenario } from './scenario'

const empty: Scenario = { seed: 7, durationMs: DAY, notes: [] }
const one = addEvent(empty, 'rate', 0, 2 * HOUR, { perMinute: 90 })
const first = ({ notes }: Scenario) => notes[0]

test('an event is added, moved, stretched, set and removed, and the original stays unchanged', () => {
  expect(first(one)).toEqual({ id: 'n1', kind: 'rate', startMs: 0, lengthMs: 2 * HOUR, perMinute: 90 })
  expect(first(moveEvent(one, 'n1', 5 * HOUR))).toMatchObject({ startMs: 5 * HOUR, lengthMs: 2 * HOUR })
  expect(first(resizeEvent(one, 'n1', { endMs: HOUR }))).toMatchObject({ startMs: 0, lengthMs: HOUR })
  expect(first(resizeEvent(one, 'n1', { startMs: HOUR }))).toMatchObject({ startMs: HOUR, lengthMs: HOUR })
  expect(first(setEventParams(one, 'n1', { perMinute: 5, kind: 'burst' }))).toMatchObject({
    perMinute: 5,
    kind: 'rate',
  })
  expect(removeEvent(one, 'n1').notes).toEqual([])
  expect(empty.notes).toEqual([])
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
  expect(two.notes.map(({ id, startMs }) => [id, startMs])).toEqual([
    ['n1', 0],
    ['n2', 2 * HOUR],
  ])
  expect(checkScenario(two)).toEqual([])
  expect(duplicateEvent(removeEvent(two, 'n1'), 'n2').notes.map(({ id }) => id)).toEqual(['n2', 'n3'])
})

test('on a grid, events start and end on it, and others stay', () => {
  const off = addEvent(addEvent(empty, 'rate', 7 * MINUTE, 20 * MINUTE), 'burst', 31 * MINUTE, MINUTE)
  const notes = snapToGrid(off, HOUR / 4).notes
  expect(notes.map(({ startMs, lengthMs }) => [startMs / MINUTE, lengthMs / MINUTE])).toEqual([
    [0, 30],
    [30, 15],
  ])
  expect(snapToGrid(off, HOUR, new Set(['n2'])).notes[0]).toBe(off.notes[0])
})

test('an edit of a missing event changes nothing', () => {
  for (const same of [moveEvent(one, 'n9', 1), resizeEvent(one, 'n9', { endMs: 1 }), setEventParams(one, 'n9', {})])
    expect(same).toBe(one)
  expect(removeEvent(one, 'n9')).toBe(one)
  expect(duplicateEvent(one, 'n9')).toBe(one)
})

test('any edits in any order leave a scenario within its duration that can be printed and read back', () => {
  const random = rng(3, { kind: 'generate' })
  let score = empty
  for (let i = 0; i < 2000; i++) {
    const id = `n${1 + random.below(30)}`
    const at = Math.round((random.uniform() * 1.4 - 0.2) * DAY)
    const edits = [
      (s: Scenario) =>
        s.notes.length < 40 ? addEvent(s, 'drift', random.below(DAY / 2), 1 + random.below(DAY / 2)) : s,
      (s: Scenario) => moveEvent(s, id, at),
      (s: Scenario) => resizeEvent(s, id, random.below(2) === 0 ? { startMs: at } : { endMs: at }, MINUTE),
      (s: Scenario) => setEventParams(s, id, { strength: random.uniform(), column: `c${random.below(5)}` }),
      (s: Scenario) => (s.notes.length < 40 ? duplicateEvent(s, id) : s),
      (s: Scenario) => (random.below(4) === 0 ? removeEvent(s, id) : s),
    ]
    score = edits[random.below(edits.length)]?.(score) ?? score
  }
  expect(score.notes.length).toBeGreaterThan(5)
  expect(new Set(score.notes.map(({ id }) => id)).size).toBe(score.notes.length)
  for (const note of score.notes) {
    expect(note.startMs).toBeGreaterThanOrEqual(0)
    expect(note.lengthMs).toBeGreaterThan(0)
    expect(endOf(note)).toBeLessThanOrEqual(score.durationMs)
  }
  expect(parseScenario(printScenario(score))).toEqual({ ok: true, value: score })
  expect(readScenario(JSON.parse(JSON.stringify(score)))).toEqual({ ok: true, value: score })
})

test('the text is short: about fifty characters per event', () => {
  expect(printScenario(one)).toBe(
    '{"score":1,"seed":7,"ms":86400000,"notes":[["n1","rate",0,7200000,{"perMinute":90}]]}',
  )
  const reordered = { ...one, notes: one.notes.map(({ perMinute, ...note }) => ({ ...note, column: 'a', perMinute })) }
  expect(printScenario({ ...reordered } as Scenario)).toContain('{"column":"a","perMinute":90}')
})

test.each([
  ['not JSON', '{"score":1', /it is not JSON/],
  ['something else', '{"nodes":[]}', /does not start with/],
  ['a newer one', '{"score":2,"seed":1,"ms":1,"notes":[]}', /file format 2, .* formats up to 1/],
  ['no notes', '{"score":1,"seed":1,"ms":60000}', /"notes" must be a list/],
  ['a seed of words', '{"score":1,"seed":"x","ms":60000,"notes":[]}', /must be numbers/],
  ['a note of nothing', '{"score":1,"seed":1,"ms":60000,"notes":[null]}', /event 1 is not valid/],
  ['a note that sets its own id', '{"score":1,"seed":1,"ms":60000,"notes":[["a","rate",0]]}', /event 1 is not valid/],
  ['deep parameters', '{"score":1,"seed":1,"ms":1,"notes":[["a","rate",0,1,{"x":{"y":1}}]]}', /event 1 is not valid/],
  ['__proto__', '{"score":1,"seed":1,"ms":1,"notes":[["a","rate",0,1,{"__proto__":{"y":1}}]]}', /event 1 is not valid/],
  ['a long word', `{"score":1,"seed":1,"ms":1,"notes":[["${'a'.repeat(500)}","rate",0,1]]}`, /event 1 is not valid/],
  ['a million notes', `{"score":1,"seed":1,"ms":1,"notes":[0${',0'.repeat(999_999)}]}`, /1,000,000 events.*2,000/],
])('refuses %s', (_what, text, sentence) => {
  const read = parseScenario(text)
  expect(read.ok ? '' : formatMessage(read.error)).toMatch(sentence)
})
