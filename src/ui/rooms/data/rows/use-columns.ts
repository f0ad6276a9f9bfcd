/** @file useColumns: which columns a table shows and how wide, as this device remembers it of the set. */
import { useCallback, useMemo, useRef, useState } from 'react'
import { useKept } from '../../../shell/use-kept'
import { firstWidth, type ShownColumn } from './shown-columns'

/** No column is dragged narrower or wider, in CSS pixels. */
const LEAST = 44
const MOST = 900

export interface TableColumns {
  /** In sight, in order, each with its left edge. */
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

/** The columns of a set as they stand; `set` names it. */
export function useColumns(columns: readonly ShownColumn[], set: string): TableColumns {
  const [hidden, hide] = useKept<readonly string[]>(`rows-hidden.${set}`, [])
  const [kept, keep] = useKept<string>(`rows-widths.${set}`, '{}')
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() => readWidths(kept))
  const newest = useRef(widths)
  const { shown, width } = useMemo(() => {
    const gone = new Set(hidden)
    let left = 0
    const placed = columns.flatMap((column): PlacedColumn[] => {
      const { name } = column.schema
      if (gone.has(name)) return []
      const width = widths[name] ?? firstWidth(column)
      left += width
      return [{ ...column, left: left - width, width }]
    })
    return { shown: placed, width: left }
  }, [columns, hidden, widths])
  const resize = useCallback(
    (name: string, wanted: number) => {
      newest.current = { ...newest.current, [name]: Math.round(Math.max(LEAST, Math.min(wanted, MOST))) }
      setWidths(newest.current)
      keep(JSON.stringify(newest.current))
    },
    [keep],
  )
  return { shown, width, hidden, hide, resize }
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
