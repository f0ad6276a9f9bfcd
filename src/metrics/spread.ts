/** @file spread: some of many. */

/** At most `most` of the items, evenly spread over them. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T)
}
