import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateAt, SCHEDULES, type SchedulePoint } from './learning-rate-schedule'

const BASE = 0.01
const at = (step: number, more: Partial<SchedulePoint> = {}): SchedulePoint => ({
  step,
  steps: 1000,
  perEpoch: 50,
  plateau: 1,
  ...more,
})
const rates = (class_name: string, config: Record<string, unknown>, steps: readonly number[]) =>
  steps.map((step) => rateAt({ class_name, config }, BASE, at(step)) / BASE)

const share = fc.double({ min: 0.001, max: 1, noNaN: true })
const anyConfig = fc.record({
  warmup: fc.integer({ min: 0, max: 400 }),
  factor: share,
  epochs: fc.integer({ min: 1, max: 30 }),
  decay: share,
  period: fc.integer({ min: 0, max: 12 }),
  multiplier: fc.double({ min: 1, max: 3, noNaN: true }),
  floor: fc.double({ min: 0, max: 1, noNaN: true }),
  rise: fc.double({ min: 0, max: 1, noNaN: true }),
  start_divisor: fc.double({ min: 1, max: 100, noNaN: true }),
  end_divisor: fc.double({ min: 1, max: 1e6, noNaN: true }),
})

describe.each(Object.keys(SCHEDULES))('%s', (class_name) => {
  test('never falls below zero, and never exceeds the base', () => {
    fc.assert(
      fc.property(anyConfig, fc.integer({ min: 0, max: 999 }), share, (config, step, plateau) => {
        const rate = rateAt({ class_name, config }, BASE, at(step, { plateau }))
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(rate).toBeLessThanOrEqual(BASE * (1 + 1e-12))
      }),
      { seed: 3 },
    )
  })

  test('warmup rises linearly to the start of the schedule, without a jump', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const { warmup } = config
        const [without] = rates(class_name, { ...config, warmup: 0 }, [0]) as [number]
        const all = rates(class_name, config, [...Array(warmup + 1).keys()])
        const off = all.map((rate, step) => Math.abs(rate - (without * (step + 1)) / (warmup + 1)))
        expect(Math.max(...off)).toBeLessThan(5e-13)
      }),
      { seed: 4 },
    )
  })
})

test('the well-known shapes', () => {
  expect(rates('StepDecay', { factor: 0.5, epochs: 2 }, [0, 99, 100, 200, 999])).toEqual([1, 1, 0.5, 0.25, 0.5 ** 9])
  const [begin, epoch, two] = rates('ExponentialDecay', { decay: 0.9 }, [0, 50, 100]) as [number, number, number]
  expect(begin).toBe(1)
  expect(epoch).toBeCloseTo(0.9, 12)
  expect(two).toBeCloseTo(0.81, 12)
  // With periods of 4, 8 and 16 epochs, the rate restarts at steps 200 and 600.
  const cosine = rates('CosineDecay', { period: 4, multiplier: 2, floor: 0.1 }, [0, 100, 199, 200, 400, 599, 600])
  const expected = [1, 0.55, 0.1, 1, 0.55, 0.1, 1]
  cosine.forEach((rate, i) => {
    expect(rate).toBeCloseTo(expected[i] as number, 3)
  })
  expect(rates('CosineDecay', {}, [0, 500]).map((rate) => rate.toFixed(6))).toEqual(['1.000000', '0.500000'])
  const cycle = rates('OneCycle', { rise: 0.3, start_divisor: 25, end_divisor: 1000 }, [0, 300, 999])
  expect(cycle[0]).toBeCloseTo(1 / 25, 12)
  expect(cycle[1]).toBeCloseTo(1, 5)
  expect(cycle[2]).toBeCloseTo(1 / 1000, 12)
  expect(rateAt({ class_name: 'ReduceOnPlateau', config: { floor: 0.2 } }, BASE, at(3, { plateau: 0.1 }))).toBe(
    BASE * 0.2,
  )
})

test('no schedule keeps the base rate, and an unknown name throws', () => {
  expect(rateAt(undefined, BASE, at(7))).toBe(BASE)
  expect(() => rateAt({ class_name: 'constructor', config: {} }, BASE, at(0))).toThrow('no schedule')
})
