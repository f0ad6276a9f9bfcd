/** @file Stable JSON: keys are sorted alphabetically at every depth, so that equal values produce equal bytes. */

/** The JSON text of plain data, with sorted keys. Undefined values are omitted, as in `JSON.stringify`. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, inner: unknown) => sorted(inner), indent)
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries)
}
