import { describe, expect, test } from 'vitest'
import {
  baseOf,
  type ChartData,
  heightsOf,
  join,
  nearest,
  readingsAt,
  type Series,
  tableOf,
  xDomain,
  yDomain,
} from './chart-data'
import { INSETS, layoutOf } from './chart-layout'

const train: Series = { name: 'training', kind: 'line', token: 'train', x: [1, 2, 3, 4], y: [8, 4, 0, 1] }
const validation: Series = { name: 'validation', kind: 'line', token: 'validation', x: [2, 4], y: [5, 3] }
const stack = (y: readonly number[]): Series => ({ ...train, kind: 'area', x: y.map((_, i) => i), y })
const axes = { x: { name: 'Step', format: String }, y: { name: 'Loss', format: String } }
const chart = (series: readonly Series[], y: Partial<ChartData['y']> = {}): ChartData => ({
  ...{ x: axes.x, y: { ...axes.y, ...y }, series },
})

describe('series', () => {
  test('are joined by x, also where values repeat', () => {
    const { x, at } = join([train, validation])
    expect([x, ...at.map((column) => [...column])]).toEqual([
      [1, 2, 3, 4],
      [0, 1, 2, 3],
      [-1, 0, -1, 1],
    ])
    const twice: Series = { ...train, kind: 'points', x: [2, 2], y: [7, 9] }
    expect(join([twice, validation]).x).toEqual([2, 2, 4])
  })
  test('a growing array is read only up to its count', () => {
    expect(join([{ ...train, count: 2 }]).x).toEqual([1, 2])
    expect(xDomain(chart([{ ...train, count: 2 }]))).toEqual([1, 2])
    expect(readingsAt(chart([{ ...train, count: 2 }]), 9)).toEqual([])
  })
  test('only the visible points of a line are joined, but all separate points', () => {
    const x = Array.from({ length: 1000 }, (_, i) => i)
    expect(join([{ ...train, x, y: x }], 50).x.length).toBeLessThanOrEqual(102)
    expect(join([{ ...train, kind: 'points', x, y: x }], 50).x).toHaveLength(1000)
  })
  test('stacked areas add up, and each begins on the one before it', () => {
    const series = [stack([1, 2]), stack([10, Number.NaN]), { ...train, y: [5, 5] }, stack([100, 100])]
    const heights = heightsOf(series)
    expect(heights).toEqual([
      [1, 2],
      [11, 2],
      [5, 5],
      [111, 102],
    ])
    expect([0, 1, 3].map((i) => baseOf(series, heights, i)(0))).toEqual([0, 1, 11])
  })
})

describe('domains', () => {
  test('contain all values and intervals; counts start at zero, and a share ends at one', () => {
    expect(yDomain(chart([{ ...train, y: [3, Number.NaN, 5], count: 3 }]))).toEqual([2.84, 5.16])
    expect(yDomain(chart([{ ...train, y: [0.96, 0.99], count: 2 }], { limit: 1 }))[1]).toBeLessThanOrEqual(1)
    expect(yDomain(chart([{ ...train, y: [0, 10], count: 2 }], { start: 0 }))).toEqual([0, 10.8])
    const [low, high] = yDomain(chart([{ ...train, y: [5], low: [1], high: [9], count: 1 }]))
    expect([low < 1, high > 9]).toEqual([true, true])
    expect(yDomain(chart([{ ...validation, y: [-2, 3] }]))[0]).toBeLessThan(-2)
    expect(yDomain(chart([{ ...validation, kind: 'bars' }]))[0]).toBe(0)
  })
  test('without data show a whole range, and a flat line is in its middle', () => {
    expect(yDomain(chart([{ ...train, y: [Number.NaN], count: 1 }], { limit: 1 }))).toEqual([0, 1])
    const [low, high] = yDomain(chart([{ ...train, y: [5, 5], count: 2 }]))
    expect([low < 5, high > 5]).toEqual([true, true])
  })
  test('on a log scale leave out what has no logarithm', () => {
    const [low, high] = yDomain(chart([{ ...train, y: [0.1, 0, 100], count: 3 }], { log: true }))
    expect([low, high].map((value) => Number(value.toFixed(3)))).toEqual([0.083, 120])
  })
})

describe('layout', () => {
  const size = { width: 700, height: 160 }
  test('positions and values convert both ways, and ticks are within the plot', () => {
    for (const log of [true, false]) {
      const data = chart([{ ...train, x: [600_000, 4_200_000], y: [0.5, 400], count: 2 }], { log })
      const { x, y, top, bottom, left, right, yTicks } = layoutOf(data, size)
      for (const ms of [600_000, 1_000_000, 4_200_000]) expect(x.toValue(x.toPx(ms))).toBeCloseTo(ms, 4)
      expect([x.toPx(600_000), x.toPx(4_200_000), x.toValue(-50)]).toEqual([left, right, 600_000])
      expect([y.toPx(y.low), y.toPx(y.high)]).toEqual([bottom, expect.closeTo(top, 9)])
      expect(yTicks.length).toBeGreaterThan(2)
      for (const { at } of yTicks) expect(y.toPx(at)).toBeGreaterThanOrEqual(top - 1e-9)
    }
  })
  test('the x-axes of any two charts of the same width are aligned', () => {
    const wide = chart([{ ...train, y: [1e6, 2e6, 3e6, 4e6] }])
    const lanes = [{ name: 'fired', bars: [] }]
    const all = [layoutOf(chart([train]), size), layoutOf(wide, size), layoutOf({ ...chart([train]), lanes }, size)]
    expect(new Set(all.map(({ left, right }) => `${left} ${right}`))).toEqual(
      new Set([`${INSETS.left} ${700 - INSETS.right}`]),
    )
  })
  test('on a narrow chart, no label of the x-axis overlaps the one before it', () => {
    const shown = (from: number, to: number) =>
      layoutOf(chart([{ ...train, x: [from, to], y: [3, 1] }]), { width: 140, height: 120 }).xTicks
    expect(shown(600, 1250).map(({ text }) => text)).toEqual(['600', '1,000'])
    expect(shown(0, 1000).map(({ text }) => text)).toEqual(['0', '500'])
  })
  test('epochs have ticks at whole numbers only', () => {
    const data = { ...chart([train]), x: { ...axes.x, whole: true } }
    expect(layoutOf(data, size).xTicks.map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
  })
})

describe('readings', () => {
  const at = (x: number) => readingsAt(chart([train, validation]), x).map(({ value }) => value)
  test('a line keeps its value until its next point, and a little after its last one', () => {
    expect([0.5, 2, 3.9, 4.5, 9].map(at)).toEqual([[], [4, 5], [0, 5], [1, 3], []])
  })
  test('separate points have values only at their places, and gaps have none', () => {
    const points: Series = { ...validation, kind: 'points' }
    expect(readingsAt(chart([points]), 3)).toEqual([])
    expect(readingsAt(chart([{ ...train, y: [1, Number.NaN, 3, 4] }]), 2)).toEqual([])
  })
  test('snap to the nearest point', () => {
    expect([-1, 1.4, 1.6, 9].map((x) => nearest([1, 2, 4], x))).toEqual([1, 1, 2, 4])
    expect(nearest([], 1)).toBeUndefined()
  })
})

test('the table has a row for each x, and two columns for each interval', () => {
  const counted: Series = { ...validation, name: 'labels', low: [4, 2], high: [6, 4] }
  const { head, rows, row } = tableOf(chart([train, counted], { unit: 'nats' }))
  expect(head).toEqual([
    ...['Step', 'Loss (nats): training'],
    ...['Loss (nats): labels', 'Loss (nats): labels, lower end', 'Loss (nats): labels, upper end'],
  ])
  expect(Array.from({ length: rows }, (_, i) => row(i))).toEqual([
    [1, 8, undefined, undefined, undefined],
    [2, 4, 5, 4, 6],
    [3, 0, undefined, undefined, undefined],
    [4, 1, 3, 2, 4],
  ])
})
