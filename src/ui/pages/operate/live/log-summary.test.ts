import { expect, test } from 'vitest'
import { rng } from '../../../../base/rng'
import { wilson } from '../../../../metrics/intervals'
import { bucketOf, FIELD } from '../../../../ops/log/counters'
import { type LogStep, sumOf } from '../../../../ops/log/log-metrics'
import { STATUSES, type Status } from '../../../../ops/log-entry'
import { attainmentOf, countsBetween } from '../../../../ops/slo-burn'
import { findBaseline, isDrop, labeledQuality } from './accuracy-drop'
import { healthOf as health, summarizeLog } from './log-summary'

const healthOf = (steps: readonly LogStep[], classes: number, past?: readonly LogStep[]) =>
  health(steps, sumOf(steps), classes, past)

/**
 * Creates a step with the given number of requests for each status, number of labels, and number of correct
 * predictions.
 */
function step(at: number, statuses: Partial<Record<Status, number>>, labeled = 0, right = 0): LogStep {
  const all = new Map([
    ...Object.entries(statuses).map(([status, n]) => [FIELD.status + STATUSES.indexOf(status as Status), n] as const),
    [FIELD.labels, labeled] as const,
    [FIELD.labeled, labeled] as const,
    [FIELD.right, right] as const,
  ])
  return { at, all, versions: new Map(), slices: new Map(), pairs: new Map(), stages: new Map() }
}

test('a healthy range shows its evidence', () => {
  expect(healthOf([step(0, { ok: 9997, failed: 3 }, 1204, 1157)], 3)).toEqual({
    tone: 'good',
    text: 'Healthy: availability 99.97%, accuracy 96.1% (1,204 labels).',
  })
  expect(healthOf([step(0, { ok: 5 })], 3).text).toBe('Healthy: availability 100.0%, no labels yet.')
  const byHand = (labels: number, n: number) => {
    const own = step(0, { ok: 50 }, labels, labels)
    return healthOf([{ ...own, all: new Map([...own.all, [FIELD.byHand, n]]) }], 3).text
  }
  expect(byHand(0, 20)).toBe('Healthy: availability 100.0%, no labels that count yet (20 by hand do not count).')
  expect(byHand(9, 1)).toBe('Healthy: availability 100.0%, accuracy 100.0% (9 labels; 1 by hand does not count).')
  expect(healthOf([step(0, {})], 3)).toEqual({ tone: 'none', text: 'No requests in this time range.' })
  expect(healthOf([step(0, { ok: 92, abstained: 8 }, 10, 9)], 3).text).toBe(
    'Healthy: availability 100.0%, 8.0% abstained, accuracy 90.0% (10 labels).',
  )
  expect(healthOf([step(0, { ok: 60, abstained: 40 })], 3)).toEqual({
    tone: 'bad',
    text: 'The service abstained on 40.0% of requests.',
  })
})

test('a service that rejects many requests as invalid is not healthy, although they count for no objective', () => {
  expect(healthOf([step(0, { ok: 285, invalid: 2710 })], 3)).toEqual({
    tone: 'warn',
    text: '2,710 requests were rejected as invalid (90.5%). They count for no objective. Overall: availability 100.0%, no labels yet.',
  })
  expect(healthOf([step(0, { ok: 970, invalid: 30 })], 3).tone).toBe('good')
  const hours = Array.from({ length: 24 }, (_, i) =>
    step(3_600_000 * i, i === 23 ? { ok: 30, invalid: 270 } : { ok: 3000 }),
  )
  expect(healthOf(hours, 3)).toMatchObject({
    tone: 'warn',
    text: expect.stringMatching(/^In the last hour, 270 requests were/),
  })
})

test('the sentence names the latency, also next to a fallback and an open incident', () => {
  const counts = step(0, { ok: 100 }, 10, 9)
  const all = new Map([...counts.all, [FIELD.latency + bucketOf(40), 96], [FIELD.latency + bucketOf(900), 4]])
  const slow = new Map([...counts.all, [FIELD.latency + bucketOf(40), 50], [FIELD.latency + bucketOf(900), 50]])
  expect(healthOf([{ ...counts, all }], 3).text).toMatch(
    /^Healthy: availability 100\.0%, P95 latency (39|4[01]) ms, accuracy 90\.0% \(10 labels\)\.$/,
  )
  const alarm = { severity: 'page', isCalm: false, isOver: false, title: 'High latency' } as const
  const { text } = health([{ ...counts, all: slow }], { all: slow }, 3, [], { alarm })
  expect(text).toMatch(/^Page open: High latency\. Overall: availability 100\.0%, P95 latency (8|9)\d\d ms,/)
})

test('the last hour is exact, not rounded to the steps of the range, and the same in each range', () => {
  const failing = (minute: number) => (minute >= 1380 ? 20 : 0)
  const minutes = Array.from({ length: 1444 }, (_, i) =>
    step(60_000 * i, { ok: 100 - failing(i), failed: failing(i) }, 10, i >= 1380 ? 5 : 9),
  )
  const all = sumOf(minutes.slice(1384 - 1)).all
  const stepped = (every: number) =>
    Array.from({ length: Math.ceil(1444 / every) }, (_, i) => ({
      ...step(0, {}),
      ...sumOf(minutes.slice(i * every, (i + 1) * every)),
      at: 60_000 * every * i,
    }))
  for (const every of [10, 60]) {
    const steps = stepped(every)
    expect(health(steps, sumOf(steps), 3, [], {}, all).text).toMatch(
      /^In the last hour, 20\.0% of requests got no response: 1,220 failed\. Accuracy fell from 90\.0% to 50\.0% \(newest 610 labels\)\./,
    )
  }
  // The range of an hour compares its labels with those before it.
  const hour = minutes.slice(1383)
  expect(health(hour, sumOf(hour), 3, stepped(60).slice(0, 23), {}, all).text).toContain(
    'Accuracy fell from 90.0% to 50.0% (newest 610 labels).',
  )
})

test('a single request proves nothing: a rejected input was not to be answered, and one lost request is no problem yet', () => {
  expect(healthOf([step(0, { invalid: 1 })], 3)).toEqual({
    tone: 'none',
    text: '1 request arrived and was rejected as invalid. The service had nothing to answer.',
  })
  expect(healthOf([step(0, { invalid: 4 })], 3).text).toContain('4 requests arrived and were all rejected as invalid.')
  expect(healthOf([step(0, { ok: 1, invalid: 1 })], 3).tone).toBe('good')
  for (const status of ['abstained', 'fallback', 'failed'] as const) {
    expect(healthOf([step(0, { [status]: 1, invalid: 1 })], 3).tone, status).toBe('warn')
    expect(healthOf([step(0, { [status]: 5 })], 3).tone, status).toBe('bad')
  }
  expect(healthOf([step(0, { failed: 1 })], 3).text).toBe('100.0% of requests got no response: 1 failed.')
})

test('fallbacks are counted, and are not healthy', () => {
  expect(healthOf([step(0, { ok: 90, abstained: 8, fallback: 2 }, 10, 9)], 3)).toEqual({
    tone: 'warn',
    text: '2 requests (2.0%) got the fallback, not a model prediction. Overall: availability 100.0%, 8.0% abstained, accuracy 90.0% (10 labels).',
  })
  // There are too few failures to matter over the entire day, but enough to matter over its last hour.
  const day = Array.from({ length: 144 }, (_, i) =>
    step(i * 600_000, i < 141 ? { ok: 600 } : { ok: 560, fallback: 40 }),
  )
  expect(healthOf(day, 3)).toMatchObject({ tone: 'warn' })
  expect(healthOf(day, 3).text).toMatch(/^In the last hour, 120 requests \(3\.3%\) got the fallback/)
  expect(healthOf([step(0, { ok: 999, fallback: 1 })], 3).tone).toBe('good')
  // The fallback is reported in addition to other problems.
  expect(healthOf([step(0, { ok: 800, failed: 100, fallback: 100 })], 3)).toEqual({
    tone: 'bad',
    text: '10.0% of requests got no response: 100 failed. 100 requests (10.0%) got the fallback, not a model prediction.',
  })
  expect(healthOf([step(0, { ok: 600, abstained: 50, fallback: 350 })], 3)).toEqual({
    tone: 'bad',
    text: '350 requests (35.0%) got the fallback, not a model prediction. The service abstained on 5.0% of requests.',
  })
})

test('fallbacks are reported once, for the time to which the problem belongs', () => {
  const all = Array.from({ length: 60 }, (_, i) => step(i * 60_000, i < 44 ? { ok: 13 } : { ok: 6, fallback: 7 }))
  expect(healthOf(all, 3).text).toBe(
    'In the last 15 minutes, 105 requests (53.8%) got the fallback, not a model prediction.',
  )
})

test('nothing is healthy while an incident is open', () => {
  const well = [step(0, { ok: 500 }, 500, 414)]
  const alarm = (severity: 'page' | 'ticket', more: { isCalm?: true; isOver?: true } = {}) =>
    health(well, sumOf(well), 3, [], {
      alarm: { severity, isCalm: false, isOver: false, title: 'Low accuracy', ...more },
    })
  const overall = 'Overall: availability 100.0%, accuracy 82.8% (500 labels).'
  expect(alarm('page')).toEqual({ tone: 'bad', text: `Page open: Low accuracy. ${overall}` })
  expect(alarm('ticket')).toEqual({ tone: 'warn', text: `Ticket open: Low accuracy. ${overall}` })
  expect(alarm('page', { isCalm: true })).toEqual({
    tone: 'none',
    text: `Recovered, but the incident is still open: Low accuracy. ${overall}`,
  })
  expect(alarm('page', { isOver: true })).toEqual({
    tone: 'good',
    text: 'Healthy again: availability 100.0%, accuracy 82.8% (500 labels).',
  })
})

test('a fault that goes on is not healthy, although its incident was silenced or resolved by the user', () => {
  const well = [step(0, { ok: 500 }, 500, 414)]
  const told = (hidden: 'silenced' | 'resolved') =>
    health(well, sumOf(well), 3, [], { firing: [{ hidden, title: 'Low accuracy' }] })
  expect(told('silenced')).toMatchObject({
    tone: 'warn',
    text: expect.stringMatching(/^Silenced, but still going on: Low accuracy\./),
  })
  expect(told('resolved').text).toMatch(/^You resolved it, but it is still going on: Low accuracy\./)
})

test('no service is healthy that misses an objective; a miss that chance explains is no warning', () => {
  const slo = { id: 'accuracy', kind: 'accuracy', targetPercent: 70, overDays: 7 } as const
  const sentence = (right: number, hour: readonly [bad: number, total: number], labels = 500) => {
    const steps = [step(0, { ok: 600 }, labels, right)]
    const range = { total: labels, bad: labels - right }
    const objectives = [{ slo, range, hour: { bad: hour[0], total: hour[1] } }]
    return health(steps, sumOf(steps), 3, [], { objectives })
  }
  expect(sentence(355, [29, 100]).tone).toBe('good')
  expect(sentence(340, [32, 100])).toEqual({
    tone: 'none',
    text: 'Accuracy 68.0% (500 labels) is below the objective of 70% in this time range, which may be chance. Overall: availability 100.0%, accuracy 68.0% (500 labels).',
  })
  expect(sentence(300, [0, 0])).toMatchObject({
    tone: 'warn',
    text: expect.stringMatching(/^Accuracy 60\.0% \(500 labels\) is below the objective of 70% in this time range\./),
  })
  // A fault in the last hour of a good range, and one that has ended.
  expect(sentence(370, [60, 100])).toMatchObject({
    tone: 'warn',
    text: expect.stringMatching(/^Accuracy 40\.0% \(100 labels\) is below the objective of 70% in the last hour\./),
  })
  expect(sentence(300, [20, 100])).toMatchObject({
    tone: 'none',
    text: expect.stringMatching(/in this time range\. It was met in the last hour: 80\.0%\./),
  })
  // Labels of earlier requests arrive late: the range has none of its own.
  expect(sentence(0, [60, 100], 0).tone).toBe('warn')
})

test('without a label, the health sentence leaves out the accuracy objective', () => {
  const slo = { id: 'a', kind: 'accuracy', targetPercent: 90, overDays: 7 } as const
  const none = { total: 0, bad: 0 }
  const steps = [step(0, { ok: 330, abstained: 25 })]
  const found = health(steps, sumOf(steps), 3, [], { objectives: [{ slo, range: none, hour: none }] })
  expect(found).toEqual({ tone: 'good', text: expect.stringMatching(/^Healthy: .*no labels yet\.$/) })
})

test('an objective is missed if its alert rule would count it: five bad requests, and more than chance explains', () => {
  for (const [targetPercent, total, bad] of [
    [99.9, 1000, 4],
    [99.9, 1000, 5],
    [99, 1000, 14],
    [99, 1000, 18],
    [70, 100, 39],
    [70, 100, 40],
    [70, 100, 30],
  ] as const) {
    const budget = 1 - targetPercent / 100
    const isBeyondChance = wilson(bad / total, total).low > budget
    const expected = bad / total <= budget + 1e-12 ? 'met' : bad >= 5 && isBeyondChance ? 'missed' : 'chance'
    expect(attainmentOf({ targetPercent }, { total, bad }).verdict, `${bad} of ${total}`).toBe(expected)
  }
  const minutes = { first: 100, total: [1, 2, 4, 8], bad: [0, 1, 0, 8] }
  expect(countsBetween(minutes, 101, 103)).toEqual({ total: 6, bad: 1 })
  expect(countsBetween(minutes, 0, 1000)).toEqual({ total: 15, bad: 9 })
})

test('problems come first: unanswered requests, and an accuracy that fell beyond chance', () => {
  const { tone, text } = healthOf([step(0, { ok: 900, unready: 70, limited: 10, full: 20, invalid: 500 })], 3)
  expect([tone, text]).toEqual([
    'bad',
    '10.0% of requests got no response: 70 found no replica ready, 10 were rate limited, and 20 found the queue full. 500 requests were rejected as invalid (33.3%). They count for no objective.',
  ])
  const fell = [step(0, { ok: 500 }, 200, 190), step(1, { ok: 500 }, 200, 150)]
  expect(healthOf(fell, 3).text).toBe('Accuracy fell from 95.0% to 75.0% (newest 200 labels).')
  // With few labels, the same drop may be due to chance; numeric targets have no accuracy.
  expect(healthOf([step(0, { ok: 500 }, 20, 19), step(1, { ok: 500 }, 20, 15)], 3).tone).toBe('good')
  expect(healthOf(fell, 0).tone).toBe('good')
})

test('a recent problem is reported even if it is a small part of the range, and one too small to matter is not', () => {
  const MIN = 60_000
  const day = (bad: (i: number) => Parameters<typeof step>) => Array.from({ length: 144 }, (_, i) => step(...bad(i)))
  // Accuracy drops to 0% for the last three hours, an eighth of the day.
  const deploy = day((i) => [i * 10 * MIN, { ok: 600 }, 100, i < 126 ? 98 : 0])
  expect(healthOf(deploy, 10)).toEqual({
    tone: 'bad',
    text: 'Accuracy fell from 98.0% to 0.0% (newest 600 labels). The drop began on Mon, Jan 1, 21:00.',
  })
  // Labels arrive late, so the requests with the most recent labels are compared, not those of the most recent hour.
  const late = day((i) => [i * 10 * MIN, { ok: 600 }, i < 130 ? 100 : 0, i < 126 ? 98 : 0])
  expect(healthOf(late, 10).text).toContain('Accuracy fell from')
  // A drop from 96.2% to 95.8% is significant because there are many labels, but too small to matter.
  const small = day((i) => [i * 10 * MIN, { ok: 600 }, 100_000, i < 138 ? 96_200 : 95_800])
  expect(healthOf(small, 10).tone).toBe('good')
  // A failure that has ended is not reported.
  const over = day((i) => [i * 10 * MIN, { ok: 600 }, 100, i > 60 && i < 80 ? 0 : 98])
  expect(healthOf(over, 10).tone).toBe('good')
  // The entire range is bad: there is no earlier data to compare with, but accuracy is worse than random guessing.
  const all = [step(0, { ok: 90 }, 90, 0)]
  expect(healthOf(all, 10).text).toBe('Accuracy is lower than with random guessing: 0.0% on 90 labels.')
  // A sixth of the requests in the last hour are lost, which is too few to matter over the entire day.
  const lost = day((i) => [i * 10 * MIN, i < 141 ? { ok: 600 } : { ok: 400, failed: 200 }])
  expect(healthOf(lost, 10).text).toBe('In the last hour, 16.7% of requests got no response: 600 failed.')
  const idle = day((i) => [i * 10 * MIN, i < 138 ? { ok: 600 } : { ok: 300, abstained: 300 }])
  expect(healthOf(idle, 10).text).toBe('In the last hour, the service abstained on 50.0% of requests.')
})

test('a caller’s mistake is not the service’s', () => {
  const { success, requests, statuses } = summarizeLog(step(0, { ok: 99, invalid: 100, failed: 1 }), 3)
  expect([success, requests, statuses.invalid]).toEqual([0.99, 200, 100])
})

test('a lasting failure is compared with the time before it began, however long ago', () => {
  const MIN = 60_000
  /** `n` ten-minute steps with 100 labels each, starting at the given hour. */
  const tens = (hour: number, n: number, right: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => step((hour * 60 + i * 10) * MIN, { ok: 100 }, 100, right(i)))
  // Accuracy is ten percentage points worse in the last 23 hours; these hours are compared with the hour before them,
  // not with the whole day.
  const long = tens(0, 144, (i) => (i < 6 ? 95 : 85))
  expect(healthOf(long, 3).text).toBe(
    'Accuracy fell from 95.0% to 85.0% (newest 600 labels). The drop began on Mon, Jan 1, 01:00.',
  )
  // Accuracy fell in the middle of a step, so that step mixes good and bad predictions: the baseline ends before it,
  // and the failure starts with it.
  const mixed = tens(0, 144, (i) => (i < 1 ? 97 : i === 1 ? 70 : 10))
  expect(healthOf(mixed, 3).text).toContain(
    'from 97.0% to 10.0% (newest 600 labels). The drop began on Mon, Jan 1, 00:10',
  )
  // Accuracy has been worse throughout the range and for two days before it. Without data from before the range,
  // nothing is reported.
  const past = tens(0, 10 * 144, (i) => (i < 8 * 144 ? 95 : 85))
  const day = tens(240, 144, () => 85)
  expect(healthOf(day, 3).tone).toBe('good')
  expect(healthOf(day, 3, past)).toEqual({
    tone: 'bad',
    text: 'Accuracy fell from 95.0% to 85.0% (newest 600 labels). The drop began before this range, around Tue, Jan 9, 00:00.',
  })
  // The range covers only the last hour; all earlier steps are passed as `past`.
  const hour = Array.from({ length: 60 }, (_, i) => step((264 * 60 + i) * MIN, { ok: 10 }, 10, i % 2 ? 8 : 9))
  expect(healthOf(hour, 3, [...past, ...day]).text).toContain(
    '95.0% to 85.0% (newest 600 labels). The drop began before this range, around Tue, Jan 9, 00:00',
  )
  // An earlier failure that has ended is not part of the baseline.
  const twice = tens(0, 144, (i) => (i < 40 || (i >= 70 && i < 100) ? 95 : 80))
  expect(healthOf(twice, 3).text).toContain(
    'from 95.0% to 80.0% (newest 600 labels). The drop began on Mon, Jan 1, 16:40',
  )
  // The failure has ended, so nothing is reported, regardless of the steps in `past`.
  expect(
    healthOf(
      tens(240, 144, () => 95),
      3,
      past,
    ).tone,
  ).toBe('good')
})

test('without a drop, a false alarm is no more frequent than for one comparison with everything before', () => {
  let [dropsFound, plain] = [0, 0]
  for (let seed = 0; seed < 300; seed++) {
    const steps = drawn(seed, () => 0.85)
    if (healthOf(steps.slice(168), 3, steps.slice(0, 168)).tone === 'bad') dropsFound++
    const [baseline, newest] = [steps.slice(0, -6), steps.slice(-6)].map((part) => labeledQuality(part, 3))
    if (baseline && newest && isDrop(baseline, newest)) plain++
  }
  // The share of false alarms is about 2.5%, which is one side of a 95% interval.
  expect(plain / 300).toBeLessThan(0.03)
  expect(dropsFound).toBeLessThanOrEqual(plain + 1)
})

test('as labels arrive, the start of a failure is known to within an hour, even if it lasts most of the range', () => {
  const off: number[] = []
  for (let seed = 0; seed < 100; seed++) {
    const steps = drawn(seed, (i) => (i < 100 ? 0.95 : 0.75))
    const { since = Number.NaN } = findBaseline(steps.slice(0, -6), steps.slice(-6), 3)
    off.push(Math.abs(since / 600_000 - 100))
  }
  expect(off.filter((steps) => steps <= 6).length).toBeGreaterThan(90)
})

/** 312 ten-minute steps with 20 labels each; each prediction is correct with the probability given by `share`. */
function drawn(seed: number, share: (i: number) => number): readonly LogStep[] {
  const random = rng(seed, { kind: 'generate' })
  return Array.from({ length: 312 }, (_, i) => {
    const right = Array.from({ length: 20 }, () => random.uniform()).filter((one) => one < share(i)).length
    return step(i * 600_000, { ok: 20 }, 20, right)
  })
}
