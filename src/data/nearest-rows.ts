/**
 * @file nearestRows: finds the rows most similar to a given row. Images are compared pixel by pixel, numbers by their
 * difference relative to the column's range.
 */
import { perRow } from './column-operations'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import { rowOf } from './paged-columns'

export interface Neighbor {
  readonly row: number
  /** The distance: 0 for identical rows, 1 if every column differs as much as possible. */
  readonly apart: number
}

/** Returns the distance, from 0 to 1, between a row and the given row in one column. */
type Distance = (row: number) => number

/** The number of values to compare between two yields, which is one or two milliseconds of work. */
const STEP = 1_000_000
/** The maximum number of pixels compared per image; larger images are sampled at regular intervals. */
const MAX_PIXELS = 1024

/**
 * Finds the `k` rows most similar to `row`, nearest first; yields regularly so that other work can run. Text and time
 * columns are ignored.
 */
export function* nearestRows(
  { schema, columns }: Dataset,
  row: number,
  k: number,
): Generator<undefined, readonly Neighbor[]> {
  const used = schema.columns.flatMap((described, i) => {
    if (schema.ignore.includes(described.name) || described.name === schema.target) return []
    const column = columns[i]
    const distance = column && columnDistance(column, described, row)
    return distance ? [{ distance, cost: Math.min(perRow(described), MAX_PIXELS) }] : []
  })
  if (used.length === 0) return []
  const neighbors: Neighbor[] = []
  let done = 0
  for (let other = 0; other < schema.rows; other++) {
    if (other === row) continue
    let sum = 0
    for (const { distance, cost } of used) {
      sum += distance(other)
      done += cost
    }
    const neighbor = { row: other, apart: sum / used.length }
    if (neighbors.length < k || neighbor.apart < (neighbors[k - 1] as Neighbor).apart) {
      const index = neighbors.findIndex(({ apart }) => neighbor.apart < apart)
      neighbors.splice(index < 0 ? neighbors.length : index, 0, neighbor)
      if (neighbors.length > k) neighbors.pop()
    }
    if (done >= STEP) {
      done = 0
      yield
    }
  }
  return neighbors
}

function columnDistance(column: Column, schema: ColumnSchema, row: number): Distance | undefined {
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
      return vectorDistance(column, perRow(schema), row, 255)
    case 'array': {
      let high = 0
      const size = perRow(schema)
      for (const value of rowOf(column, size, row)) high = Math.max(high, Math.abs(value) || 0)
      return high === 0 ? undefined : vectorDistance(column, size, row, 2 * high)
    }
    case 'text':
    case 'time':
      return undefined
    default:
      return column satisfies never
  }
}

function missingIsFar(distance: number): number {
  return Number.isNaN(distance) ? 1 : Math.min(1, distance)
}

function vectorDistance(
  column: Extract<Column, { type: 'image' | 'array' }>,
  size: number,
  row: number,
  scale: number,
): Distance {
  const stride = Math.max(1, Math.floor(size / MAX_PIXELS))
  const own = rowOf(column, size, row)
  const compared = Math.ceil(size / stride)
  return (other) => {
    const values = rowOf(column, size, other)
    let sum = 0
    for (let i = 0; i < size; i += stride) sum += Math.abs((values[i] as number) - (own[i] as number))
    return missingIsFar(sum / compared / scale)
  }
}
