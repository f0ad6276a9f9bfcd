/**
 * @file Finds where a parameter's value ends up in a lowered configuration, by lowering it again with another number.
 */

export type ChangedPaths = true | { readonly [name: string]: ChangedPaths }

/**
 * The paths in a value at which a number changed from `was` to `is`; undefined if nothing or something else changed.
 */
export function changedPaths(value: unknown, probe: unknown, was: number, is: number): ChangedPaths | undefined {
  if (value === was && probe === is) return true
  if (typeof value !== 'object' || value === null || typeof probe !== 'object' || probe === null) return undefined
  const found: Record<string, ChangedPaths> = {}
  for (const [name, inner] of Object.entries(value)) {
    const other = (probe as Readonly<Record<string, unknown>>)[name]
    if (JSON.stringify(inner) === JSON.stringify(other)) continue
    const spots = changedPaths(inner, other, was, is)
    if (!spots) return undefined
    found[name] = spots
  }
  return Object.keys(found).length > 0 ? found : undefined
}
/** The value with `by` at each of these paths. */
export function replaced(value: unknown, spots: ChangedPaths, by: unknown): unknown {
  if (spots === true) return by
  if (Array.isArray(value)) return value.map((inner, i) => (spots[i] ? replaced(inner, spots[i], by) : inner))
  const record = value as Readonly<Record<string, unknown>>
  const changed = Object.entries(spots).map(([name, inner]) => [name, replaced(record[name], inner, by)])
  return { ...record, ...Object.fromEntries(changed) }
}
