import { describe, expect, test } from 'vitest'
import { canaryText } from '../../../../messages/en/operate/canary'
import { sliceTitle } from '../../../../messages/en/operate/terms'
import { pValue } from '../../../../messages/format'
import type { LogDictionary } from '../../../../ops/log-entry'
import { shiftText } from '../alerts/evidence-text'
import { CANARY_STEPS, type CanaryCheck, type CanaryPlan } from '../../../../ops/canary-plan'
import {
  breachText,
  checkText,
  countedBy,
  gateText,
  harmText,
  limitText,
  missingText,
  rolloutModeOf,
  skippedText,
  stepsFrom,
  verdictText,
} from './canary-view'

const difference = { estimate: -0.05, low: -0.12, high: 0.02 }
const slices = ['all', 'night']

test('requests of no slice are not called all requests', () => {
  expect([0, 1, 2].map((slice) => sliceTitle(slices, slice))).toEqual(['no slice', 'night', 'no slice'])
  expect(sliceTitle(['all'], 0)).toBe('all requests')
  const book = { slices } as unknown as LogDictionary
  expect(shiftText({ kind: 'slice', value: 0, before: 0.2, now: 0.6 }, book)).toContain('no slice')
})

describe('a verdict', () => {
  test.each([
    ['better', undefined, /^Better: accuracy is −5\.0 percentage points above .* \(between −12\.0 and 2\.0\)/],
    ['worse', undefined, /^Worse: accuracy is 5\.0 percentage points below .* \(between −2\.0 and 12\.0\)/],
    [
      'cannot tell yet',
      1432,
      /^Not enough data yet: it takes about 1,400 more labeled requests to show which version is better\.$/,
    ],
    ['cannot tell yet', undefined, /too few labels/],
  ] as const)('%s, %s more', (verdict, more, expected) => {
    expect(verdictText({ verdict, difference, ...(more === undefined ? {} : { more }) })).toMatch(expected)
  })
})

test('before there are enough labels, it reports how many of how many', () => {
  const short = { of: 'challenger', has: 3, needed: 10 } as const
  expect(verdictText({ verdict: 'cannot tell yet', short, difference })).toBe(
    'Not enough data yet: 3 of 10 labeled challenger predictions.',
  )
  const { short: cell, shortAbout } = canaryText.checks
  expect(cell[countedBy({ what: 'slice' })](short)).toBe('has 3 of 10 labels')
  expect(cell[countedBy({ what: 'in time' })](short)).toBe('has 3 of 10 requests')
  expect(shortAbout.challenger.labels(short)).toBe(
    'This check needs at least 10 labeled predictions from the challenger; 3 so far.',
  )
})

test('it is rolled back for the worst check', () => {
  const check: CanaryCheck = {
    what: 'slice',
    slice: 1,
    champion: { good: 90, all: 100 },
    challenger: { good: 1, all: 10 },
    ...{ p: 0.01, breach: true, suspect: false },
  }
  const reading = { at: 0, since: 0, step: 0, percent: 5, labels: 10, verdict: 'cannot tell yet', difference } as const
  expect(breachText({ ...reading, checks: [check] }, slices, 5)).toBe(
    'Worse: accuracy 10.0% on "night" vs. 90.0% for the champion.',
  )
  // A challenger that is worse on one slice but better overall must be described that way.
  const all = {
    ...check,
    what: 'right',
    breach: false,
    champion: { good: 60, all: 100 },
    challenger: { good: 85, all: 100 },
  } as const
  expect(breachText({ ...reading, checks: [check, all] }, slices, 5)).toBe(
    'Worse: accuracy 10.0% on "night" vs. 90.0% for the champion. Overall, the challenger is more accurate: 85.0% vs. 60.0%.',
  )
  expect(breachText({ ...reading, checks: [{ ...check, breach: false }] }, slices, 5)).toBeUndefined()
  expect(checkText(check, slices, 5)).toBe('Accuracy: night')
  expect(checkText({ ...check, what: 'in time' }, slices, 5.25)).toBe('Within the latency limit (5.3 ms)')
})

test('numbers keep their unit and their place', () => {
  expect([pValue(0.0002), pValue(0.0423), pValue(1)]).toEqual(['< 0.001', '0.042', '1'])
  expect(missingText({ what: 'margin', has: -0.113, needed: -0.05 }, slices)).toBe(
    'accuracy could be as much as 11.3 percentage points worse; the limit is 5',
  )
  const margin = { what: 'margin', has: -0.113, needed: -0.05, inputs: 30 } as const
  expect(missingText({ ...margin, enough: 283 }, slices)).toBe(
    'accuracy could be as much as 11.3 percentage points worse, judging by 30 distinct inputs; the limit is 5 (about 280 distinct inputs would be enough if the versions keep differing as often; if your data has fewer, decide by hand)',
  )
  expect(missingText({ ...margin, enough: 283 }, slices, 60)).toMatch(
    /as often, but requests are drawn from only 60 held-out rows, so this gate keeps waiting; decide by hand\)$/,
  )
  expect(missingText({ ...margin, enough: 283 }, slices, 283)).toMatch(/keep differing as often\)$/)
  expect(missingText({ ...margin, enough: Number.POSITIVE_INFINITY }, slices)).toMatch(
    /the limit is 5 \(more inputs will not help as long as the challenger is this much worse\)$/,
  )
  expect(missingText({ what: 'suspect', has: 0, needed: 8, slice: 1 }, slices)).toBe(
    'the challenger looks worse on "night" so far: 0 of 8 predictions correct; wait for more labels',
  )
})

test('reports harm, and requests where harm is unknown', () => {
  const byKind = { wrong: 3, failed: 0, late: 1 }
  const harm = { given: 40, harmed: 4, either: 2, unknown: 1, beyond: 0, byKind, bySlice: [], ids: [], after: 0 }
  expect(harmText(harm)).toBe(
    'Of 40 challenger requests, 4 were harmed (3 wrong and 1 late): the champion does better on the same input. On 2 more requests, both versions are wrong. 1 wrong or failed request cannot be compared: the champion never answered the same input.',
  )
})

test('no harm is no claim that the champion is better', () => {
  const byKind = { wrong: 0, failed: 0, late: 0 }
  const harm = { given: 5, harmed: 0, either: 1, unknown: 0, beyond: 0, byKind, bySlice: [], ids: [], after: 0 }
  expect(harmText(harm)).toBe(
    'Of 5 challenger requests, none was harmed: the champion does no better on any of them. On 1 more request, both versions are wrong.',
  )
  expect(harmText({ ...harm, either: 0, unknown: 3 })).toBe(
    'Of 5 challenger requests, none is known to be harmed. 3 wrong or failed requests cannot be compared: the champion never answered the same input.',
  )
})

describe('the requirements of a gate and the verdict do not contradict each other', () => {
  const steps = CANARY_STEPS
  const limits = { alpha: 0.05, margin: 0.05, lateMs: 1, within: 0 }
  const plan: CanaryPlan = {
    ...{ stage: 's', champion: 'a', challenger: 'b', model: 'm', from: 1, to: 2 },
    ...{ steps, automatic: true, limits },
  }

  test('a challenger that passed the last gate is reported as not worse than the margin', () => {
    const close = { estimate: 0.01, low: -0.03, high: 0.06 }
    expect(verdictText({ verdict: 'cannot tell yet', more: 6412, difference: close }, limits.margin)).toBe(
      'At most 5 percentage points worse, as the last gate requires: the difference is 1.0 percentage points (between −3.0 and 6.0). It takes about 6,400 more labeled requests to show whether the challenger is better.',
    )
    const wide = { ...close, low: -0.051 }
    expect(verdictText({ verdict: 'cannot tell yet', more: 6412, difference: wide }, limits.margin)).toMatch(
      /^Not enough data yet/,
    )
  })

  test('a gate names all requirements, the last one also the margin', () => {
    expect(gateText(plan, 0)).toMatch(
      /^A gate requires 100 labeled challenger requests .* 60 simulated minutes .* The last gate also requires that accuracy is at most 5 percentage points worse/,
    )
    expect(gateText(plan, 2)).toMatch(
      /no check may show that the challenger is worse\. Accuracy must be at most 5 percentage points worse/,
    )
    expect(gateText({ ...plan, steps: steps.slice(0, 1) }, 0)).toMatch(
      /^The gate requires .* Accuracy must be at most 5 percentage points worse/,
    )
  })

  test('a skipped gate names what it lacks', () => {
    const missing = [
      { what: 'labels', has: 3, needed: 100 },
      { what: 'minutes', has: 12, needed: 60 },
    ] as const
    expect(skippedText({ percent: 5, missing }, slices)).toBe(
      'Gate at 5%: 3 of 100 labeled challenger requests at this step and 12 of 60 simulated minutes at this step.',
    )
  })

  test('batches that wait longer than the limit are reported', () => {
    expect(limitText(0.6, 0)).not.toMatch(/batches now wait up to/)
    expect(limitText(0.6, 5)).toMatch(/^Responses count as late after 0.6 ms. .* batches now wait up to 5 ms/)
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

  test('a rollout mode is recognized from its plan', () => {
    expect(rolloutModeOf(undefined)).toBe('itself')
    expect(rolloutModeOf(plan)).toBe('itself')
    expect(rolloutModeOf({ ...plan, automatic: false })).toBe('hand')
    expect(rolloutModeOf({ ...plan, automatic: false, steps: steps.slice(2) })).toBe('test')
  })
})

test('a canary at 0% says what it waits for', () => {
  expect(missingText({ what: 'share', has: 0, needed: 5 }, slices)).toBe(
    'the traffic share is 0%, so no requests arrive; raise it to the first step, 5%',
  )
  expect(canaryText.traffic.idle).toMatch(/its share is 0%.* Raise the traffic share, or roll the challenger back\.$/)
})
