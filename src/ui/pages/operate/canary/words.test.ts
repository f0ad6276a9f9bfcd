import { describe, expect, test } from 'vitest'
import { pValue } from '../../../../messages/format'
import { CANARY_STEPS, type CanaryCheck, type CanaryPlan } from '../../../../ops/canary-plan'
import { stepsFrom, wayOf } from './rollout-modes'
import {
  IDLE_WORDS,
  asksWords,
  breachWords,
  checkWords,
  harmWords,
  limitWords,
  missingWords,
  shortWords,
  skippedWords,
  verdictWords,
} from './words'

const difference = { estimate: -0.05, low: -0.12, high: 0.02 }
const slices = ['all', 'night']

describe('a verdict', () => {
  test.each([
    ['better', undefined, /^Better: .* by −5\.0 points \(between −12\.0 and 2\.0\)/],
    ['worse', undefined, /^Worse: .* by 5\.0 points \(between −2\.0 and 12\.0\)/],
    ['cannot tell yet', 1432, /^Cannot tell yet, about 1,400 more labelled requests\.$/],
    ['cannot tell yet', undefined, /too few labels/],
  ] as const)('%s, %s more', (verdict, more, words) => {
    expect(verdictWords({ verdict, difference, ...(more === undefined ? {} : { more }) })).toMatch(words)
  })
})

test('before there are labels enough it is said how many of how many', () => {
  const short = { of: 'challenger', has: 3, needed: 10 } as const
  expect(verdictWords({ verdict: 'cannot tell yet', short, difference })).toBe(
    'Cannot tell yet: 3 of the 10 labelled answers of the challenger are there that it takes at least.',
  )
  expect(shortWords(short)).toEqual({
    words: '3 of 10',
    title: 'It can tell from 10 answers of the challenger on; there are 3',
  })
})

test('the worst of what was compared is what it is taken back for', () => {
  const check: CanaryCheck = {
    what: 'slice',
    slice: 1,
    champion: { good: 90, all: 100 },
    challenger: { good: 1, all: 10 },
    p: 0.01,
    breach: true,
  }
  const reading = { at: 0, since: 0, step: 0, percent: 5, labels: 10, verdict: 'cannot tell yet', difference } as const
  expect(breachWords({ ...reading, checks: [check] }, slices, 5)).toBe(
    'Worse: 10.0 % of "night" right, the champion 90.0 %.',
  )
  // Worse for one slice and better over all are both said.
  const all = {
    ...check,
    what: 'right',
    breach: false,
    champion: { good: 60, all: 100 },
    challenger: { good: 85, all: 100 },
  } as const
  expect(breachWords({ ...reading, checks: [check, all] }, slices, 5)).toBe(
    'Worse: 10.0 % of "night" right, the champion 90.0 %. Over all it is right more often: 85.0 %, the champion 60.0 %.',
  )
  expect(breachWords({ ...reading, checks: [{ ...check, breach: false }] }, slices, 5)).toBeUndefined()
  expect(checkWords(check, slices, 5)).toBe('Right: night')
  expect(checkWords({ ...check, what: 'in time' }, slices, 5.25)).toBe('Within 5.3 ms')
})

test('numbers keep their unit and their place', () => {
  expect([pValue(0.0002), pValue(0.0423), pValue(1)]).toEqual(['< 0.001', '0.042', '1'])
  expect(missingWords({ what: 'margin', has: -0.113, needed: -0.05 })).toBe(
    'may still be 11.3 points worse; 5 at most may take over',
  )
})

test('who was harmed, and who is not known to be', () => {
  const byKind = { wrong: 3, failed: 0, late: 1 }
  const harm = { given: 40, harmed: 4, either: 2, unknown: 1, beyond: 0, byKind, bySlice: [], ids: [], after: 0 }
  expect(harmWords(harm)).toBe(
    'Of 40 requests that the challenger was given, 4 were harmed: the champion does better on the same input (3 wrong, 1 late). 2 more are answered wrongly by both; of 1 that it got wrong the champion was not asked the same.',
  )
})

test('that nobody was harmed is no claim that the champion does better', () => {
  const byKind = { wrong: 0, failed: 0, late: 0 }
  const harm = { given: 5, harmed: 0, either: 1, unknown: 0, beyond: 0, byKind, bySlice: [], ids: [], after: 0 }
  expect(harmWords(harm)).toBe(
    'Of 5 requests that the challenger was given, none was harmed: on none of them does the champion do better. 1 more is answered wrongly by both.',
  )
})

describe('what a gate asks and a verdict do not contradict each other', () => {
  const steps = CANARY_STEPS
  const limits = { alpha: 0.05, margin: 0.05, lateMs: 1, within: 0 }
  const plan: CanaryPlan = {
    ...{ stage: 's', champion: 'a', challenger: 'b', model: 'm', from: 1, to: 2 },
    ...{ steps, automatic: true, limits },
  }

  test('who passed the last gate is told to be no worse than it asks, whichever is better', () => {
    const close = { estimate: 0.01, low: -0.03, high: 0.06 }
    expect(verdictWords({ verdict: 'cannot tell yet', more: 6412, difference: close }, limits.margin)).toBe(
      'Not more than 5 points worse, which is what the last gate asks: the difference is 1.0 points (between −3.0 and 6.0). Whether it is better one cannot tell before about 6,400 more labelled requests.',
    )
    const wide = { ...close, low: -0.051 }
    expect(verdictWords({ verdict: 'cannot tell yet', more: 6412, difference: wide }, limits.margin)).toMatch(/^Cannot/)
  })

  test('a gate names all that it asks, the last one the margin', () => {
    expect(asksWords(plan, 0)).toMatch(
      /^A gate asks for 100 labelled requests .* 60 virtual minutes .*; the last also that it is not more than 5 points worse/,
    )
    expect(asksWords(plan, 2)).toMatch(/nothing held worse, and that it is not more than 5 points worse/)
    expect(asksWords({ ...plan, steps: steps.slice(0, 1) }, 0)).toMatch(/^The gate asks .*, and that it is not more/)
  })

  test('a gate that is jumped over says what it lacks', () => {
    const missing = [
      { what: 'labels', has: 3, needed: 100 },
      { what: 'minutes', has: 12, needed: 60 },
    ] as const
    expect(skippedWords({ percent: 5, missing })).toBe(
      'The gate at 5 %: 3 of 100 labelled requests of the challenger at this step; 12 of 60 virtual minutes at this step.',
    )
  })

  test('batches that wait longer than the limit are told', () => {
    expect(limitWords(0.6, 0)).not.toMatch(/batches wait up to/)
    expect(limitWords(0.6, 5)).toMatch(/^In time is within 0.6 ms: .* batches wait up to 5 ms now/)
  })

  test.each([
    ['itself', undefined, [5, 25, 50]],
    ['hand', 30, [30, 50]],
    ['itself', 25, [25, 50]],
    ['test', undefined, [50]],
    ['test', 10, [10]],
  ] as const)('%s from %s', (way, from, shares) => {
    expect(stepsFrom(way, from)).toEqual(shares)
  })

  test('a way is known again from its plan', () => {
    expect(wayOf(undefined)).toBe('itself')
    expect(wayOf(plan)).toBe('itself')
    expect(wayOf({ ...plan, automatic: false })).toBe('hand')
    expect(wayOf({ ...plan, automatic: false, steps: steps.slice(2) })).toBe('test')
  })
})

test('a canary at 0 % says what it waits for', () => {
  expect(missingWords({ what: 'share', has: 0, needed: 5 })).toBe('no request goes to it at 0 %: its first step is 5 %')
  expect(IDLE_WORDS).toMatch(/^No request goes to it: its share is 0 %.* Raise the fader, or take it back\.$/)
})
