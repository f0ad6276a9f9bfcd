/** @file Curve: the data of a line chart, with pure functions that convert curves to aligned columns. */

/**
 * Line styles: solid for training, dashed with points for validation, faint for raw values behind a smoothed curve, and
 * thin for another run shown for comparison.
 */
export type CurveStyle = 'solid' | 'dashed' | 'faint' | 'thin'

export interface Curve {
  readonly label: string
  readonly style: CurveStyle
  /** Color token of the curve, such as train or validation. */
  readonly token: string
  /** X values in ascending order. */
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** Number of points to use; by default, all of them. */
  readonly count?: number
}

export type Scale = 'linear' | 'log'

/** One column of x values, followed by one column of y values per curve, with null where a curve has no point. */
export type Aligned = readonly [x: number[], ...y: (number | null)[][]]

/**
 * Reduces each curve to the points that fit into the available pixel columns and aligns all curves on one ascending x
 * axis. On a log scale, y values are converted to log10.
 */
export function align(curves: readonly Curve[], columns: number, scale: Scale): Aligned {
  const points = curves.map((curve) => decimateCurve(curve, columns, scale))
  const x = [...new Set(points.flatMap((curve) => [...curve.keys()]))].sort((a, b) => a - b)
  return [x, ...points.map((curve) => x.map((place) => curve.get(place) ?? null))]
}

function decimateCurve(curve: Curve, columns: number, scale: Scale): ReadonlyMap<number, number> {
  const kept = decimate(curve.y, curve.count ?? curve.y.length, columns)
  const points = new Map<number, number>()
  for (const i of kept) {
    const value = curve.y[i] as number
    const height = scale === 'log' ? Math.log10(value) : value
    // Zero is undefined on a log scale, and non-finite values are never drawn.
    if (Number.isFinite(height)) points.set(curve.x[i] as number, height)
  }
  return points
}

/**
 * The y range with a margin; if a curve is flat, the range extends above and below it. Undefined if nothing is drawn.
 */
export function yRange(aligned: Aligned, scale: Scale): readonly [low: number, high: number] | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const column of aligned.slice(1) as (number | null)[][]) {
    for (const value of column) {
      if (value === null) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (low > high) return undefined
  const margin = Math.max((high - low) * 0.06, scale === 'log' ? 0.02 : Math.abs(high) * 0.01, 1e-9)
  const bottom = scale === 'linear' && low >= 0 && low - margin < 0 ? 0 : low - margin
  return [bottom, high + margin]
}

/** The last x value of a curve, or -Infinity if the curve is empty. */
export function lastX(curve: Curve): number {
  const count = curve.count ?? curve.x.length
  return count === 0 ? Number.NEGATIVE_INFINITY : (curve.x[count - 1] as number)
}

/** The value of a curve at its last point at or before x. */
export function valueAt(curve: Curve, x: number): number | undefined {
  const count = curve.count ?? curve.x.length
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve.x[middle] as number) <= x) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : (curve.y[low - 1] as number)
}

/**
 * Indices of the points to draw when `count` values share `columns` pixels: all points if there are few; otherwise the
 * minimum and maximum in each column, in order. The first and last points are always included.
 */
export function decimate(values: ArrayLike<number>, count: number, columns: number): Uint32Array {
  const width = Math.max(1, Math.floor(columns))
  if (count <= 2 * width) return Uint32Array.from({ length: count }, (_, i) => i)
  const indices: number[] = []
  const add = (i: number) => {
    if (indices[indices.length - 1] !== i) indices.push(i)
  }
  add(0)
  for (let column = 0; column < width; column++) {
    const from = Math.floor((column * count) / width)
    const to = Math.floor(((column + 1) * count) / width)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if ((values[i] as number) < (values[low] as number)) low = i
      if ((values[i] as number) > (values[high] as number)) high = i
    }
    add(Math.min(low, high))
    add(Math.max(low, high))
  }
  add(count - 1)
  return Uint32Array.from(indices)
}
