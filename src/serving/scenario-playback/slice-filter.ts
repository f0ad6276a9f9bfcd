/**
 * @file sliceFilter: tests whether a row is in a named slice. Without a name, the smallest slice is used or, if there
 * are no slices, every class but the first.
 */
import type { ServiceRows } from '../../protocol/serving-messages'

/** Returns a predicate over row numbers of the dataset. */
export function sliceFilter(
  { slices }: Pick<ServiceRows, 'slices'>,
  name: string,
  truthOf: (row: number) => number,
): (row: number) => boolean {
  const smallest = [...slices].sort((a, b) => a.rows.length - b.rows.length)[0]
  const slice = name === '' ? smallest : slices.find((one) => one.name === name)
  if (!slice) return (row) => row >= 0 && truthOf(row) > 0
  const rows = new Set(slice.rows)
  return (row) => rows.has(row)
}
