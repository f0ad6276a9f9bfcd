/**
 * @file useImages: provides the pixels for an image grid: immediately if they are in memory, otherwise after loading
 * them.
 */
import { useLayoutEffect, useMemo, useRef } from 'react'
import { perRow } from '../../../../data/column-operations'
import { loadPagedColumn, isLoaded, rowOf } from '../../../../data/paged-columns'
import type { ImageColumn, ImageSchema } from './draw-tiles'

/** Returns the pixels of a row, or undefined while they load; `again` is called when more pixels have loaded. */
export function useImages(
  schema: ImageSchema,
  column: ImageColumn,
  again: () => void,
): (row: number) => Uint8Array | undefined {
  const newest = useRef(again)
  useLayoutEffect(() => {
    newest.current = again
  })
  return useMemo(() => {
    const target = new Set<number>()
    let here = column
    let bringing = false
    const bring = async () => {
      // Wait a microtask, so that all requests of one drawing pass are loaded together.
      await Promise.resolve()
      const rows = [...target]
      target.clear()
      here = await loadPagedColumn(column, schema, rows)
      bringing = false
      newest.current()
    }
    return (row) => {
      if (isLoaded(here, schema, row)) return rowOf(here, perRow(schema), row)
      target.add(row)
      if (!bringing) {
        bringing = true
        void bring()
      }
      return undefined
    }
  }, [schema, column])
}
