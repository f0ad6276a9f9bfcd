/**
 * @file nearestTraining: finds the training examples nearest to the input of a request, which may be a row of the
 * dataset, a drifted row, or an external input.
 */
import type { Column, ColumnSchema } from '../../../../catalog/dataset-schema'
import { perRow } from '../../../../data/column-operations'
import { isPaged } from '../../../../data/column-values'
import type { Dataset } from '../../../../data/dataset'
import type { Neighbor } from '../../../../data/nearest-rows'
import { rowOf } from '../../../../data/paged-columns'

/** The number of rows to compare before yielding control. */
const STEP = 2000
/** The number of pixels to compare per image; larger images are sampled evenly. */
const MAX_PIXELS = 1024

/** Computes the distance between a row and the input in one column, from 0 to 1. */
type RowDistance = (row: number) => number

/**
 * Finds the `k` nearest training rows, nearest first; yields between increments. Text and time columns and rows that
 * are not in memory are skipped.
 */
export function* nearestTraining(
  { schema, columns }: Dataset,
  train: Uint32Array,
  values: Readonly<Record<string, unknown>>,
  k: number,
  itself?: number,
): Generator<undefined, readonly Neighbor[]> {
  const used = schema.columns.flatMap((described, i) => {
    const column = columns[i]
    const distance = column && columnDistance(column, described, values[described.name], train)
    return distance ? [distance] : []
  })
  if (used.length === 0) return []
  const results: Neighbor[] = []
  for (const [i, row] of train.entries()) {
    if (row === itself) continue
    let sum = 0
    for (const distance of used) sum += distance(row)
    const near = { row, apart: sum / used.length }
    if (results.length < k || near.apart < (results[k - 1] as Neighbor).apart) {
      const index = results.findIndex(({ apart }) => near.apart < apart)
      results.splice(index < 0 ? results.length : index, 0, near)
      if (results.length > k) results.pop()
    }
    if (i % STEP === STEP - 1) yield
  }
  return results
}

function columnDistance(
  column: Column,
  schema: ColumnSchema,
  value: unknown,
  train: Uint32Array,
): RowDistance | undefined {
  if (value === undefined || value === null || isPaged(column)) return undefined
  switch (column.type) {
    case 'category': {
      const code = schema.type === 'category' ? schema.values.indexOf(String(value)) : -1
      return (row) => (column.codes[row] === code ? 0 : 1)
    }
    case 'number': {
      if (typeof value !== 'number') return undefined
      const { values } = column
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (const row of train) {
        const one = values[row] as number
        if (one < low) low = one
        if (one > high) high = one
      }
      return high > low ? (row) => clampDistance(Math.abs((values[row] as number) - value) / (high - low)) : undefined
    }
    case 'image':
    case 'array': {
      if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined
      const own = value as ArrayLike<number>
      const size = perRow(schema)
      if (own.length !== size) return undefined
      const stride = Math.max(1, Math.floor(size / MAX_PIXELS))
      const scale = column.type === 'image' ? 255 : 2 * Math.max(...Array.from(own, Math.abs)) || 1
      return (row) => {
        const otherIndex = rowOf(column, size, row)
        let sum = 0
        for (let i = 0; i < size; i += stride) sum += Math.abs((otherIndex[i] as number) - (own[i] as number))
        return clampDistance(sum / Math.ceil(size / stride) / scale)
      }
    }
    case 'text':
    case 'time':
      return undefined
    default:
      return column satisfies never
  }
}

/** Limits a distance to at most 1; a missing value counts as the maximum distance. */
function clampDistance(distance: number): number {
  return Number.isNaN(distance) ? 1 : Math.min(1, distance)
}
