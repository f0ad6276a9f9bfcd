/** @file Loads rows of images and arrays that may have been paged out of memory. */
import { useEffect, useState } from 'react'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { hasPaged, isPaged } from '../../data/column-values'
import { loadPagedColumn, loadPagedRows } from '../../data/paged-columns'

/** The dataset with these rows loaded; undefined while they load. Pass the same `rows` array on every render. */
export function useLoadedRows(dataset: Dataset, rows: ArrayLike<number>): Dataset | undefined {
  const away = hasPaged(dataset)
  const [loaded, setLoaded] = useState<{ of: Dataset; rows: ArrayLike<number>; here: Dataset }>()
  useEffect(() => {
    if (!away) return
    let left = false
    void loadPagedRows(dataset, rows).then((here) => {
      if (!left) setLoaded({ of: dataset, rows, here })
    })
    return () => {
      left = true
    }
  }, [away, dataset, rows])
  if (!away) return dataset
  return loaded?.of === dataset && loaded.rows === rows ? loaded.here : undefined
}

/** A column with one row loaded; undefined while it loads. */
export function useLoadedColumn<C extends Column>(
  column: C | undefined,
  schema: ColumnSchema | undefined,
  row: number,
): C | undefined {
  const away = isPaged(column)
  const [loaded, setLoaded] = useState<{ of: C; row: number; here: C }>()
  useEffect(() => {
    if (!away || !column || !schema) return
    let left = false
    void loadPagedColumn(column, schema, [row]).then((here) => {
      if (!left) setLoaded({ of: column, row, here })
    })
    return () => {
      left = true
    }
  }, [away, column, schema, row])
  if (!away) return column
  return loaded && loaded.of === column && loaded.row === row ? loaded.here : undefined
}
