/**
 * @file Plain JSON values as Python literals. Every string is quoted and escaped, so no text can break out of its
 * quotes.
 */

/** A JSON value as a Python literal; lists become tuples, which Keras expects for shapes and windows. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None' // not text: Python
  if (value === true) return 'True' // not text: Python
  if (value === false) return 'False' // not text: Python
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return tuple(value.map(literal))
  throw new Error(`Netloom is wrong here: no Python for ${typeof value}`)
}

/** Formats these expressions as a Python tuple, such as (3,) for a single expression. */
function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`
}

/**
 * Returns the name if it is a safe Python identifier, otherwise undefined. Only generated names that end in a number
 * are accepted, so the name cannot be a keyword or an import.
 */
export function identifier(name: string): string | undefined {
  return /^[a-z][a-z0-9_]*_[0-9]+$/.test(name) && name.length <= 80 ? name : undefined
}

function numberLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`
}

/** JSON escapes are valid in Python. Everything except printable ASCII is escaped, so it cannot be misread. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
