/** @file byClass: rows of a split, gathered by their class. */

/** For each class its rows, in the split's order; rows without a class are left out. */
export function byClass(
  codes: ArrayLike<number>,
  rows: ArrayLike<number>,
  classes: number,
): readonly (readonly number[])[] {
  const gathered: number[][] = Array.from({ length: classes }, () => [])
  for (let i = 0; i < rows.length; i++) gathered[codes[rows[i] as number] as number]?.push(rows[i] as number)
  return gathered
}
