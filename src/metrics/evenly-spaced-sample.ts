/** @file evenlySpread: an evenly spaced selection of items. */

/** Returns at most `max` of the items, evenly spaced. */
export function evenlySpread<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return items
  return Array.from({ length: max }, (_, i) => items[Math.floor((i * items.length) / max)] as T)
}
