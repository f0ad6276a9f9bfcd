/** @file Datasets with two numbers per row: the points, and the grid of predictions behind them. */
import type { Dataset, Split } from '../../data/dataset'

export interface Points {
  readonly names: readonly [x: string, y: string]
  readonly x: Float32Array
  readonly y: Float32Array
  readonly classes: Int16Array
  readonly labels: readonly string[]
}

/**
 * Returns the first two number columns and the class of each row, taken from the target column; undefined if the
 * dataset is not a set of 2D points.
 */
export function pointsOf(dataset: Dataset): Points | undefined {
  if (dataset.schema.kind !== 'points') return undefined
  const numbers = dataset.columns.flatMap((column, i) => (column.type === 'number' ? [{ column, i }] : []))
  const [x, y] = numbers
  const target = dataset.schema.columns.findIndex((column) => column.name === dataset.schema.target)
  const classes = dataset.columns[target]
  const schema = dataset.schema.columns[target]
  if (!x || !y || classes?.type !== 'category' || schema?.type !== 'category') return undefined
  const name = (i: number) => dataset.schema.columns[i]?.name ?? ''
  return {
    names: [name(x.i), name(y.i)],
    x: Float32Array.from(x.column.values),
    y: Float32Array.from(y.column.values),
    classes: classes.codes,
    labels: schema.values,
  }
}

/** The rows to draw: all of them, or every nth row so that at most `limit` points are drawn. */
export function rowsToDraw(rows: Split[keyof Split], limit: number): readonly number[] {
  const stride = Math.max(1, Math.ceil(rows.length / limit))
  return Array.from(rows).filter((_, i) => i % stride === 0)
}

export interface Plane {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** The square region that contains all points plus a 10% margin, so that both axes have the same scale. */
export function planeOf(x: ArrayLike<number>, y: ArrayLike<number>): Plane {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i] as number)
    right = Math.max(right, x[i] as number)
    bottom = Math.min(bottom, y[i] as number)
    top = Math.max(top, y[i] as number)
  }
  if (!(left <= right && bottom <= top)) return { left: -1, right: 1, bottom: -1, top: 1 }
  const half = (Math.max(right - left, top - bottom, 1e-6) / 2) * 1.1
  const [cx, cy] = [(left + right) / 2, (bottom + top) / 2]
  return { left: cx - half, right: cx + half, bottom: cy - half, top: cy + half }
}

/** The centers of `side` × `side` grid cells in image order: row by row, starting at the top left. */
export function gridOf(plane: Plane, side: number): readonly (readonly [number, number])[] {
  const step = (plane.right - plane.left) / side
  const down = (plane.top - plane.bottom) / side
  return Array.from({ length: side * side }, (_, i) => [
    plane.left + step * ((i % side) + 0.5),
    plane.top - down * (Math.floor(i / side) + 0.5),
  ])
}
