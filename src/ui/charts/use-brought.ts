/** @file Rows brought: what the page shows of pictures and arrays that may lie outside of memory. */
import { useEffect, useState } from 'react'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { hasPaged, isPaged } from '../../data/is-paged'
import { bringColumn, bringRows } from '../../data/paged'

/** The set, whose given rows can be read; undefined while they are on their way. Rows are given as one and the same list. */
export function useBroughtRows(dataset: Dataset, rows: ArrayLike<number>): Dataset | undefined {
  const away = hasPaged(dataset)
  const [brought, setBrought] = useState<{ of: Dataset; rows: ArrayLike<number>; here: Dataset }>()
  useEffect(() => {
    if (!away) return
    let left = false
    void bringRows(dataset, rows).then((here) => {
      if (!left) setBrought({ of: dataset, rows, here })
    })
    return () => {
      left = true
    }
  }, [away, dataset, rows])
  if (!away) return dataset
  return brought?.of === dataset && brought.rows === rows ? brought.here : undefined
}

/** The same of one row of a column. */
export function useBroughtColumn<C extends Column>(
  column: C | undefined,
  schema: ColumnSchema | undefined,
  row: number,
): C | undefined {
  const away = isPaged(column)
  const [brought, setBrought] = useState<{ of: C; row: number; here: C }>()
  useEffect(() => {
    if (!away || !column || !schema) return
    let left = false
    void bringColumn(column, schema, [row]).then((here) => {
      if (!left) setBrought({ of: column, row, here })
    })
    return () => {
      left = true
    }
  }, [away, column, schema, row])
  if (!away) return column
  return brought && brought.of === column && brought.row === row ? brought.here : undefined
}
