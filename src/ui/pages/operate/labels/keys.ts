/** @file Keys of classes: the class's own letter where all have one, else numbers and then letters in their order. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A key a class, in their order; undefined where there are none left. */
export function keysOf(classes: readonly string[]): readonly (string | undefined)[] {
  const own = classes.map((name) => name.toLowerCase())
  if (own.every((name) => /^[0-9a-z]$/.test(name)) && new Set(own).size === own.length) return own
  const order = `1234567890${LETTERS}`
  return classes.map((_, i) => order[i])
}
