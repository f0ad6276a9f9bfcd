/** @file sliceOf: whether a row is of a slice by its name; of no name of the smallest, and without slices of any class but the first. */
import type { ServiceRows } from '../../protocol/serving-messages'

/** Tells by the row's number in the set. */
export function sliceOf(
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
