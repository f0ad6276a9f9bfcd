/** @file Curve: what a line chart draws, as plain data, and the pure steps from curves to aligned columns. */
import { decimate } from './decimate'

/** Solid: train. Dashed with points: validation. Faint: the raw trace behind a smoothed one. Thin: another run to compare with. */
export type CurveStyle = 'solid' | 'dashed' | 'faint' | 'thin'

export interface Curve {
  readonly label: string
  readonly style: CurveStyle
  /** The token of its colour: train, validation, ... */
  readonly token: string
  /** Rising. */
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** How many of them; default all. */
  readonly count?: number
}

export type Scale = 'linear' | 'log'

/** A column of x and one of y for each curve: null where a curve has no point at that x. */
export type Aligned = readonly [x: number[], ...y: (number | null)[][]]

/** Thins each curve to the pixels there are, and joins all on one rising x. On a log scale y is its decimal logarithm. */
export function align(curves: readonly Curve[], columns: number, scale: Scale): Aligned {
  const points = curves.map((curve) => thin(curve, columns, scale))
  const x = [...new Set(points.flatMap((curve) => [...curve.keys()]))].sort((a, b) => a - b)
  return [x, ...points.map((curve) => x.map((place) => curve.get(place) ?? null))]
}

function thin(curve: Curve, columns: number, scale: Scale): ReadonlyMap<number, number> {
  const kept = decimate(curve.y, curve.count ?? curve.y.length, columns)
  const points = new Map<number, number>()
  for (const i of kept) {
    const value = curve.y[i] as number
    const height = scale === 'log' ? Math.log10(value) : value
    // A zero has no place on a log scale and a loss that is not finite has none on any.
    if (Number.isFinite(height)) points.set(curve.x[i] as number, height)
  }
  return points
}

/** The lowest and highest y with a little air; a flat curve gets a band around it. Undefined when nothing is drawn. */
export function span(aligned: Aligned, scale: Scale): readonly [low: number, high: number] | undefined {
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
  const air = Math.max((high - low) * 0.06, scale === 'log' ? 0.02 : Math.abs(high) * 0.01, 1e-9)
  const bottom = scale === 'linear' && low >= 0 && low - air < 0 ? 0 : low - air
  return [bottom, high + air]
}

/** Where a curve ends; before every place when it is empty. */
export function endOf(curve: Curve): number {
  const count = curve.count ?? curve.x.length
  return count === 0 ? Number.NEGATIVE_INFINITY : (curve.x[count - 1] as number)
}

/** The value of a curve at its last point not after x: the value shown for x. */
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
