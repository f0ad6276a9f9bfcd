/**
 * @file useColumns: which columns a table shows and how wide they are, stored on this device separately for each
 * dataset.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { storeSetting, readSetting } from '../../../shell/use-stored-setting'
import { firstWidth, type ShownColumn } from './shown-columns'

/** Minimum and maximum column width in CSS pixels. */
const MIN = 44
const MAX = 900

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
        widths: { ...widths, [name]: Math.round(Math.max(MIN, Math.min(target, MAX))) },
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
