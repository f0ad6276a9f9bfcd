/** @file useRowsView: the sorted rows that meet the condition of the view and the search. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Condition } from '../../../../data/condition'
import { type FindVirtualColumn, maskOf, rowsOfMask } from '../../../../data/condition-mask'
import type { Dataset } from '../../../../data/dataset'
import { rowNumber } from '../../../../data/row-number'
import { orderRows, type RowNumbers, type SortBy } from '../../../../data/row-order'
import { inSlices } from './in-slices'

export interface RowsQuery {
  readonly rows?: readonly number[] | undefined
  readonly where?: Condition | undefined
  readonly sort?: readonly SortBy[] | undefined
}

export interface RowsView {
  readonly count: number
  /** The row of the dataset at a position of the view. */
  readonly rowAt: (position: number) => number
  /** The number of that row. */
  readonly numberAt: (position: number) => number
  /** All of them, in order. */
  readonly all: () => RowNumbers
  /** Whether the rows shown are not yet those requested. */
  readonly busy: boolean
  /** Why the condition cannot be used; the rows shown before stay. */
  readonly fault?: string | undefined
}

/** Filters at once, which takes milliseconds, and sorts between frames; until then, rows keep their old order. */
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
      // Another order was requested in the meantime.
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
  /** Undefined for all rows in their own order. */
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
