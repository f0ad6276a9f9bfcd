/** @file useVisibleRows: which rows of the dataset in use the Data page shows, with functions to change that. */
import { useCallback, useMemo } from 'react'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { namesIn } from '../../../../data/evaluate-condition'
import { isVirtualColumn } from '../../../../data/virtual-columns'
import type { SortBy } from '../../../../data/row-order'
import type { SetRecord } from '../../../../storage/dataset-records'
import type { DataLook } from '../../../../studio/data/data-view-state'
import { useRunCommand, useSelect } from '../../../studio-context'
import { allOf } from './row-conditions'

export interface RowsView extends Omit<DataLook, 'key' | 'sort'> {
  readonly sort: readonly SortBy[]
  readonly setWhere: (parts: readonly Condition[]) => void
  readonly setSort: (sort: readonly SortBy[]) => void
  readonly only: (condition: Condition) => void
  readonly all: () => void
}

const NO_SORT: readonly SortBy[] = []

/** The current view settings, as far as they apply to these rows. */
export function useVisibleRows(schema: DatasetSchema): RowsView {
  const run = useRunCommand()
  const key = useSelect((state) => (state.data.tag === 'ready' ? state.data.key : ''))
  const requested = useSelect((state) => state.look)
  const datasets = useSelect((state) => state.sets.sets)
  const look = useMemo(() => lookForData(requested, key, schema, datasets), [requested, key, schema, datasets])
  const change = useCallback(
    (part: { readonly where?: Condition | undefined; readonly sort?: readonly SortBy[] }) =>
      run('data.look', { ...look, ...part }),
    [run, look],
  )
  return useMemo(
    () => ({
      ...look,
      sort: look.sort ?? NO_SORT,
      setWhere: (parts) => change({ where: allOf(...parts) }),
      setSort: (sort) => change({ sort }),
      only: (condition) => change({ where: allOf(look.where, condition) }),
      all: () => run('data.look', {}),
    }),
    [run, look, change],
  )
}

/**
 * The view settings that can be reused when the data changes: none for a different dataset; for another version of the
 * same dataset, the condition and sort order if their columns still exist, but not the row numbers.
 */
export function lookForData(
  look: DataLook | null,
  key: string,
  schema: DatasetSchema,
  datasets: readonly Pick<SetRecord, 'id' | 'base'>[],
): Omit<DataLook, 'key'> {
  if (!look) return {}
  const { key: of, rows, where, sort, title } = look
  if (!isSameDataset(setOf(of), setOf(key), datasets)) return {}
  const has = (name: string) => schema.columns.some((column) => column.name === name) || isVirtualColumn(name)
  const current = of === key
  return {
    ...(current && rows ? { rows } : {}),
    ...(current && title !== undefined ? { title } : {}),
    ...(where && (current || [...namesIn(where)].every(has)) ? { where } : {}),
    ...(sort && (current || sort.every(({ column }) => has(column))) ? { sort } : {}),
  }
}

/** The dataset id in a data key, without its version or seed. */
function setOf(key: string): string {
  return key.split(/[@:]/, 1)[0] ?? key
}

/**
 * Whether both ids refer to the same dataset, or one refers to a built-in dataset and the other to an edited copy of
 * it.
 */
function isSameDataset(one: string, other: string, datasets: readonly Pick<SetRecord, 'id' | 'base'>[]): boolean {
  const edited = (id: string, from: string) =>
    datasets.some((record) => record.id === id && record.base.kind === 'shipped' && record.base.dataset === from)
  return one === other || edited(one, other) || edited(other, one)
}

/**
 * Cycles through ascending, descending and unsorted. With 'added', the column keeps its position among the sort
 * columns.
 */
export function toggleSort(sort: readonly SortBy[], name: string, how: 'alone' | 'added'): readonly SortBy[] {
  const now = sort.find(({ column }) => column === name)
  const next: readonly SortBy[] = !now ? [{ column: name }] : now.down ? [] : [{ column: name, down: true }]
  if (how === 'alone') return next
  return now ? sort.flatMap((by) => (by === now ? next : [by])) : [...sort, ...next]
}
