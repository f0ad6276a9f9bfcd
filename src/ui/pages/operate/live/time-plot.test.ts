import { expect, test } from 'vitest'
import { axesOf, MARGIN } from '../svg-plot'
import { heightsOf, scaleOf, stepAt, yTicks } from './time-plot'

const line = (y: readonly number[]) => ({ name: '', token: '', y })

test('counts start at zero, a share ends at one, and a missing value is not zero', () => {
  expect(scaleOf([line([3, Number.NaN, 5])], {})).toEqual({ low: 2.84, high: 5.16, log: false })
  expect(scaleOf([line([0.96, 0.99])], { most: 1 }).high).toBeLessThanOrEqual(1)
  expect(scaleOf([line([0, 10])], { least: 0 })).toEqual({ low: 0, high: 10.8, log: false })
  expect(scaleOf([line([Number.NaN])], { most: 1 })).toEqual({ low: 0, high: 1, log: false })
  const log = scaleOf([line([0.1, 0, 100])], { log: true })
  expect([log.low, log.high].map((v) => Number(v.toFixed(3)))).toEqual([0.083, 120])
})

test('stacked values add up', () => {
  const stack = (y: readonly number[]) => ({ ...line(y), stacked: true as const })
  expect(heightsOf([stack([1, 2]), stack([10, Number.NaN]), line([5, 5]), stack([100, 100])])).toEqual([
    [1, 2],
    [11, 2],
    [5, 5],
    [111, 102],
  ])
})

test('positions and times convert both ways, and ticks are within the range', () => {
  const window = { low: 600_000, high: 4_200_000 }
  const { x, xAt } = axesOf([700, 160], MARGIN, window, { low: 0, high: 1 })
  for (const ms of [600_000, 1_000_000, 4_200_000]) expect(xAt(x(ms))).toBeCloseTo(ms, 6)
  expect(xAt(-50)).toBe(600_000)
  expect(stepAt(650_000, [600_000, 660_000], 60_000)).toBe(0)
  expect([stepAt(0, [600_000], 60_000), stepAt(700_000, [600_000], 60_000)]).toEqual([-1, -1])
  for (const scale of [
    { low: 0.5, high: 400, log: true },
    { low: 0, high: 7, log: false },
  ]) {
    const { y, top, bottom } = axesOf([700, 160], MARGIN, window, scale)
    const ticks = yTicks(scale, 160, String)
    expect(ticks.length).toBeGreaterThan(2)
    for (const { at } of ticks) expect(y(at)).toBeGreaterThanOrEqual(top)
    expect([y(scale.low), y(scale.high)]).toEqual([bottom, top])
  }
})
