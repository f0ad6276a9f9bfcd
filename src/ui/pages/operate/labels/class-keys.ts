/**
 * @file Class keys: if all class names are single characters, the name is the key; otherwise digits and then letters in
 * order.
 */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** One key for each class, in order; undefined if no keys are left. */
export function keysOf(classes: readonly string[]): readonly (string | undefined)[] {
  const own = classes.map((name) => name.toLowerCase())
  if (own.every((name) => /^[0-9a-z]$/.test(name)) && new Set(own).size === own.length) return own
  const order = `1234567890${LETTERS}`
  return classes.map((_, i) => order[i])
}
