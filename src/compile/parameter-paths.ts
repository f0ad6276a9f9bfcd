/**
 * @file Finds where a parameter's value appears in a lowered configuration, by lowering the layer again with a
 * different number.
 */

export type ChangedPaths = true | { readonly [name: string]: ChangedPaths }

/**
 * Returns the paths at which a number in the value changed from `was` to `is`; undefined if nothing changed or if
 * anything else changed.
 */
export function changedPaths(value: unknown, probe: unknown, was: number, is: number): ChangedPaths | undefined {
  if (value === was && probe === is) return true
  if (typeof value !== 'object' || value === null || typeof probe !== 'object' || probe === null) return undefined
  const found: Record<string, ChangedPaths> = {}
  for (const [name, inner] of Object.entries(value)) {
    const other = (probe as Readonly<Record<string, unknown>>)[name]
    if (JSON.stringify(inner) === JSON.stringify(other)) continue
    const positions = changedPaths(inner, other, was, is)
    if (!positions) return undefined
    found[name] = positions
  }
  return Object.keys(found).length > 0 ? found : undefined
}
/** Returns a copy of the value in which each of these paths is set to `by`. */
export function replaced(value: unknown, positions: ChangedPaths, by: unknown): unknown {
  if (positions === true) return by
  if (Array.isArray(value)) return value.map((inner, i) => (positions[i] ? replaced(inner, positions[i], by) : inner))
  const record = value as Readonly<Record<string, unknown>>
  const changed = Object.entries(positions).map(([name, inner]) => [name, replaced(record[name], inner, by)])
  return { ...record, ...Object.fromEntries(changed) }
}
