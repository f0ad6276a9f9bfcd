/** @file Stable JSON: keys in alphabetical order at every depth, so that equal values are equal bytes. */

/** The JSON text of plain data, keys sorted; undefined values are left out as JSON does. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, inner: unknown) => sorted(inner), indent)
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries)
}
