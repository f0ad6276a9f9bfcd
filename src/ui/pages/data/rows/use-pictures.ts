/** @file usePictures: the pixels that a grid draws: at once where they are in memory, else as soon as they were brought. */
import { useLayoutEffect, useMemo, useRef } from 'react'
import { perRow } from '../../../../data/columns'
import { bringColumn, isHere, rowOf } from '../../../../data/paged'
import type { ImageColumn, ImageSchema } from './draw-tiles'

/** The pixels of a row, or undefined while they are on their way: then `again` is called once more are here. */
export function usePictures(
  schema: ImageSchema,
  column: ImageColumn,
  again: () => void,
): (row: number) => Uint8Array | undefined {
  const newest = useRef(again)
  useLayoutEffect(() => {
    newest.current = again
  })
  return useMemo(() => {
    const wanted = new Set<number>()
    let here = column
    let bringing = false
    const bring = async () => {
      // All that one drawing asks for comes together.
      await Promise.resolve()
      const rows = [...wanted]
      wanted.clear()
      here = await bringColumn(column, schema, rows)
      bringing = false
      newest.current()
    }
    return (row) => {
      if (isHere(here, schema, row)) return rowOf(here, perRow(schema), row)
      wanted.add(row)
      if (!bringing) {
        bringing = true
        void bring()
      }
      return undefined
    }
  }, [schema, column])
}
