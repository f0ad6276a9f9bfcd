/** @file Checks that every catalog schedule lowers to its known formula, with all its numbers. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { randomValue } from '../catalog/random-value.test-help'
import { findSchedule, schedules } from '../catalog/learning-rate-schedules'
import { rateAt, SCHEDULES } from '../data/learning-rate-schedule'
import { lowerSchedule } from './lower-plan'

const run = { steps: 400, perEpoch: 20, plateau: 1 }

test.each(schedules.map((def) => [def.kind, def] as const))('%s', (kind, def) => {
  const random = rng(5, { kind: 'generate' })
  expect(findSchedule(kind)).toBe(def)
  expect(def.summary).toMatch(/^[A-Z].*\.$/)
  for (const spec of Object.values(def.params)) expect(spec.help, spec.label).toMatch(/^[A-Z].*\.$/)
  for (let trial = 0; trial < 50; trial++) {
    const drawn = Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)] as const)
    const lowered = lowerSchedule({ kind, ...Object.fromEntries(drawn) })
    expect(Object.keys(SCHEDULES)).toContain(lowered.class_name)
    for (let step = 0; step < run.steps; step += 7) {
      const rate = rateAt(lowered, 0.01, { ...run, step })
      expect(rate, `${JSON.stringify(lowered)} at ${step}`).toBeGreaterThanOrEqual(0)
      expect(rate).toBeLessThanOrEqual(0.01 * (1 + 1e-12))
    }
  }
})

test.each([
  ['step', { every: 5 }, { every: 3 }],
  ['step', { factor: 0.5 }, { factor: 0.1 }],
  ['exponential', { factor: 0.9 }, { factor: 0.5 }],
  ['cosine', { period: 0 }, { period: 7 }],
  ['cosine', { period: 3, multiplier: 1 }, { period: 3, multiplier: 2 }],
  ['cosine', { floor: 0 }, { floor: 0.5 }],
  ['oneCycle', { rise: 0.2 }, { rise: 0.8 }],
  ['oneCycle', { startDivisor: 2 }, { startDivisor: 200 }],
  ['oneCycle', { endDivisor: 2 }, { endDivisor: 200 }],
  ['plateau', { floor: 0 }, { floor: 0.5 }],
  ['constant', { warmup: 0 }, { warmup: 100 }],
] as const)('%s follows its parameter: %o is not %o', (kind, one, other) => {
  // The formula reads what the lowering writes, so a parameter name that only one of them uses would have no effect.
  const curve = (params: object) =>
    Array.from({ length: run.steps }, (_, step) =>
      rateAt(lowerSchedule({ kind, ...params }), 1, { ...run, step, plateau: kind === 'plateau' ? 0.1 : 1 }),
    )
  expect(curve(one)).not.toEqual(curve(other))
})
