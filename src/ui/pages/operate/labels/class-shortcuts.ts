/**
 * @file Class keys: if every class name is a single character, that character is the key; otherwise, keys are assigned
 * in order, first digits and then letters.
 */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** One key per class, in order; undefined for classes left over after all keys are assigned. */
export function keysOf(classes: readonly string[]): readonly (string | undefined)[] {
  const own = classes.map((name) => name.toLowerCase())
  if (own.every((name) => /^[0-9a-z]$/.test(name)) && new Set(own).size === own.length) return own
  const order = `1234567890${LETTERS}`
  return classes.map((_, i) => order[i])
}
