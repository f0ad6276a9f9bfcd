/**
 * @file The rows in view: the settings of the view, the sorted rows that match it and the search, and the selected
 * rows.
 */
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { type Dataset, rowNumber } from '../../../../data/dataset'
import { maskOf, namesIn, rowsOfMask } from '../../../../data/evaluate-condition'
import { orderRows, type RowNumbers, type SortBy } from '../../../../data/row-order'
import { type FindVirtualColumn, isVirtualColumn } from '../../../../data/virtual-columns'
import type { SetRecord } from '../../../../storage/dataset-records'
import type { DataLook } from '../../../../studio/data/data-view-state'
import { useResult } from '../../../kit/use-on-change'
import { useRunCommand, useSelect } from '../../../studio-context'
import { allOf } from './row-conditions'

interface RowsQuery {
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
  const requested = sort && sort.length > 0 ? sort : undefined
  const sorted = useResult(
    [dataset, chosen, requested],
    (signal) => requested && inSlices(orderRows(dataset, chosen ?? everyRow(dataset.schema.rows), requested), signal),
  )
  const order = requested && sorted.isCurrent ? sorted.value : undefined
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

interface VisibleRows extends Omit<DataLook, 'key' | 'sort'> {
  readonly sort: readonly SortBy[]
  readonly setWhere: (parts: readonly Condition[]) => void
  readonly setSort: (sort: readonly SortBy[]) => void
  readonly only: (condition: Condition) => void
  readonly all: () => void
}

const NO_SORT: readonly SortBy[] = []

/** The current view settings, as far as they apply to these rows. */
export function useVisibleRows(schema: DatasetSchema): VisibleRows {
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

/** Milliseconds of work between two pauses; leaves time for drawing within a 16 ms frame. */
const SLICE_MS = 6

/** Runs work that yields regularly, and returns its result; when aborted, rejects with the signal's reason. */
export async function inSlices<R>(work: Generator<undefined, R>, signal: AbortSignal): Promise<R> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((go) => setTimeout(go))
    signal.throwIfAborted()
  }
}

/**
 * 'alone' selects only this row; 'also' toggles this row; 'on' selects all rows from the start of the selection to this
 * row.
 */
type Pressed = 'alone' | 'also' | 'on'

export interface Selection {
  readonly rows: ReadonlySet<number>
  readonly has: (row: number) => boolean
  readonly press: (position: number, how: Pressed) => void
  /** Selects the rows at these positions, replacing the selection or adding to it. */
  readonly take: (positions: readonly number[], how: 'alone' | 'also') => void
  readonly all: () => void
  readonly none: () => void
}

/** How a click or a key press changes the selection. */
export function pressedBy({
  shiftKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): Pressed {
  return shiftKey ? 'on' : ctrlKey || metaKey ? 'also' : 'alone'
}

/** A place on the page, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** What the table and the image grid have in common. */
export interface RowsProps {
  readonly label: string
  readonly view: RowsView
  readonly selection: Selection
  readonly onOpen: (position: number) => void
  /** Handles keys that the table or grid does not handle; returns whether the key was handled. */
  readonly onKey: (event: KeyboardEvent) => boolean
  /** Opens the menu of the current row at a point; the focus then returns to `back`. */
  readonly onMenu: (point: Point, back: HTMLElement) => void
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
