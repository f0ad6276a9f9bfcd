/**
 * @file Tests that the curve covers the learning rates from the first step to the last, and that the sentence describes
 * the curve.
 */
import { expect, test } from 'vitest'
import { schedules } from '../../catalog/learning-rate-schedules'
import { lowerSchedule } from '../../compile/lower-plan'
import { rateAt } from '../../data/learning-rate-schedule'
import { learningRateCurve, learningRateText } from './learning-rate-curve'

const run = { steps: 1000, perEpoch: 50 }

test.each(schedules.map(({ kind }) => kind))('%s', (kind) => {
  const schedule = lowerSchedule({ kind, warmup: 30 })
  const curve = learningRateCurve(schedule, 0.01, run, 100)
  expect(curve).toHaveLength(100)
  expect([curve[0]?.step, curve.at(-1)?.step]).toEqual([0, 999])
  for (const { step, rate } of curve) expect(rate).toBe(rateAt(schedule, 0.01, { ...run, step, plateau: 1 }))
})

test('a short run has one point per step, also with a single step', () => {
  expect(learningRateCurve(undefined, 0.01, { steps: 3, perEpoch: 1 }, 100).map(({ step }) => step)).toEqual([0, 1, 2])
  expect(learningRateCurve(undefined, 0.01, { steps: 1, perEpoch: 1 }, 100)).toEqual([{ step: 0, rate: 0.01 }])
})

test.each([
  ['constant', {}, 'Constant at 0.01.'],
  ['constant', { warmup: 99 }, 'From 0.0001 up to 0.01.'],
  ['step', { every: 10, factor: 0.5 }, 'From 0.01 down to 0.005.'],
  ['oneCycle', {}, 'From 0.0004 up to 0.01, ending at 1e-6.'],
])('%s as a sentence', (kind, params, summary) => {
  expect(learningRateText(learningRateCurve(lowerSchedule({ kind, ...params }), 0.01, run, 1000))).toBe(summary)
})
