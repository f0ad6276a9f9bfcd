/**
 * @file Chart data: the definition of a chart as data, which both renderers, the tooltip, the table, and the exported
 * files read. All functions are pure.
 */
import { chartsText } from '../../messages/en/charts'
import type { Subscribe } from './canvas-hooks'

const text = chartsText.chart

/**
 * How a series is drawn: as a line, as a step from each point to the next, as an area on top of the areas before it, as
 * separate points, or as bars around its x values.
 */
export type SeriesKind = 'line' | 'step' | 'area' | 'points' | 'bars'

export interface Series {
  /** Empty if the name of the y-axis says enough. */
  readonly name: string
  readonly kind: SeriesKind
  /** The color token, which also determines the line style and the marker. */
  readonly token: string
  /**
   * A line is less prominent: `faint` for raw values behind a smoothed line, `thin` for another run shown for
   * comparison. Points are `hollow` for a second set of the same class.
   */
  readonly look?: 'faint' | 'thin' | 'hollow'
  /** X values in ascending order. */
  readonly x: ArrayLike<number>
  /** NaN leaves a gap. */
  readonly y: ArrayLike<number>
  /** The ends of the interval of each value, such as its 95% interval. */
  readonly low?: ArrayLike<number>
  readonly high?: ArrayLike<number>
  /** Number of points to use; by default, all of them. */
  readonly count?: number
  /** Whether the legend leaves it out. */
  readonly unlisted?: true
  /** Whether the y values only place the points, such as those of requests that have no latency. */
  readonly valueless?: true
}

export interface Tick {
  readonly at: number
  readonly text: string
}

export interface Axis {
  readonly name: string
  readonly unit?: string | undefined
  /** Whether the name is only written in files, because the ticks say it, as times of day do. */
  readonly hidden?: true
  readonly log?: boolean
  /** The fixed ends of the axis; by default, they fit the data. */
  readonly domain?: readonly [low: number, high: number]
  /** Where the axis always starts, such as 0 for a count. */
  readonly start?: number
  /** Whether only whole numbers get a tick, such as for epochs. */
  readonly whole?: boolean
  /** The largest value that is possible, such as 1 for a share. */
  readonly limit?: number
  /** A value as text, for the tooltip and the table. */
  readonly format: (value: number) => string
  /** A tick as text, so that it differs from one that is `step` away; `axisTick` by default. */
  readonly formatTick?: (value: number, step: number) => string
  /** The ticks of an axis of this length in pixels; round values by default. */
  readonly ticks?: (low: number, high: number, px: number) => readonly Tick[]
  /** A value in a CSV file, if it is not a number there, such as a time. */
  readonly cell?: (value: number) => string
}

/** A line across the whole plot, at an x or a y value. */
export interface Mark {
  readonly axis: 'x' | 'y'
  readonly at: number
  /** Written next to a mark at a y value; shown in the tooltip of a mark at an x value. */
  readonly text?: string
  readonly token: string
  readonly look?: 'soft'
}

/** A shaded range of x values, such as the time of a fault. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly token: string
}

/** A row of bars below the x-axis. */
export interface Lane {
  readonly name: string
  readonly bars: readonly (Span & {
    /** Until where the bar grows to its full height. */
    readonly full?: number
    readonly look?: 'hollow'
  })[]
}

export interface ChartData {
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
  readonly marks?: readonly Mark[]
  readonly spans?: readonly Span[]
  readonly lanes?: readonly Lane[]
  /** A picture behind the series, such as a decision map; it fills the plot. */
  readonly image?: HTMLCanvasElement | undefined
  /** Whether there are no axes, because a small plot needs all of the space. */
  readonly isBare?: boolean
}

/** The data of a live chart, which is read at each repaint and whenever the pointer asks for a value. */
export interface LiveSource {
  read(): ChartData
  readonly subscribe: Subscribe
}

/** The number of points of a series. */
export function countOf({ x, count = x.length }: Pick<Series, 'x' | 'count'>): number {
  return count
}

/** An axis as text, such as "Latency (ms)". */
export function axisLabel({ name, unit }: Pick<Axis, 'name' | 'unit'>): string {
  return unit === undefined || unit === '' ? name : `${name} (${unit})`
}

/** The points of several series, joined by x: one row per x value, and per repetition of it within a series. */
export interface Joined {
  readonly x: readonly number[]
  /** For each series, the index of its point in each row; -1 where it has none. */
  readonly at: readonly Int32Array[]
}

/** Joins series by x. `columns` limits each line to the points that are visible on that many pixels. */
export function join(series: readonly Series[], columns = Number.POSITIVE_INFINITY): Joined {
  const kept = series.map((one) => (one.kind === 'points' ? undefined : decimate(one.x, one.y, countOf(one), columns)))
  const lengths = series.map((one, i) => kept[i]?.length ?? countOf(one))
  const most = lengths.reduce((sum, length) => sum + length, 0)
  const next = series.map(() => 0)
  const index = (i: number) => kept[i]?.[next[i] as number] ?? (next[i] as number)
  const x: number[] = []
  const at = series.map(() => new Int32Array(most).fill(-1))
  for (;;) {
    let least = Number.POSITIVE_INFINITY
    for (const [i, one] of series.entries())
      if ((next[i] as number) < (lengths[i] as number)) least = Math.min(least, one.x[index(i)] as number)
    if (least === Number.POSITIVE_INFINITY) break
    for (const [i, one] of series.entries()) {
      if ((next[i] as number) >= (lengths[i] as number) || one.x[index(i)] !== least) continue
      ;(at[i] as Int32Array)[x.length] = index(i)
      next[i] = (next[i] as number) + 1
    }
    x.push(least)
  }
  return { x, at: at.map((column) => column.subarray(0, x.length)) }
}

/** The upper edges of stacked areas, and the values of all other series. */
export function heightsOf(series: readonly Series[]): readonly ArrayLike<number>[] {
  let below: readonly number[] = []
  return series.map(({ kind, y }) => {
    if (kind !== 'area') return y
    const base = below
    below = Array.from(y, (value, i) => (Number.isNaN(value) ? 0 : value) + (base[i] ?? 0))
    return below
  })
}

/** The lower edge of an area: the upper edge of the area before it, or 0. */
export function baseOf(series: readonly Series[], heights: readonly ArrayLike<number>[], i: number) {
  const lower = series.slice(0, i).findLastIndex(({ kind }) => kind === 'area')
  return (index: number) => heights[lower]?.[index] ?? 0
}

/** The ends of the x-axis. */
export function xDomain({ x, series }: ChartData): readonly [low: number, high: number] {
  if (x.domain) return x.domain
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const one of series) {
    const count = countOf(one)
    if (count === 0) continue
    low = Math.min(low, one.x[0] as number)
    high = Math.max(high, one.x[count - 1] as number)
  }
  if (low > high) return [0, 1]
  const start = x.start ?? low
  return [start, high > start ? high : start + 1]
}

/** The ends of the y-axis: they fit all values, with a margin. */
export function yDomain({ y: axis, series }: ChartData): readonly [low: number, high: number] {
  if (axis.domain) return axis.domain
  const { log = false, start, limit } = axis
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const add = (values: ArrayLike<number>, count: number) => {
    for (let i = 0; i < count; i++) {
      const value = values[i] as number
      if (!Number.isFinite(value) || (log && value <= 0)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  const heights = heightsOf(series)
  for (const [i, one] of series.entries()) {
    for (const values of [heights[i], one.low, one.high]) if (values) add(values, countOf(one))
    if (one.kind === 'bars') add([0], 1)
  }
  if (low > high) return log ? [1, 10] : [start ?? 0, limit ?? (start ?? 0) + 1]
  if (log) return [low / 1.2, high * 1.2]
  const air = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1
  const bottom = start ?? (low >= 0 ? Math.max(0, low - air) : low - air)
  // A marker at the limit is not cut off.
  const above = series.some(({ kind }) => kind === 'points') ? air / 2 : 0
  return [Math.min(bottom, low), Math.min((limit ?? Number.POSITIVE_INFINITY) + above, high + air)]
}

/** The index of the last point of a series at or before x; -1 if there is none. */
export function indexAt(one: Pick<Series, 'x' | 'count'>, x: number): number {
  let low = 0
  let high = countOf(one)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((one.x[middle] as number) <= x) low = middle + 1
    else high = middle
  }
  return low - 1
}

export interface Reading {
  readonly series: Series
  readonly value: number
  readonly low: number | undefined
  readonly high: number | undefined
}

/**
 * The values of all series at x. A line keeps its value until its next point, as a validation loss does between two
 * epochs; after its last point, only for as long as its points are apart.
 */
export function readingsAt({ series }: ChartData, x: number): readonly Reading[] {
  return series.flatMap((one): Reading[] => {
    const i = indexAt(one, x)
    if (i < 0) return []
    const at = one.x[i] as number
    const isExact = one.kind === 'points' || one.kind === 'bars'
    const last = countOf(one) - 1
    const spacing = last > 0 ? ((one.x[last] as number) - (one.x[0] as number)) / last : Number.POSITIVE_INFINITY
    if (isExact ? at !== x : i === last && x - at > spacing) return []
    const value = one.y[i] as number
    return Number.isFinite(value) ? [{ series: one, value, low: one.low?.[i], high: one.high?.[i] }] : []
  })
}

/** The entry of an ascending list that is nearest to a value. */
export function nearest(values: readonly number[], to: number): number | undefined {
  const i = indexAt({ x: values }, to)
  const [before, after] = [values[i], values[i + 1]]
  if (before === undefined || after === undefined) return before ?? after
  return to - before <= after - to ? before : after
}

export interface ChartTable {
  readonly head: readonly string[]
  readonly rows: number
  /** The values of a row, beginning with x; undefined where a series has no point. */
  row(index: number): readonly (number | undefined)[]
  /** The array that holds the values of a column, which determines their precision. */
  readonly columns: readonly ArrayLike<number>[]
}

/** All points of a chart as a table. Each interval adds two columns. */
export function tableOf({ x, y, series }: ChartData): ChartTable {
  const { x: places, at } = join(series)
  const columns = series.flatMap((one, i) => {
    const name = one.name === '' || one.name === y.name ? axisLabel(y) : `${axisLabel(y)}: ${one.name}`
    const points = at[i] as Int32Array
    if (one.valueless) return [{ name: one.name, values: Array.from(one.y, () => 1), points }]
    const value = { name, values: one.y, points }
    if (!one.low || !one.high) return [value]
    return [
      value,
      { name: text.lowerEnd({ column: name }), values: one.low, points },
      { name: text.upperEnd({ column: name }), values: one.high, points },
    ]
  })
  return {
    head: [axisLabel(x), ...columns.map(({ name }) => name)],
    rows: places.length,
    row: (index) => [
      places[index],
      ...columns.map(({ values, points }) => {
        const value = values[points[index] as number]
        return value === undefined || Number.isNaN(value) ? undefined : value
      }),
    ],
    columns: [places, ...columns.map(({ values }) => values)],
  }
}

/**
 * Indices of the points to draw when `count` values share `columns` pixels: all points if there are few; otherwise the
 * minimum and maximum in each column, in order. The first and last points are always included. A column is a range of x,
 * because the points of a resumed run are not equally dense.
 */
export function decimate(x: ArrayLike<number>, values: ArrayLike<number>, count: number, columns: number): Uint32Array {
  const width = Math.max(1, Math.floor(columns))
  if (count <= 2 * width) return Uint32Array.from({ length: count }, (_, i) => i)
  const indices: number[] = []
  const add = (i: number) => {
    if (indices[indices.length - 1] !== i) indices.push(i)
  }
  add(0)
  const first = x[0] as number
  const perColumn = ((x[count - 1] as number) - first) / width
  for (let from = 0; from < count; ) {
    const end = first + perColumn * (Math.floor(((x[from] as number) - first) / perColumn) + 1)
    let [low, high, to] = [from, from, from + 1]
    for (; to < count && !((x[to] as number) >= end); to++) {
      if ((values[to] as number) < (values[low] as number)) low = to
      if ((values[to] as number) > (values[high] as number)) high = to
    }
    add(Math.min(low, high))
    add(Math.max(low, high))
    from = to
  }
  add(count - 1)
  return Uint32Array.from(indices)
}

/** What the frame of a live chart shows of its data. */
export function legendKey({ x, y, series }: ChartData): string {
  const looks = series.map((one) => `${one.name}/${one.token}/${one.kind}/${isEmpty(one)}`)
  return [axisLabel(x), axisLabel(y), ...looks].join('|')
}

/** Whether a series has nothing to draw. */
export function isEmpty(series: Series): boolean {
  for (let i = 0; i < countOf(series); i++) if (Number.isFinite(series.y[i])) return false
  return true
}

/** The values at x in one sentence, such as "Step 312: training 0.041, validation 0.058". */
export function readingText(data: ChartData, x: number): string {
  const values = readingsAt(data, x).map(({ series, value }) =>
    text.value({ series: series.name, value: series.valueless ? '' : data.y.format(value) }),
  )
  return text.reading({ x: data.x.format(x), values })
}
