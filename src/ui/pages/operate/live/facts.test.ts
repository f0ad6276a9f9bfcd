import { expect, test } from 'vitest'
import { rng } from '../../../../base/rng'
import { FIELD } from '../../../../ops/log/fields'
import { STATUSES, type Status } from '../../../../ops/record'
import { beforeOf, isFall, labelledQuality } from './before'
import { factsOf, figure, msWords, rangeWords, share, standingOf as standing, timeWords } from './log-summary'
import { type Step, sumOf } from './reader'

const standingOf = (steps: readonly Step[], classes: number, past?: readonly Step[]) =>
  standing(steps, sumOf(steps), classes, past)

/** A step with so many requests of each status, and so many labels and right answers. */
function step(at: number, statuses: Partial<Record<Status, number>>, labelled = 0, right = 0): Step {
  const all = new Map([
    ...Object.entries(statuses).map(([status, n]) => [FIELD.status + STATUSES.indexOf(status as Status), n] as const),
    [FIELD.labels, labelled] as const,
    [FIELD.labelled, labelled] as const,
    [FIELD.right, right] as const,
  ])
  return { at, all, versions: new Map(), slices: new Map(), stages: new Map() }
}

test('a stretch that is well says by how much evidence', () => {
  expect(standingOf([step(0, { ok: 9997, failed: 3 }, 1204, 1157)], 3)).toEqual({
    tone: 'good',
    words: 'All well: 99.97 % answered, 96.1 % of answers right by 1,204 labels.',
  })
  expect(standingOf([step(0, { ok: 5 })], 3).words).toBe('All well: 100 % answered, no label came yet.')
  expect(standingOf([step(0, {})], 3)).toEqual({ tone: 'none', words: 'Nothing came in this stretch of time.' })
  expect(standingOf([step(0, { ok: 92, abstained: 8 }, 10, 9)], 3).words).toBe(
    'All well: 100 % answered, 8.0 % with an abstention, 90.0 % of answers right by 10 labels.',
  )
  expect(standingOf([step(0, { ok: 60, abstained: 40 })], 3)).toEqual({
    tone: 'bad',
    words: '40.0 % ended with an abstention.',
  })
})

test('a single request says nothing of the service: what was refused for its input was not its to answer, and one that is lost is no trouble yet', () => {
  expect(standingOf([step(0, { invalid: 1 })], 3)).toEqual({
    tone: 'none',
    words: '1 request came and was refused for its input: none was the service’s to answer.',
  })
  expect(standingOf([step(0, { invalid: 4 })], 3).words).toContain('4 requests came and were refused for their input')
  expect(standingOf([step(0, { ok: 1, invalid: 1 })], 3).tone).toBe('good')
  for (const status of ['abstained', 'fallback', 'failed'] as const) {
    expect(standingOf([step(0, { [status]: 1, invalid: 1 })], 3).tone, status).toBe('warn')
    expect(standingOf([step(0, { [status]: 5 })], 3).tone, status).toBe('bad')
  }
  expect(standingOf([step(0, { failed: 1 })], 3).words).toBe('100 % got no answer: 1 failed.')
})

test('what a fallback answered is said in how many, and is not well', () => {
  expect(standingOf([step(0, { ok: 90, abstained: 8, fallback: 2 }, 10, 9)], 3)).toEqual({
    tone: 'warn',
    words:
      '2 (2.0 %) were answered by a fallback, and by no model. 100 % answered, 8.0 % with an abstention, 90.0 % of answers right by 10 labels.',
  })
  // Of a day it is too little to be told, of its last hour it is not.
  const day = Array.from({ length: 144 }, (_, i) =>
    step(i * 600_000, i < 141 ? { ok: 600 } : { ok: 560, fallback: 40 }),
  )
  expect(standingOf(day, 3)).toMatchObject({ tone: 'warn' })
  expect(standingOf(day, 3).words).toMatch(/^In the last hour 120 \(3\.3 %\) were answered by a fallback/)
  expect(standingOf([step(0, { ok: 999, fallback: 1 })], 3).tone).toBe('good')
  // Beside what is wrong it is said as well.
  expect(standingOf([step(0, { ok: 800, failed: 100, fallback: 100 })], 3)).toEqual({
    tone: 'bad',
    words: '10.0 % got no answer: 100 failed. 100 (10.0 %) were answered by a fallback, and by no model.',
  })
  expect(standingOf([step(0, { ok: 600, abstained: 50, fallback: 350 })], 3)).toEqual({
    tone: 'bad',
    words: '350 (35.0 %) were answered by a fallback, and by no model. 5.0 % ended with an abstention.',
  })
})

test('nothing is well while somebody is told, and what is over is named', () => {
  const well = [step(0, { ok: 500 }, 500, 414)]
  const alarm = (severity: 'page' | 'ticket', more: { isCalm?: true; isOver?: true } = {}) =>
    standing(well, sumOf(well), 3, [], { severity, isCalm: false, isOver: false, ...more })
  expect(alarm('page')).toEqual({ tone: 'bad', words: '100 % answered, 82.8 % of answers right by 500 labels.' })
  expect(alarm('ticket').tone).toBe('warn')
  expect(alarm('page', { isCalm: true }).tone).toBe('warn')
  expect(alarm('page', { isOver: true })).toEqual({
    tone: 'good',
    words: 'All well again: 100 % answered, 82.8 % of answers right by 500 labels.',
  })
})

test('an interval has as many digits as tell its ends apart', () => {
  expect(rangeWords({ low: 0.761, high: 0.992 })).toBe('.76–.99')
  expect(rangeWords({ low: 0.9962, high: 1 })).toBe('.996–1')
  expect(rangeWords({ low: 0.99999, high: 1 })).toBe('1')
})

test('what is wrong comes first: requests without an answer, and an accuracy that fell for sure', () => {
  const { tone, words } = standingOf([step(0, { ok: 900, unready: 70, limited: 30, invalid: 500 })], 3)
  expect([tone, words]).toEqual(['bad', '10.0 % got no answer: 70 found nothing ready, 30 were over the rate limit.'])
  const fell = [step(0, { ok: 500 }, 200, 190), step(1, { ok: 500 }, 200, 150)]
  expect(standingOf(fell, 3).words).toBe('Accuracy fell from 95.0 % to 75.0 % by the newest 200 labels.')
  // As large a fall on few labels may be chance; of numbers there is no accuracy.
  expect(standingOf([step(0, { ok: 500 }, 20, 19), step(1, { ok: 500 }, 20, 15)], 3).tone).toBe('good')
  expect(standingOf(fell, 0).tone).toBe('good')
})

test('trouble now is told though it is little of the stretch, and what is too small to matter is not', () => {
  const MIN = 60_000
  const day = (bad: (i: number) => Parameters<typeof step>) => Array.from({ length: 144 }, (_, i) => step(...bad(i)))
  // Three hours of a day at 0 % right are an eighth of it.
  const deploy = day((i) => [i * 10 * MIN, { ok: 600 }, 100, i < 126 ? 98 : 0])
  expect(standingOf(deploy, 10)).toEqual({
    tone: 'bad',
    words: 'Accuracy fell from 98.0 % to 0 % by the newest 600 labels, since Mon 1 Jan, 21:00.',
  })
  // Labels come late: the newest that came tell, not the newest hour.
  const late = day((i) => [i * 10 * MIN, { ok: 600 }, i < 130 ? 100 : 0, i < 126 ? 98 : 0])
  expect(standingOf(late, 10).words).toContain('Accuracy fell from')
  // Sure by its many labels, and of no weight: 96.2 % to 95.8 %.
  const small = day((i) => [i * 10 * MIN, { ok: 600 }, 100_000, i < 138 ? 96_200 : 95_800])
  expect(standingOf(small, 10).tone).toBe('good')
  // Over as well: what is well again is well.
  const over = day((i) => [i * 10 * MIN, { ok: 600 }, 100, i > 60 && i < 80 ? 0 : 98])
  expect(standingOf(over, 10).tone).toBe('good')
  // All of the stretch is bad: there is no before, but a guess would be right more often.
  const all = [step(0, { ok: 90 }, 90, 0)]
  expect(standingOf(all, 10).words).toBe('Answers are right less often than a guess: 0 % by 90 labels.')
  // A quarter of the last hour's requests are lost, and too little of the day's to be told of the day.
  const lost = day((i) => [i * 10 * MIN, i < 141 ? { ok: 600 } : { ok: 400, failed: 200 }])
  expect(standingOf(lost, 10).words).toBe('In the last hour 16.7 % got no answer: 600 failed.')
  const idle = day((i) => [i * 10 * MIN, i < 138 ? { ok: 600 } : { ok: 300, abstained: 300 }])
  expect(standingOf(idle, 10).words).toContain('50.0 % ended with an abstention')
})

test('a caller’s mistake is not the service’s', () => {
  const { success, requests, statuses } = factsOf(step(0, { ok: 99, invalid: 100, failed: 1 }), 3)
  expect([success, requests, statuses.invalid]).toEqual([0.99, 200, 100])
  expect([share(0.9), share(0.9987), share(1), share(Number.NaN)]).toEqual(['90.0 %', '99.87 %', '100 %', '–'])
  expect([1, 0.25, 48.23, 1432, Number.NaN].map(figure)).toEqual(['1', '0.25', '48.2', '1,430', '–'])
  expect([0, 0.0992, 2.345, 148.2, Number.NaN].map(msWords)).toEqual([
    'under 0.1 ms',
    '0.099 ms',
    '2.3 ms',
    '150 ms',
    '–',
  ])
  expect([0.00057, 0, 1830, 17_813, 300_007].map(timeWords)).toEqual(['0.57 µs', '0 ms', '1.8 s', '18 s', '5 min'])
})

test('a failure that lasts is held against how it was before it began, however long ago', () => {
  const MIN = 60_000
  /** Of so many ten minutes with 100 labels each, that begin at an hour. */
  const tens = (hour: number, n: number, right: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => step((hour * 60 + i * 10) * MIN, { ok: 100 }, 100, right(i)))
  // Of a day the last 23 hours are ten points worse: what is before them is an hour, and not the day.
  const long = tens(0, 144, (i) => (i < 6 ? 95 : 85))
  expect(standingOf(long, 3).words).toBe(
    'Accuracy fell from 95.0 % to 85.0 % by the newest 600 labels, since Mon 1 Jan, 01:00.',
  )
  // It fell within a step, which has some of both: the level is what was before that, and the failure is since then.
  const mixed = tens(0, 144, (i) => (i < 1 ? 97 : i === 1 ? 70 : 10))
  expect(standingOf(mixed, 3).words).toContain('from 97.0 % to 10.0 % by the newest 600 labels, since Mon 1 Jan, 00:10')
  // All of the stretch is worse, and since two days before: by itself it is all well.
  const past = tens(0, 10 * 144, (i) => (i < 8 * 144 ? 95 : 85))
  const day = tens(240, 144, () => 85)
  expect(standingOf(day, 3).tone).toBe('good')
  expect(standingOf(day, 3, past)).toEqual({
    tone: 'bad',
    words: 'Accuracy fell from 95.0 % to 85.0 % by the newest 600 labels, since Tue 9 Jan, 00:00.',
  })
  // The last hour of it, which has all steps of the past before it.
  const hour = Array.from({ length: 60 }, (_, i) => step((264 * 60 + i) * MIN, { ok: 10 }, 10, i % 2 ? 8 : 9))
  expect(standingOf(hour, 3, [...past, ...day]).words).toContain(
    '95.0 % to 84.7 % by the newest 150 labels, since Tue 9 Jan, 00:00',
  )
  // An earlier failure that was over is not how it was before this one.
  const twice = tens(0, 144, (i) => (i < 40 || (i >= 70 && i < 100) ? 95 : 80))
  expect(standingOf(twice, 3).words).toContain('from 95.0 % to 80.0 % by the newest 600 labels, since Mon 1 Jan, 16:40')
  // Over: what is well again is well, whatever came before.
  expect(
    standingOf(
      tens(240, 144, () => 95),
      3,
      past,
    ).tone,
  ).toBe('good')
})

test('where nothing fell, chance says that something did no more often than where all that came before is compared', () => {
  let [told, plain] = [0, 0]
  for (let world = 0; world < 300; world++) {
    const steps = drawn(world, () => 0.85)
    if (standingOf(steps.slice(168), 3, steps.slice(0, 168)).tone === 'bad') told++
    const [before, newest] = [steps.slice(0, -6), steps.slice(-6)].map((part) => labelledQuality(part, 3))
    if (before && newest && isFall(before, newest)) plain++
  }
  // One side of a 95 % interval: 2.5 %.
  expect(plain / 300).toBeLessThan(0.03)
  expect(told).toBeLessThanOrEqual(plain + 1)
})

test('of labels as they come it is known within the hour when a failure began, though it lasts for most of the time', () => {
  const off: number[] = []
  for (let world = 0; world < 100; world++) {
    const steps = drawn(world, (i) => (i < 100 ? 0.95 : 0.75))
    const { since = Number.NaN } = beforeOf(steps.slice(0, -6), steps.slice(-6), 3)
    off.push(Math.abs(since / 600_000 - 100))
  }
  expect(off.filter((steps) => steps <= 6).length).toBeGreaterThan(90)
})

/** 312 steps of ten minutes with 20 labels each, right as often as said. */
function drawn(seed: number, share: (i: number) => number): readonly Step[] {
  const random = rng(seed, { kind: 'generate' })
  return Array.from({ length: 312 }, (_, i) => {
    const right = Array.from({ length: 20 }, () => random.uniform()).filter((one) => one < share(i)).length
    return step(i * 600_000, { ok: 20 }, 20, right)
  })
}
