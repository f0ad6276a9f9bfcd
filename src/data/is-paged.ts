/** @file isPaged: whether rows lie outside of memory: all that the first page needs to know of it. */
import type { Column, Paged } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

/** Where the values of a column lie, if not in memory. */
export function pagedOf(column: Column | undefined): Paged | undefined {
  return column?.type === 'image' || column?.type === 'array' ? column.paged : undefined
}

/** Whether the values of a column lie outside of memory. */
export function isPaged(column: Column | undefined): boolean {
  return pagedOf(column) !== undefined
}

/** Whether a column of the set does. */
export function hasPaged({ columns }: Pick<Dataset, 'columns'>): boolean {
  return columns.some(isPaged)
}
