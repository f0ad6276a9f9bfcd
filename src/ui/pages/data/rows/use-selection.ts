/**
 * @file useSelection: the selected rows, stored as dataset rows, so that they stay selected when the sort order or
 * filter changes.
 */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { RowsView } from './use-rows-view'

/**
 * 'alone' selects only this row; 'also' toggles this row; 'on' selects all rows from the start of the selection to this
 * row.
 */
export type Pressed = 'alone' | 'also' | 'on'

export interface Selection {
  readonly rows: ReadonlySet<number>
  readonly has: (row: number) => boolean
  readonly press: (position: number, how: Pressed) => void
  /** Selects the rows at these positions, replacing the selection or adding to it. */
  readonly take: (positions: readonly number[], how: 'alone' | 'also') => void
  readonly all: () => void
  readonly none: () => void
}

/** Manages the selected rows of a view. */
export function useSelection(view: RowsView): Selection {
  const [rows, setRows] = useState<ReadonlySet<number>>(NONE)
  const anchor = useRef(0)
  const newest = useRef(view)
  newest.current = view
  const press = useCallback((position: number, how: Pressed) => {
    const { rowAt, count } = newest.current
    const row = rowAt(position)
    if (how === 'on') {
      const [from, to] = [Math.min(anchor.current, position), Math.min(Math.max(anchor.current, position), count - 1)]
      const range = new Set<number>()
      for (let i = from; i <= to; i++) range.add(rowAt(i))
      setRows(range)
      return
    }
    anchor.current = position
    setRows((before) => {
      if (how === 'alone') return before.size === 1 && before.has(row) ? NONE : new Set([row])
      const next = new Set(before)
      if (!next.delete(row)) next.add(row)
      return next
    })
  }, [])
  const take = useCallback((positions: readonly number[], how: 'alone' | 'also') => {
    const { rowAt } = newest.current
    anchor.current = positions[0] ?? anchor.current
    setRows((before) => new Set([...(how === 'also' ? before : []), ...positions.map(rowAt)]))
  }, [])
  const all = useCallback(() => setRows(new Set(newest.current.all())), [])
  const none = useCallback(() => setRows((before) => (before.size === 0 ? before : NONE)), [])
  const has = useCallback((row: number) => rows.has(row), [rows])
  return useMemo(() => ({ rows, has, press, take, all, none }), [rows, has, press, take, all, none])
}

const NONE: ReadonlySet<number> = new Set()
