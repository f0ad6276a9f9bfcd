/** @file useRowsView: the sorted rows that match the view's condition and the search. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Condition } from '../../../../data/condition'
import { maskOf, rowsOfMask } from '../../../../data/evaluate-condition'
import type { FindVirtualColumn } from '../../../../data/virtual-columns'
import { type Dataset, rowNumber } from '../../../../data/dataset'
import { orderRows, type RowNumbers, type SortBy } from '../../../../data/row-order'
import { inSlices } from './run-in-time-slices'

export interface RowsQuery {
  readonly rows?: readonly number[] | undefined
  readonly where?: Condition | undefined
  readonly sort?: readonly SortBy[] | undefined
}

export interface RowsView {
  readonly count: number
  /** The dataset row at a position in the view. */
  readonly rowAt: (position: number) => number
  /** The row number at a position in the view. */
  readonly numberAt: (position: number) => number
  /** Returns all rows of the view, in order. */
  readonly all: () => RowNumbers
  /** Whether the displayed rows do not yet match the request. */
  readonly busy: boolean
  /** Why the condition cannot be used; the previous rows stay visible. */
  readonly fault?: string | undefined
}

/**
 * Filters immediately, which takes milliseconds, and sorts between frames; until sorting finishes, the rows stay in
 * their previous order.
 */
export function useRowsView(dataset: Dataset, facts: FindVirtualColumn, { rows, where, sort }: RowsQuery): RowsView {
  const result = useMemo(() => select(dataset, facts, rows, where), [dataset, facts, rows, where])
  const fitting = useRef<RowNumbers | undefined>(undefined)
  if (result.ok) fitting.current = result.rows
  const chosen = result.ok ? result.rows : fitting.current
  const [sorted, setSorted] = useState<{
    readonly of: RowNumbers | undefined
    readonly by: unknown
    readonly rows: RowNumbers
  }>()
  const requested = sort && sort.length > 0 ? sort : undefined
  useEffect(() => {
    if (!requested) return
    const abort = new AbortController()
    const base = chosen ?? everyRow(dataset.schema.rows)
    inSlices(orderRows(dataset, base, requested), abort.signal).then(
      (order) => setSorted({ of: chosen, by: requested, rows: order }),
      // Ignore the rejection: the work was aborted because another order was requested.
      () => undefined,
    )
    return () => abort.abort()
  }, [dataset, chosen, requested])

  const order = requested && sorted?.of === chosen && sorted?.by === requested ? sorted?.rows : undefined
  const shown = order ?? chosen
  const busy = requested !== undefined && order === undefined
  return useMemo(() => {
    const count = shown?.length ?? dataset.schema.rows
    const rowAt = (position: number) => (shown ? (shown[position] ?? 0) : position)
    return {
      count,
      rowAt,
      numberAt: (position) => rowNumber(dataset, rowAt(position)),
      all: () => shown ?? everyRow(dataset.schema.rows),
      busy,
      ...(result.ok ? {} : { fault: result.fault }),
    }
  }, [shown, dataset, busy, result])
}

type Selected =
  /** The matching rows; undefined means all rows in their original order. */
  { readonly ok: true; readonly rows: RowNumbers | undefined } | { readonly ok: false; readonly fault: string }

function select(
  dataset: Dataset,
  facts: FindVirtualColumn,
  rows: readonly number[] | undefined,
  where: Condition | undefined,
): Selected {
  if (!where) return { ok: true, rows: rows && Uint32Array.from(rows) }
  const mask = maskOf(where, dataset, facts)
  if (!mask.ok) return { ok: false, fault: mask.error.sentence }
  const met = mask.value
  if (rows) return { ok: true, rows: Uint32Array.from(rows.filter((row) => met[row] === 1)) }
  return { ok: true, rows: rowsOfMask(met) }
}

function everyRow(rows: number): RowNumbers {
  const all = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) all[row] = row
  return all
}
