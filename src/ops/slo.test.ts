import { describe, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { formatMessage } from '../messages/message'
import { wilson } from '../metrics/intervals'
import { toPrometheusRules } from './prometheus-rules'
import { compareWithPromtool, lacksPromtool, randomHistory, SERVICE } from './promtool.test-help'
import { checkSlo, judgeRequest, type Minutes, type Slo, sloSentence } from './slo'
import {
  BURN_RULES,
  burnDown,
  burnRate,
  firings,
  firingsWithFactor,
  isReachable,
  makeBurnWatch,
  maxBurnRate,
  rulesFor,
  shareOf,
  wilsonBound,
} from './slo-burn'

const three: Slo = { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 }

const ruleById = (id: string) =>
  expectDefined(
    BURN_RULES.find((rule) => rule.id === id),
    id,
  )

/** Generates minutes with 100 requests each by default, of which `badIn(minute)` are bad. */
function minutes(length: number, badIn: (minute: number) => number, totalIn: (minute: number) => number = () => 100) {
  const total = Array.from({ length }, (_, minute) => totalIn(minute))
  return { first: 0, total, bad: total.map((_, minute) => badIn(minute)) } satisfies Minutes
}

test('an objective is its sentence, and its problems are reported', () => {
  const fast: Slo = { id: 'a', kind: 'valid-and-fast', targetPercent: 99.9, withinMs: 150, overDays: 30 }
  expect(sloSentence(fast)).toBe('99.9% of requests answered within 150 ms over 30 days')
  expect(sloSentence({ ...three, overDays: 1 })).toBe('99.9% of requests answered over 1 day')
  expect(sloSentence({ ...three, kind: 'without-fallback' })).toBe(
    '99.9% of requests answered without a fallback over 30 days',
  )
  expect(checkSlo(fast)).toEqual([])
  expect(checkSlo({ ...fast, targetPercent: 100, withinMs: 0, overDays: 0.5 }).map(formatMessage)).toEqual([
    'A target of 100% is not possible. Choose a value from 50% to 99.999%, such as 99.9%.',
    'A latency limit of 0 ms is not possible. Choose a value from 1 to 600,000 ms.',
    'An objective window of 0.5 days is not possible. Choose a whole number from 1 to 90, such as 30.',
  ])
})

test.each([
  ['availability', 'ok', 9999, undefined, 'good'],
  ['availability', 'failed', 1, undefined, 'bad'],
  ['availability', 'limited', 1, undefined, 'bad'],
  ['availability', 'invalid', 1, undefined, undefined],
  ['latency', 'ok', 150, undefined, 'good'],
  ['latency', 'ok', 150.1, undefined, 'bad'],
  ['latency', 'failed', 1, undefined, undefined],
  ['valid-and-fast', 'abstained', 10, undefined, 'good'],
  ['valid-and-fast', 'unready', 10, undefined, 'bad'],
  ['valid-and-fast', 'ok', 151, undefined, 'bad'],
  ['without-fallback', 'ok', 1, undefined, 'good'],
  ['without-fallback', 'abstained', 1, undefined, 'good'],
  ['without-fallback', 'fallback', 1, undefined, 'bad'],
  ['without-fallback', 'failed', 1, undefined, 'bad'],
  ['without-fallback', 'invalid', 1, undefined, undefined],
  ['without-abstention', 'ok', 1, undefined, 'good'],
  ['without-abstention', 'abstained', 1, undefined, 'bad'],
  ['without-abstention', 'fallback', 1, undefined, undefined],
  ['without-abstention', 'failed', 1, undefined, undefined],
  ['availability', 'fallback', 1, undefined, 'good'],
  ['accuracy', 'ok', 1, undefined, undefined],
  ['accuracy', 'ok', 1, false, 'bad'],
  ['accuracy', 'ok', 1, true, 'good'],
] as const)('%s: a request that is %s after %d ms, right: %s, is %s', (kind, status, totalMs, right, verdict) => {
  const request = { status, totalMs, ...(right === undefined ? {} : { right }) }
  expect(judgeRequest({ ...three, kind, withinMs: 150 }, request)).toBe(verdict)
})

describe('a target so low that a total failure cannot burn fast', () => {
  const right: Slo = { id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 7 }
  /** Normally 5% of predictions are wrong; for three hours starting at minute 600, all of them are. */
  const deploy = minutes(1440, (minute) => (minute >= 600 && minute < 780 ? 100 : 5))

  test('at 90%, the burn rate is at most 10, so a rule of 14.4 never fires and says so', () => {
    expect(maxBurnRate(right)).toBe(10)
    expect(isReachable(right, ruleById('fast'))).toBe(false)
    expect(isReachable(right, ruleById('slow'))).toBe(true)
    // A total failure reaches exactly this burn rate but does not exceed it, so a rule with this threshold cannot fire.
    expect(isReachable(right, { factor: 10 })).toBe(false)
    expect(isReachable(right, { factor: 9.99 })).toBe(true)
    expect(BURN_RULES.every((rule) => isReachable(three, rule))).toBe(true)
  })

  test('a factor of 3 for 15 minutes pages instead: three hours of total failure page within 40 minutes', () => {
    expect(rulesFor(three, BURN_RULES)).toBe(BURN_RULES)
    const pages = firings(deploy, right).filter(({ severity }) => severity === 'page')
    expect(pages.map(({ rule }) => rule)).toEqual(['held'])
    expect((pages[0]?.fromMinute ?? 0) - 600).toBeLessThanOrEqual(40)
    // With a target of 99.9%, the rule continues to open only a ticket, as in the SRE workbook.
    expect(firings(deploy, { ...right, targetPercent: 99.9 }).find(({ rule }) => rule === 'held')?.severity).toBe(
      'ticket',
    )
    expect(toPrometheusRules([right], SERVICE)).toMatch(/BurnHeld[\s\S]*severity: page/)
  })

  test('does not page if the user has set every rule to open a ticket', () => {
    const tickets = BURN_RULES.map((rule) => ({ ...rule, severity: 'ticket' as const }))
    expect(rulesFor(right, tickets)).toBe(tickets)
  })

  test('if no rule with as short a window can be reached either, none becomes a page', () => {
    expect(rulesFor({ targetPercent: 60 }, BURN_RULES).map(({ severity }) => severity)).toEqual(
      BURN_RULES.map(({ severity }) => severity),
    )
  })
})

describe('burn rate', () => {
  test('rates of the SRE workbook: 144 of 10,000 burn 14.4 times too fast, and without requests nothing burns', () => {
    expect(burnRate(three, 144, 10_000)).toBe(14.4)
    expect(burnRate(three, 10, 10_000)).toBe(1)
    expect(burnRate(three, 0, 0)).toBeUndefined()
    expect(shareOf(three, 14.4)).toEqual({ part: 144, whole: 10_000 })
    expect(shareOf({ targetPercent: 99.999 })).toEqual({ part: 1, whole: 100_000 })
  })

  test('at 14.4, a budget of 30 days lasts 50 hours, and one hour uses 2%', () => {
    const down = burnDown(
      minutes(
        60,
        () => 144,
        () => 10_000,
      ),
      three,
    )
    expect(down).toHaveLength(1)
    expect(down[0]?.left).toBeCloseTo(0.98, 12)
    expect(down[0]?.minutesLeft).toBeCloseTo(0.98 * 50 * 60, 9)
    const days = burnDown(
      minutes(
        72 * 60,
        () => 10,
        () => 10_000,
      ),
      three,
      1440,
    )
    expect(days.map(({ minute, left }) => [minute, Math.round(left * 1000)])).toEqual([
      [1439, 967],
      [2879, 933],
      [4319, 900],
    ])
  })

  test('an overspent budget has no time left, and one that does not burn has no end', () => {
    const gone = burnDown(
      minutes(43_200, () => 1),
      three,
    ).at(-1)
    expect(gone?.left).toBeCloseTo(-9, 9)
    expect(gone?.minutesLeft).toBe(0)
    expect(
      burnDown(
        minutes(60, () => 0),
        three,
      )[0],
    ).toEqual({ minute: 59, left: 1, burn: 0 })
  })

  test('bad requests no longer count once they are older than the period', () => {
    const short = { ...three, overDays: 1 }
    const left = burnDown(
      minutes(2880, (minute) => (minute < 60 ? 1 : 0)),
      short,
      1440,
    ).map(({ left }) => left)
    expect(left[0]).toBeCloseTo(1 - 60 / 144, 9)
    expect(left[1]).toBe(1)
  })

  test('both windows must burn: an outage that is over does not page, and one minute is not an hour', () => {
    const outage = minutes(600, (minute) => (minute >= 300 && minute < 320 ? 100 : 0))
    const fast = firings(outage, three).filter(({ rule }) => rule === 'fast')
    // 14.4 × 0.1% of 6,000 requests per hour is 86.4, so one minute with a hundred failures exceeds the threshold. The
    // rule stops firing 5 minutes after the last failure.
    expect(fast).toMatchObject([
      { fromMinute: 300, toMinute: 324, severity: 'page', numbers: { bad: 100, total: 6000 } },
    ])
    expect(fast[0]?.numbers.burn).toBeCloseTo(100 / 6, 9)
    expect(
      firings(
        minutes(600, () => 0),
        three,
      ),
    ).toEqual([])
  })

  test('a slow fall of accuracy opens a ticket by the rule of three days, and by no other one', () => {
    const right: Slo = { id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 7 }
    const random = rng(3, { kind: 'generate' })
    const days = 14
    // The share of wrong predictions rises from 5% to 16%; it is above the budget of 10% from day 6.4 on.
    const shareAt = (minute: number) => 0.05 + (0.11 * minute) / (days * 1440)
    const bad = Array.from({ length: days * 1440 }, (_, minute) => {
      return Number(random.uniform() < shareAt(minute)) + Number(random.uniform() < shareAt(minute))
    })
    const minutes: Minutes = { first: 0, total: bad.map(() => 2), bad }
    const fired = firings(minutes, right)
    expect(new Set(fired.map(({ rule }) => rule))).toEqual(new Set(['days']))
    expect(fired[0]).toMatchObject({ severity: 'ticket' })
    expect((fired[0]?.fromMinute ?? 0) / 1440).toBeGreaterThan(6.4)
    expect((fired[0]?.fromMinute ?? 0) / 1440).toBeLessThan(6.4 + 3)
    const others = BURN_RULES.filter(({ id }) => id !== 'days')
    expect(firings(minutes, right, others)).toEqual([])
  })

  test('exactly the allowed rate does not fire', () => {
    const at = (bad: number) =>
      firings(
        minutes(
          120,
          () => bad,
          () => 10_000,
        ),
        three,
        [ruleById('fast')],
      )
    expect(at(144)).toEqual([])
    expect(at(145)).toMatchObject([{ fromMinute: 0 }])
  })

  test('it must hold for 15 minutes if a rule says so, and restarts after good minutes', () => {
    const slowRule = [ruleById('held')]
    const often = (badIn: (minute: number) => number) =>
      firings(
        minutes(60, badIn, () => 10_000),
        three,
        slowRule,
      )
    expect(often(() => 40)).toMatchObject([{ fromMinute: 15 }])
    // With 40 bad requests per minute, interrupted by 5 minutes without any, both windows are above 30 bad requests per
    // minute again from minute 20 on.
    expect(often((minute) => (minute >= 10 && minute < 15 ? 0 : 40))).toMatchObject([{ fromMinute: 35 }])
  })

  test('one failure in a quiet night does not page, nor do five of a hundred thousand', () => {
    expect(
      firings(
        minutes(
          600,
          (minute) => (minute === 300 ? 1 : 0),
          () => 1,
        ),
        three,
      ),
    ).toEqual([])
    expect(
      firings(
        minutes(
          600,
          (minute) => (minute === 300 ? 4 : 0),
          () => 4,
        ),
        three,
      ),
    ).toEqual([])
    // Five failures out of five requests are significant.
    expect(
      firings(
        minutes(
          600,
          (minute) => (minute === 300 ? 5 : 0),
          () => 5,
        ),
        three,
      ),
    ).not.toEqual([])
  })

  test('the minimum evidence is the Wilson interval above the budget', () => {
    const random = rng(6, { kind: 'generate' })
    for (const percent of [90, 99, 99.9]) {
      const budget = shareOf({ targetPercent: percent })
      for (let i = 0; i < 3000; i++) {
        const total = 1 + random.below(2000)
        const bad = random.below(Math.min(total, 60) + 1)
        const isSignificant = budget.whole * bad - budget.part * total > wilsonBound(budget) * Math.sqrt(total)
        const { low } = wilson(bad / total, total)
        if (Math.abs(low - budget.part / budget.whole) > 1e-9)
          expect(isSignificant).toBe(low > budget.part / budget.whole)
      }
    }
  })

  test('a higher threshold gives no more pages, minute by minute', () => {
    const { minutes, slo } = randomHistory(4)
    const rule = ruleById('fast')
    const inPage = (factor: number) =>
      firingsWithFactor(minutes, slo, rule, factor).reduce(
        (sum, { fromMinute, toMinute = 5760 }) => sum + toMinute - fromMinute,
        0,
      )
    const paged = [1, 3, 6, 14.4, 30].map(inPage)
    expect(paged).toEqual([...paged].sort((a, b) => b - a))
    expect(paged[0]).toBeGreaterThan(paged[4] ?? 0)
    expect(firingsWithFactor(minutes, slo, rule, 14.4)).toEqual(firings(minutes, slo, [rule]))
  })

  test('it fires exactly as sums recomputed each minute would', () => {
    for (const seed of [1, 2, 3]) {
      const { minutes, slo } = randomHistory(seed, 2000)
      const watch = makeBurnWatch(slo)
      for (let minute = 0; minute < 2000; minute++) {
        watch.minute(minutes.total[minute] as number, minutes.bad[minute] as number)
        const sum = (of: ArrayLike<number>, length: number) =>
          Array.from(of)
            .slice(Math.max(0, minute + 1 - length), minute + 1)
            .reduce((a, b) => a + b, 0)
        for (const { rule, numbers } of watch.firing.filter(({ fromMinute }) => fromMinute === minute)) {
          const { longMinutes = 0, shortMinutes = 0 } = BURN_RULES.find(({ id }) => id === rule) ?? {}
          expect(numbers).toMatchObject({
            bad: sum(minutes.bad, longMinutes),
            total: sum(minutes.total, longMinutes),
            shortBad: sum(minutes.bad, shortMinutes),
            shortTotal: sum(minutes.total, shortMinutes),
          })
        }
      }
    }
  })
})

test.each(BURN_RULES)('the rule $id fires above its factor, not below, and ends', (rule) => {
  const { longMinutes, shortMinutes, forMinutes, factor } = rule
  const slo: Slo = { ...three, targetPercent: 99 }
  // Ten thousand requests per minute; one in a hundred may be bad, so `burn` times as many burn the budget that fast.
  const burning = (burn: number) => {
    const end = longMinutes + forMinutes
    return firings(
      minutes(
        end + shortMinutes,
        (minute) => (minute < end ? Math.round(100 * burn) : 0),
        () => 10_000,
      ),
      slo,
    ).filter((firing) => firing.rule === rule.id)
  }
  const [alert, ...others] = burning(1.1 * factor)
  expect(others).toEqual([])
  expect(alert).toMatchObject({ rule: rule.id, severity: rule.severity })
  expect(alert?.toMinute).toBeGreaterThan(longMinutes + forMinutes - 1)
  expect(burning(0.9 * factor)).toEqual([])
})

describe.skipIf(lacksPromtool())('promtool (where Debian’s is installed)', () => {
  // One day each with a few, dozens, and thousands of requests per minute. promtool takes about 3 ms per minute of
  // data.
  test.each([15, 20, 12])(
    'history %i: every alert fires and ends in the same minute as in promtool',
    async (seed) => {
      const verdict = await compareWithPromtool(randomHistory(seed, 1440), { every: 30 })
      expect(verdict.disagreements).toBe('')
      expect(verdict.fired).toBeGreaterThan(0)
    },
    120_000,
  )

  test('a delay of one minute is detected', async () => {
    expect((await compareWithPromtool(randomHistory(6, 400), { every: 30, late: 1 })).disagreements).toContain('exp:')
  }, 120_000)
})
