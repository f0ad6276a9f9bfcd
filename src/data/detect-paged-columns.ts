/**
 * @file isPaged: whether a column's rows are stored in blobs instead of in memory. The initial page needs only this
 * part of the paging code.
 */
import type { Column, Paged } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

/** Returns the blobs that store a column's values, or undefined if the values are in memory. */
export function pagedOf(column: Column | undefined): Paged | undefined {
  return column?.type === 'image' || column?.type === 'array' ? column.paged : undefined
}

/** Whether the values of a column are in blobs instead of memory. */
export function isPaged(column: Column | undefined): boolean {
  return pagedOf(column) !== undefined
}

/** Whether the dataset has a paged column. */
export function hasPaged({ columns }: Pick<Dataset, 'columns'>): boolean {
  return columns.some(isPaged)
}
