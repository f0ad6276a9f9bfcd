/** @file Python literals of plain JSON values. Every string is quoted and escaped; nothing of it can leave its quotes. */

/** A JSON value as Python writes it; lists become tuples, which Keras takes for shapes and windows. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None' // not text: Python
  if (value === true) return 'True' // not text: Python
  if (value === false) return 'False' // not text: Python
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return tuple(value.map(literal))
  throw new Error(`Netloom is wrong here: no Python for ${typeof value}`)
}

/** Python's tuple of these expressions: (3,) for one. */
function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`
}

/** A name Python takes as one: ours, ending in a number (so no keyword, nothing we import), or undefined. */
export function identifier(name: string): string | undefined {
  return /^[a-z][a-z0-9_]*_[0-9]+$/.test(name) && name.length <= 80 ? name : undefined
}

function numberLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`
}

/** JSON's escapes are Python's too; what is not printable ASCII is written by its number, so no reader can misread it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
