/** @file Points: coordinates and classes of a 2D point dataset. The functions are pure. */
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
