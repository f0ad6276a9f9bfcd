import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { axisTick } from '../../messages/format'
import { wilson } from '../../metrics/intervals'
import { decimate } from './chart-data'
import { keptCurve, makeLive } from '../../studio/training/loss-series'
import { smooth } from './run-curves'
import { linearTicks, logTicks } from './ticks'

describe('wilson', () => {
  test('covers the true rate about 95 times in 100', () => {
    const random = rng(5, { kind: 'generate' })
    for (const truth of [0.5, 0.9, 0.98]) {
      let covered = 0
      for (let trial = 0; trial < 1000; trial++) {
        let hits = 0
        for (let i = 0; i < 90; i++) if (random.uniform() < truth) hits++
        const { low, high } = wilson(hits / 90, 90)
        if (low <= truth && truth <= high) covered++
      }
      expect(covered).toBeGreaterThan(915)
      expect(covered).toBeLessThan(985)
    }
  })

  test('stays within 0 to 1 and is undetermined without rows', () => {
    expect(wilson(1, 10).high).toBeCloseTo(1, 12)
    expect(wilson(1, 10).low).toBeLessThan(0.75)
    expect(wilson(Number.NaN, 0)).toEqual({ low: 0, high: 1 })
  })
})

describe('smooth', () => {
  test('keeps a constant from the first step', () => {
    expect([...smooth([2, 2, 2, 2], 4, 0.9)].every((v) => Math.abs(v - 2) < 1e-6)).toBe(true)
  })
  test('weight zero keeps the raw values', () => {
    expect([...smooth([3, 1, 4], 3, 0)]).toEqual([3, 1, 4])
  })
  test('equals the explicit weighted mean', () => {
    const values = [5, 1, 3]
    const weights = [0.25, 0.5, 1]
    const mean = values.reduce((sum, v, i) => sum + v * (weights[i] as number), 0) / 1.75
    expect(smooth(values, 3, 0.5)[2]).toBeCloseTo(mean, 6)
  })
  test('previous values weigh less for each skipped step', () => {
    const all = smooth([5, 5, 1], 3, 0.5)
    expect(smooth([5, 1], 2, 0.5, [1, 3])[1]).toBeLessThan(all[2] as number)
    expect([...smooth([5, 5, 1], 3, 0.5, [1, 2, 3])]).toEqual([...all])
  })
  test('the stored curve of a long run is as smooth as the live one', () => {
    const live = makeLive()
    let seed = 1
    const noise = () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647 - 0.5
    }
    live.append(Float32Array.from({ length: 6000 }, (_, i) => Math.exp(-i / 3000) + 0.6 * noise()))
    const stored = keptCurve(live)
    expect(stored.steps.length).toBeLessThan(1602)
    const all = smooth(live.losses, live.count, 0.8, live.steps)
    const few = smooth(stored.losses, stored.steps.length, 0.8, stored.steps)
    /** The mean distance from the loss without noise, at the stored steps. */
    const spread = (at: (step: number, i: number) => number | undefined) =>
      stored.steps.reduce((sum, step, i) => sum + Math.abs((at(step, i) ?? 0) - Math.exp(-step / 3000)), 0)
    expect(spread((_, i) => few[i]) / spread((step) => all[step - 1])).toBeLessThan(1.1)
  })
  test('the stored curve of skewed losses has the level of the live one, also after a resume', () => {
    const random = rng(3, { kind: 'generate' })
    const losses = Float32Array.from({ length: 9000 }, () => -0.1 * Math.log(1 - random.uniform()))
    const live = makeLive()
    live.append(losses.subarray(0, 4000))
    const resumed = makeLive()
    resumed.restore(keptCurve(live))
    for (const one of [live, resumed]) {
      one.rewind(3990)
      one.append(losses.subarray(3990))
    }
    const all = smooth(live.losses, live.count, 0.98, live.steps, live.totals)
    for (const stored of [keptCurve(live), keptCurve(resumed)]) {
      const few = smooth(stored.losses, stored.steps.length, 0.98, stored.steps, stored.totals)
      const off = stored.steps.map((step, i) => (few[i] as number) - (all[step - 1] as number))
      expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.02)
      expect(Math.abs(off.reduce((sum, one) => sum + one, 0) / off.length)).toBeLessThan(0.002)
    }
  })
  test('a value that is not finite does not affect the others', () => {
    expect(Number.isFinite(smooth([1, Number.NaN, 1], 3, 0.5)[2])).toBe(true)
  })
})

describe('decimate', () => {
  test('keeps all points if there are few', () => {
    expect([...decimate([1, 2, 3], [1, 2, 3], 3, 10)]).toEqual([0, 1, 2])
  })
  test('keeps the maximum, the minimum and both ends of many points, in order, at most two per column', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 50))
    values[4321] = 9
    values[8765] = -9
    const kept = [...decimate([...values.keys()], values, values.length, 200)]
    expect(kept).toContain(4321)
    expect(kept).toContain(8765)
    expect([kept[0], kept.at(-1)]).toEqual([0, 9999])
    expect(kept.length).toBeLessThanOrEqual(402)
    expect(kept).toEqual([...kept].sort((a, b) => a - b))
  })
  test('draws the stored part of a resumed run in every column, with the smoothed line where all steps have it', () => {
    const random = rng(3, { kind: 'generate' })
    const [until, steps, columns] = [147_000, 177_000, 870]
    const losses = Float32Array.from({ length: steps }, () => 0.1 + 0.4 * random.uniform() ** 2)
    const live = makeLive()
    live.append(losses.subarray(0, until))
    const resumed = makeLive()
    resumed.restore(keptCurve(live))
    resumed.append(losses.subarray(until))
    const all = smooth(losses, steps, 0.95)
    const line = smooth(resumed.losses, resumed.count, 0.95, resumed.steps, resumed.totals)
    const drawn = [...decimate(resumed.steps, line, resumed.count, columns)].map((i) => [
      resumed.steps[i] as number,
      line[i] as number,
    ])
    const perColumn = steps / columns
    const filled = new Set(drawn.map(([step = 0]) => Math.floor((step - 1) / perColumn)))
    expect(filled.size).toBeGreaterThan(0.9 * columns)
    // The line stays in the range of the line of all steps, in each ten columns.
    const wide = 10 * perColumn
    for (let from = wide; from + wide < steps; from += wide) {
      const [part, within] = [all.subarray(from, from + wide), drawn.filter(([x = 0]) => x > from && x <= from + wide)]
      const values = within.map(([, y = 0]) => y)
      expect(Math.max(...values)).toBeLessThan(part.reduce((a, b) => Math.max(a, b)) + 0.02)
      expect(Math.min(...values)).toBeGreaterThan(part.reduce((a, b) => Math.min(a, b)) - 0.02)
    }
  })
})

describe('ticks', () => {
  test('linear ticks are within the range, evenly spaced and of a suitable number', () => {
    for (const [low, high] of [
      [0, 1],
      [0.013, 0.0171],
      [-3, 250],
      [0, 12_345],
    ] as const) {
      const ticks = linearTicks(low, high, 4)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(Math.min(...ticks)).toBeGreaterThanOrEqual(low)
      expect(Math.max(...ticks)).toBeLessThanOrEqual(high)
      const gaps = ticks.slice(1).map((t, i) => t - (ticks[i] as number))
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(1e-9 * high)
    }
  })
  test('log ticks are 1 and 3 for two decades, powers of ten for many', () => {
    expect(logTicks(0.05, 1.2, 4)).toEqual([0.1, 0.3, 1])
    expect(logTicks(1e-8, 1, 4)).toEqual([1e-8, 1e-6, 1e-4, 1e-2, 1])
    expect(logTicks(0, 1, 4)).toEqual([])
  })
  test('the labels of neighboring ticks differ and match their values', () => {
    for (const [low, high] of [
      [1970, 1982],
      [10_005, 10_030],
      [1_000_000, 1_000_400],
      [-123.4562, -123.4555],
    ] as const) {
      const ticks = linearTicks(low, high, 5)
      const labels = ticks.map((value) => axisTick(value, (ticks[1] as number) - (ticks[0] as number)))
      expect(new Set(labels).size).toBe(ticks.length)
      const read = labels.map((word) =>
        Number(word.replace(',', '').replace('K', 'e3').replace('M', 'e6').replaceAll('−', '-')),
      )
      for (const [i, value] of read.entries()) expect(value).toBeCloseTo(ticks[i] as number, 6)
    }
  })
  test('labels are short', () => {
    expect([0, 0.03, 1, 500, 12_500, 1e-6, 1e27].map((value) => axisTick(value))).toEqual([
      '0',
      '0.03',
      '1',
      '500',
      '12.5K',
      '1e−6',
      '1e27',
    ])
  })
})
