/** @file evenlySpread: an evenly spread selection of items. */

/** At most `most` of the items, evenly spread. */
export function evenlySpread<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return items
  return Array.from({ length: max }, (_, i) => items[Math.floor((i * items.length) / max)] as T)
}
