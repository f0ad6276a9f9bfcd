/** @file isImbalanced: whether accuracy says little, because always predicting the most common class is often right. */

/** Classes count as imbalanced if the most common class has at least this many times as many rows as the rarest. */
export const IMBALANCED = 5

/** Whether the classes with these numbers of rows are imbalanced; classes without rows do not count. */
export function isImbalanced(supports: readonly number[]): boolean {
  const known = supports.filter((support) => support > 0)
  return known.length > 1 && Math.max(...known) >= IMBALANCED * Math.min(...known)
}
