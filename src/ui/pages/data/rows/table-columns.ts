/**
 * @file The columns of the rows table, their order and widths; which are hidden is stored on this device for each
 * dataset.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Column, ColumnSchema, DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Dataset, Origin } from '../../../../data/dataset'
import type { VirtualColumn } from '../../../../data/virtual-columns'
import { rowsText } from '../../../../messages/en/data/rows'
import { readSetting, storeSetting } from '../../../kit/use-stored-setting'

/** Minimum and maximum column width in CSS pixels. */
const MIN_WIDTH = 44
const MAX_WIDTH = 900

export interface TableColumns {
  /** The visible columns in order, each with the position of its left edge. */
  readonly shown: readonly PlacedColumn[]
  readonly width: number
  readonly hidden: readonly string[]
  readonly hide: (names: readonly string[]) => void
  readonly resize: (name: string, width: number) => void
}

export interface PlacedColumn extends ShownColumn {
  readonly left: number
  readonly width: number
}

interface Layout {
  readonly set: string
  readonly hidden: readonly string[]
  readonly widths: Readonly<Record<string, number>>
}

/**
 * The column layout for `dataset`. An edited dataset has a new id but mostly the same columns, so the layout is kept.
 */
export function useColumns(columns: readonly ShownColumn[], dataset: string): TableColumns {
  const [layout, setLayout] = useState<Layout>(() => readLayout(dataset))
  const names = useRef<ReadonlySet<string>>(new Set())
  if (layout.set !== dataset) {
    const same = columns.filter(({ schema }) => names.current.has(schema.name)).length * 2 > columns.length
    setLayout(same ? { ...layout, set: dataset } : readLayout(dataset))
  }
  useEffect(() => {
    names.current = new Set(columns.map(({ schema }) => schema.name))
  }, [columns])
  const change = useCallback((part: (before: Layout) => Partial<Layout>) => {
    setLayout((before) => ({ ...before, ...part(before) }))
  }, [])
  useEffect(() => keepLayout(layout), [layout])
  const { hidden, widths } = layout
  const { shown, width } = useMemo(() => {
    const removed = new Set(hidden)
    let left = 0
    const placed = columns.flatMap((column): PlacedColumn[] => {
      const { name } = column.schema
      if (removed.has(name)) return []
      const width = widths[name] ?? firstWidth(column)
      left += width
      return [{ ...column, left: left - width, width }]
    })
    return { shown: placed, width: left }
  }, [columns, hidden, widths])
  const hide = useCallback((names: readonly string[]) => change(() => ({ hidden: names })), [change])
  const resize = useCallback(
    (name: string, target: number) =>
      change(({ widths }) => ({
        widths: { ...widths, [name]: Math.round(Math.max(MIN_WIDTH, Math.min(target, MAX_WIDTH))) },
      })),
    [change],
  )
  return { shown, width, hidden, hide, resize }
}

function readLayout(dataset: string): Layout {
  return {
    set: dataset,
    hidden: readSetting<readonly string[]>(`rows-hidden.${dataset}`, []).filter((name) => typeof name === 'string'),
    widths: readWidths(readSetting(`rows-widths.${dataset}`, '{}')),
  }
}

/** Stores the layout if it differs from the stored layout. */
function keepLayout({ set: dataset, hidden, widths }: Layout): void {
  const before = readLayout(dataset)
  if (before.hidden.join('\n') !== hidden.join('\n')) storeSetting(`rows-hidden.${dataset}`, hidden)
  const text = JSON.stringify(widths)
  if (JSON.stringify(before.widths) !== text) storeSetting(`rows-widths.${dataset}`, text)
}

function readWidths(text: string): Readonly<Record<string, number>> {
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, number] => Number.isFinite(pair[1])))
  } catch {
    return {}
  }
}

export interface ShownColumn {
  readonly schema: ColumnSchema
  readonly column: Column
  /** Index of the column in the dataset; -1 for a virtual column. */
  readonly at: number
  /** Origin of the rows, which determines the row numbers. */
  readonly origin?: Origin | undefined
}

/**
 * The columns in display order: first the target, then the other columns in the dataset's order, with columns that are
 * not inputs last.
 */
export function shownColumns({ schema, columns, origin }: Dataset, split: VirtualColumn): readonly ShownColumn[] {
  const own = schema.columns.flatMap((one, at): ShownColumn[] => {
    const column = columns[at]
    return column ? [{ schema: one, column, at, origin }] : []
  })
  const rank = ({ schema: { name } }: ShownColumn) =>
    name === schema.target ? 0 : schema.ignore.includes(name) ? 2 : 1
  const ordered = own.toSorted((a, b) => rank(a) - rank(b))
  const hasOwn = schema.columns.some(({ name }) => name === split.schema.name)
  return hasOwn ? ordered : [...ordered.slice(0, 1), { ...split, at: -1, origin }, ...ordered.slice(1)]
}

/** The name of a column as shown in the header: a dataset's own columns keep their names. */
export function columnTitle({ at, schema }: Pick<ShownColumn, 'at' | 'schema'>): string {
  return at < 0 ? rowsText.split.title : schema.name
}

/** The initial width of a column in CSS pixels. */
function firstWidth({ schema }: ShownColumn): number {
  const forName = 44 + schema.name.length * 7
  switch (schema.type) {
    case 'image':
      return Math.max(72, Math.min(forName, 120))
    case 'number':
      return Math.max(96, Math.min(forName, 180))
    case 'category': {
      const longest = schema.values.reduce((max, value) => Math.max(max, value.length), 0)
      return Math.max(96, Math.min(Math.max(forName, 24 + longest * 7), 220))
    }
    case 'time':
      return Math.max(150, Math.min(forName, 200))
    case 'text':
      return 320
    case 'array':
      return 150
    default:
      return schema satisfies never
  }
}

/** The symbol for a column's type in its header. */
export const TYPE_MARKS: Readonly<Record<ColumnSchema['type'], string>> = {
  number: '#',
  category: '≡',
  image: '▣',
  text: 'T',
  time: '◷',
  array: '∿',
}

/** The height of a row in CSS pixels; rows with images are taller. */
export function lineHeight({ columns }: DatasetSchema): number {
  return columns.some(({ type }) => type === 'image' || type === 'array') ? 40 : 28
}
