/** @file byClass: the rows of a split, grouped by their class. */

/** The rows of each class, in split order; rows without a class are omitted. */
export function byClass(
  codes: ArrayLike<number>,
  rows: ArrayLike<number>,
  classes: number,
): readonly (readonly number[])[] {
  const groups: number[][] = Array.from({ length: classes }, () => [])
  for (let i = 0; i < rows.length; i++) groups[codes[rows[i] as number] as number]?.push(rows[i] as number)
  return groups
}
