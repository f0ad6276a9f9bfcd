/** Tests what the scenario dock draws: time spans, ticks, rows, curves, the playhead and quick fixes. */
import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../../../base/assert'
import { rng } from '../../../../base/rng'
import { scenarioPresets } from '../../../../gallery/scenarios'
import { scenarioText } from '../../../../messages/en/operate/scenario'
import { checkScenario } from '../../../../ops/scenario/check-scenario'
import { rateAt } from '../../../../ops/scenario/conditions-at'
import { eventTitle } from '../../../../ops/scenario/events'
import { DAY, endOf, HOUR, MINUTE, type Scenario, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { isShown } from './event-form'
import { eventDescription, eventPath, peakRate, ratePath, rowsOf, trafficOf } from './event-rows'
import {
  begunMs,
  fixesOf,
  newEventTime,
  noEffectReason,
  placeEvent,
  slowReplicaText,
  startMovedText,
} from './scenario-fixes'
import { gridOf, moved, msAt, ticksOf, wholeOf, within, xOf, zoomed } from './time-span'
import { afterReport, nextFrame, playheadAt } from './use-playhead'

const event = (id: string, kind: string, startMs: number, lengthMs: number, params = {}): ScenarioEvent => ({
  ...params,
  ...{ id, kind, startMs, lengthMs },
})
const scenarioOf = (...events: readonly ScenarioEvent[]): Scenario => ({ seed: 1, durationMs: DAY, events })

describe('spans', () => {
  test('a zoom keeps its center in place, and stays within the scenario', () => {
    const span = { from: 2 * HOUR, to: 10 * HOUR }
    const about = 4 * HOUR
    const closer = zoomed(span, 0.5, about, DAY)
    expect(xOf(about, closer, 800)).toBeCloseTo(xOf(about, span, 800), 9)
    expect(closer.to - closer.from).toBe(4 * HOUR)
    expect(zoomed(span, 100, about, DAY)).toEqual(wholeOf(DAY))
    expect(zoomed(span, 1e-9, about, DAY).to - zoomed(span, 1e-9, about, DAY).from).toBe(5 * MINUTE)
    expect(moved(span, -DAY, DAY)).toEqual({ from: 0, to: 8 * HOUR })
    expect(within({ from: 20 * HOUR, to: 30 * HOUR }, DAY)).toEqual({ from: 14 * HOUR, to: DAY })
    expect(msAt(xOf(3 * HOUR, span, 777), span, 777)).toBeCloseTo(3 * HOUR, 6)
  })

  test('the grid is coarser the longer the span, and its steps are wide enough to aim at', () => {
    const grids = [HOUR, DAY, 30 * DAY, 366 * DAY].map((to) => gridOf({ from: 0, to }, 1000))
    expect(grids).toEqual([MINUTE, 15 * MINUTE, 6 * HOUR, 7 * DAY])
  })

  test('ticks are minutes, hours, days or months, by the length of the span', () => {
    const labelsOf = (to: number) => ticksOf({ from: 0, to }, 960).map((tick) => tick.label)
    expect(labelsOf(HOUR / 2)).toEqual(['Mon, Jan 1', '00:05', '00:10', '00:15', '00:20', '00:25', '00:30'])
    expect(labelsOf(DAY).slice(0, 3)).toEqual(['Mon, Jan 1', '03:00', '06:00'])
    expect(labelsOf(10 * DAY).slice(0, 2)).toEqual(['Mon, Jan 1', 'Wed, Jan 3'])
    expect(labelsOf(60 * DAY).slice(0, 3)).toEqual(['Mon, Jan 1', 'Mon, Jan 8', 'Mon, Jan 15'])
    expect(labelsOf(366 * DAY).slice(0, 3)).toEqual(['January', 'March', 'May'])
  })

  test('the time of an event has its start, end and length', () => {
    const time = (fromMs: number, toMs: number) => scenarioText.event.time({ fromMs, toMs })
    expect(time(0, 26 * HOUR)).toBe('Mon, Jan 1, 00:00 to Tue, Jan 2, 02:00, 1 day 2 hours')
    expect(time(8 * DAY + 90 * MINUTE, 22 * DAY + 90 * MINUTE)).toBe('Tue, Jan 9, 01:30 to Tue, Jan 23, 01:30, 2 weeks')
  })
})

test('events that overlap are in different rows, those that follow each other in one', () => {
  const lanes = rowsOf([
    ...[event('a', 'burst', 0, HOUR), event('b', 'rate', 0, DAY), event('c', 'burst', HOUR, HOUR)],
    ...[event('d', 'burst', 90 * MINUTE, HOUR), event('e', 'unheard-of', 0, HOUR)],
  ])
  expect(lanes.map(({ track: lane, rows }) => [lane, rows.map((row) => row.map(({ id }) => id).join(' '))])).toEqual([
    ['traffic', ['b', 'a c', 'd']],
    ['mix', []],
    ['drift', []],
    ['faults', ['e']],
    ['labels', []],
  ])
})

test('no two events of a row overlap, however many there are, and none is missing', () => {
  const random = rng(7, { kind: 'generate' })
  const events = Array.from({ length: 600 }, (_, i) =>
    event(`n${i}`, random.below(2) ? 'burst' : 'daily', random.below(1000), 1 + random.below(60)),
  )
  const rows = rowsOf(events).flatMap((lane) => lane.rows)
  expect(
    rows
      .flat()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(events.map(({ id }) => id).toSorted())
  for (const row of rows)
    for (const [i, one] of row.entries())
      if (i > 0) expect(one.startMs).toBeGreaterThanOrEqual(endOf(expectDefined(row[i - 1], 'the one before')))
})

describe('curves', () => {
  /**
   * The heights of a path's points, from 0 to 1. The first and last points are excluded because they lie on the
   * baseline.
   */
  const heights = (path: string) => [...path.matchAll(/L[\d.]+ ([\d.]+)/g)].map(([, y]) => 1 - Number(y)).slice(0, -1)

  test('a ramp rises, a burst peaks in the middle, and an effect of 0 is at the bottom', () => {
    const ramp = heights(eventPath(event('a', 'drift', 0, DAY, { curve: 'ramp' }), { from: 0, to: DAY }, 10))
    expect(ramp.toSorted((a, b) => a - b)).toEqual(ramp)
    expect(ramp.at(-1)).toBeCloseTo(1, 1)
    const peak = heights(eventPath(event('a', 'burst', 0, DAY, { shape: 'peak' }), { from: 0, to: DAY }, 11))
    expect(peak.indexOf(Math.max(...peak))).toBe(5)
    const none = heights(eventPath(event('a', 'drift', 0, DAY, { strength: 0 }), { from: 0, to: DAY }, 4))
    expect(Math.max(...none)).toBe(0)
  })

  test('half of an event is half of its curve', () => {
    const wave = event('a', 'daily', 0, DAY)
    const all = heights(eventPath(wave, { from: 0, to: DAY }, 40)).slice(1, 20)
    const half = heights(eventPath(wave, { from: 0, to: DAY / 2 }, 20)).slice(1, 20)
    expect(half).toEqual(all)
  })

  test('the rate behind the track is the rate that is played', () => {
    const { scenario: day } = expectDefined(scenarioPresets[0], 'usual')
    const traffic = trafficOf(day)
    expect(traffic.events).toHaveLength(2)
    const most = peakRate(traffic)
    expect(most).toBeCloseTo(rateAt(day, 14 * HOUR), 1)
    const path = heights(ratePath(traffic, most, { from: 2 * HOUR, to: 2 * HOUR + 10 * MINUTE }, 5))
    expect(path[2]).toBeCloseTo(rateAt(day, 2 * HOUR + 5 * MINUTE) / most, 2)
  })
})

test('the playhead moves on between reports, never back, and rests at the reported time once playback stops', () => {
  const playing = { playing: true }
  let head = playheadAt(0, 0)
  let wall = 0
  let before = 0
  for (let report = 1; report <= 40; report++) {
    for (let frame = 0; frame < 6; frame++) {
      wall += 16
      head = nextFrame(head, wall, playing)
      expect(head.shown).toBeGreaterThanOrEqual(before)
      before = head.shown
    }
    head = afterReport(head, report * 96 * 60, wall, 60)
  }
  expect(head.shown).toBeGreaterThan(head.reported - 3 * 96 * 60)
  expect(head.shown).toBeLessThan(head.reported + 96 * 60)
  for (let frame = 1; frame <= 200; frame++) head = nextFrame(head, wall + 16 * frame, playing)
  expect(head.shown).toBeLessThan(head.reported + 500 * 60 + 1)
  // The worker was slower than predicted, so the playhead waits for the worker.
  const ahead = head.shown
  head = nextFrame(afterReport(head, head.reported + 1, wall + 3210, 60), wall + 3216, playing)
  expect(head.shown).toBe(ahead)
  expect(nextFrame(head, wall + 3232, { playing: false }).shown).toBe(head.reported)
  expect(afterReport(head, 10, wall, 60).shown).toBe(10)
})

describe('fixes', () => {
  test.each([
    ['past the end', scenarioOf(event('a', 'crash', 23 * HOUR, 3 * HOUR)), 2],
    ['after the end', scenarioOf(event('a', 'crash', 25 * HOUR, HOUR)), 2],
    ['overlapping', scenarioOf(event('a', 'rate', 0, 5 * HOUR), event('b', 'rate', 4 * HOUR, 9 * HOUR)), 3],
    ['within', scenarioOf(event('a', 'rate', 0, 9 * HOUR), event('b', 'rate', HOUR, HOUR)), 2],
    [
      'more than all',
      scenarioOf(
        event('a', 'share', 0, DAY, { slice: 'x', share: 0.75 }),
        event('b', 'share', HOUR, HOUR, { slice: 'y', share: 0.6 }),
      ),
      1,
    ],
  ])('%s: every fix leaves no problem', (_what, wrong, many) => {
    const [problem] = checkScenario(wrong)
    const fixes = fixesOf(wrong, expectDefined(problem, 'a problem'))
    expect(fixes).toHaveLength(many)
    for (const fix of fixes) expect([fix.id, checkScenario(fix.scenario)]).toEqual([fix.id, []])
  })
})

test('a new event starts on the grid and ends within the scenario; general conditions last to the end', () => {
  expect(placeEvent('crash', 3.4 * HOUR, HOUR, 16 * HOUR, scenarioOf())).toEqual({
    startMs: 3 * HOUR,
    lengthMs: 2 * HOUR,
  })
  expect(placeEvent('crash', 23.9 * HOUR, HOUR, DAY, scenarioOf())).toEqual({ startMs: 23 * HOUR, lengthMs: HOUR })
  expect(placeEvent('rate', 6 * HOUR, HOUR, DAY, scenarioOf())).toEqual({ startMs: 6 * HOUR, lengthMs: 18 * HOUR })
})

test('a new event that is added now starts at the next grid step, never in the past', () => {
  const now = 18.18 * HOUR
  expect(placeEvent('crash', now, HOUR, DAY, scenarioOf(), now).startMs).toBe(19 * HOUR)
  expect(placeEvent('crash', 18 * HOUR, HOUR, DAY, scenarioOf(), 18 * HOUR).startMs).toBe(18 * HOUR)
  // An event that is deliberately placed in the past keeps its start time.
  expect(placeEvent('crash', 3.4 * HOUR, HOUR, DAY, scenarioOf(), now).startMs).toBe(3 * HOUR)
})

test('an event that is added without a place has an effect if any time is left, and a reason if none is', () => {
  const whole = { from: 0, to: DAY }
  const placed = (nowMs: number) =>
    placeEvent('crash', newEventTime(whole, scenarioOf(), nowMs), HOUR, DAY, scenarioOf(), nowMs)
  for (const nowMs of [0, 18.2 * HOUR, 23.5 * HOUR, DAY - MINUTE]) {
    const { startMs, lengthMs } = placed(nowMs)
    expect(startMs).toBeGreaterThanOrEqual(nowMs)
    expect(startMs + lengthMs).toBeLessThanOrEqual(DAY)
    expect(lengthMs).toBeGreaterThan(0)
    expect(noEffectReason(event('a', 'crash', startMs, lengthMs), scenarioOf(), nowMs)).toBeUndefined()
  }
  // Tested first with a visible span that begins after the current time, then with one that has already passed.
  expect(newEventTime({ from: 20 * HOUR }, scenarioOf(), 3 * HOUR)).toBe(20 * HOUR)
  expect(newEventTime({ from: 2 * HOUR }, scenarioOf(), 3 * HOUR)).toBe(3 * HOUR)
  const early = event('a', 'crash', 0, HOUR)
  expect(noEffectReason(early, scenarioOf(), 2 * HOUR)).toBe(scenarioText.event.alreadyPlayed)
  expect(noEffectReason(early, scenarioOf(), DAY)).toBe(scenarioText.event.scenarioEnded)
})

test('an event that was added to a part already played says from when on it has an effect', () => {
  const late = event('a', 'slow', 2 * HOUR, 6 * HOUR)
  const begins = (hours: number, note = 'a') =>
    ({
      kind: 'change',
      at: hours * HOUR,
      what: { type: 'note', note, lane: 'faults', title: 'slow', on: true },
    }) as const
  const reason = (...changes: ReturnType<typeof begins>[]) =>
    noEffectReason(late, scenarioOf(), 5 * HOUR, begunMs(late, changes))
  // Paused at five hours when it was added; of an earlier place, or another event, it is not known.
  const expected =
    'The event begins in the past: its part from Mon, Jan 1, 02:00 was played without it. It has an effect only from Mon, Jan 1, 05:00 on. Move it later, or start a new run.'
  expect([reason(), reason(begins(1)), reason(begins(2, 'b'))]).toEqual([expected, expected, expected])
  expect(reason(begins(4))).toContain('only from Mon, Jan 1, 04:00 on')
  // It began when it should.
  expect(reason(begins(2))).toBeUndefined()
  expect(noEffectReason(late, scenarioOf(), HOUR)).toBeUndefined()
})

test('a start after the latest possible one is moved, and the form says to when', () => {
  const late = event('a', 'crash', 0, 6 * HOUR)
  expect(startMovedText(scenarioOf(late), late, 18 * HOUR)).toBeUndefined()
  expect(startMovedText(scenarioOf(late), late, 20 * HOUR)).toBe(
    'Starting at 20 hours, it would end after the scenario, which lasts 1 day. It now starts at 18 hours, the latest start for its duration of 6 hours.',
  )
})

test('a slow replica says which effect is expected or was seen', () => {
  const textOf = (more: object, replica = 0) =>
    slowReplicaText({ replica, times: 8 }, { replicas: [2, 4], ms: 20, peak: 600, ...more })
  // Of two replicas, one answers 3,000 requests a minute, and the slow one 375.
  expect(textOf({})).toMatch(/ about 3,375 requests\/min; traffic is at most 600\/min\. Few requests wait\.$/)
  expect(textOf({ peak: 4000 })).toMatch(/ traffic is at most 4,000\/min\. Requests wait in the queue\.$/)
  expect(textOf({ ms: undefined })).toBe('Expected: requests on this replica take 8× as long.')
  expect(textOf({}, 4)).toMatch(/^No effect: no model stage has a replica 4\. .* from 0 to 3\.$/)
  const seen = (p95: number) => ({ seen: { now: { p50: 20, p95 }, before: { p50: 20, p95: 22 } } })
  expect(textOf(seen(23))).toMatch(/ P95 23 ms, before 20 ms and 22 ms\. No visible effect\.$/)
  expect(textOf(seen(160))).toMatch(/ P95 160 ms, before 20 ms and 22 ms\.$/)
})

test('a parameter without effect under the other ones is not shown', () => {
  const shown = (params: object) => isShown(event('a', 'deploy', 0, DAY, params), 'slice')
  expect(shown({ model: 'wrong scaling' })).toBe(false)
  expect(shown({})).toBe(false)
  expect(shown({ model: 'worse for one slice' })).toBe(true)
  expect(isShown(event('a', 'share', 0, DAY), 'slice')).toBe(true)
  expect(isShown(event('a', 'rate', 0, DAY, { curve: 'ramp' }), 'rise')).toBe(true)
  expect(isShown(event('a', 'rate', 0, DAY, { curve: 'sine' }), 'rise')).toBe(false)
})

test('the title of an event has its main setting', () => {
  const titles = (kind: string, params = {}) => eventTitle(event('a', kind, 0, DAY, params))
  expect(titles('rate', { perMinute: 60 })).toBe('Requests: 60/min')
  expect(titles('daily')).toBe('Daily cycle: ±60%')
  expect(titles('drift')).toBe('Drift: Noise')
  expect(titles('missing', { column: 'age' })).toBe('Missing column: age')
  expect(titles('missing')).toBe('Missing column')
  expect(titles('deploy', { model: 'NaN in a corner' })).toBe('Bad deploy: NaN for large inputs')
  expect(titles('crash')).toBe('Crash: 1 replica')
  expect(titles('delay')).toBe('Label delay: 60 min')
  expect(titles('coverage', { share: 0.5 })).toBe('Label coverage: 50%')
  expect(titles('unheard-of')).toBe('unheard-of')
  expect(eventDescription(event('a', 'burst', HOUR, HOUR))).toBe(
    'Burst: ×5, from Mon, Jan 1, 01:00 to Mon, Jan 1, 02:00, 1 hour',
  )
})
