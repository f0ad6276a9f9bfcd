/** @file nearestRows: the rows most like one: pictures by their pixels, numbers by how far apart they are of all there are. */
import { perRow } from './columns'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import { rowOf } from './paged'

export interface Near {
  readonly row: number
  /** 0 for the same; 1 where every column is as far apart as it can be. */
  readonly apart: number
}

/** How far a row is from the one asked about in a column, from 0 to 1. */
type Apart = (row: number) => number

/** Values compared between two steps: a millisecond or two. */
const STEP = 1_000_000
/** Pixels of a picture that are compared; of larger ones every so many. */
const MOST_PIXELS = 1024

/** The `k` rows most like `row`, the nearest first; yields between steps. Texts and times tell nothing here and are passed over. */
export function* nearestRows(
  { schema, columns }: Dataset,
  row: number,
  k: number,
): Generator<undefined, readonly Near[]> {
  const used = schema.columns.flatMap((described, i) => {
    if (schema.ignore.includes(described.name) || described.name === schema.target) return []
    const column = columns[i]
    const apart = column && apartIn(column, described, row)
    return apart ? [{ apart, cost: Math.min(perRow(described), MOST_PIXELS) }] : []
  })
  if (used.length === 0) return []
  const found: Near[] = []
  let done = 0
  for (let other = 0; other < schema.rows; other++) {
    if (other === row) continue
    let sum = 0
    for (const { apart, cost } of used) {
      sum += apart(other)
      done += cost
    }
    const near = { row: other, apart: sum / used.length }
    if (found.length < k || near.apart < (found[k - 1] as Near).apart) {
      const place = found.findIndex(({ apart }) => near.apart < apart)
      found.splice(place < 0 ? found.length : place, 0, near)
      if (found.length > k) found.pop()
    }
    if (done >= STEP) {
      done = 0
      yield
    }
  }
  return found
}

function apartIn(column: Column, schema: ColumnSchema, row: number): Apart | undefined {
  switch (column.type) {
    case 'category': {
      const code = column.codes[row] as number
      return code < 0 ? undefined : (other) => (column.codes[other] === code ? 0 : 1)
    }
    case 'number': {
      const { values } = column
      const value = values[row] as number
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (const one of values) {
        if (one < low) low = one
        if (one > high) high = one
      }
      if (Number.isNaN(value) || !(high > low) || !Number.isFinite(high - low)) return undefined
      return (other) => missingIsFar(Math.abs((values[other] as number) - value) / (high - low))
    }
    case 'image':
      return vectorsApart(column, perRow(schema), row, 255)
    case 'array': {
      let high = 0
      const size = perRow(schema)
      for (const value of rowOf(column, size, row)) high = Math.max(high, Math.abs(value) || 0)
      return high === 0 ? undefined : vectorsApart(column, size, row, 2 * high)
    }
    case 'text':
    case 'time':
      return undefined
    default:
      return column satisfies never
  }
}

function missingIsFar(apart: number): number {
  return Number.isNaN(apart) ? 1 : Math.min(1, apart)
}

function vectorsApart(
  column: Extract<Column, { type: 'image' | 'array' }>,
  size: number,
  row: number,
  scale: number,
): Apart {
  const stride = Math.max(1, Math.floor(size / MOST_PIXELS))
  const own = rowOf(column, size, row)
  const compared = Math.ceil(size / stride)
  return (other) => {
    const values = rowOf(column, size, other)
    let sum = 0
    for (let i = 0; i < size; i += stride) sum += Math.abs((values[i] as number) - (own[i] as number))
    return missingIsFar(sum / compared / scale)
  }
}
