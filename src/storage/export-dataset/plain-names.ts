/** @file plainNames: unique names that archives and file systems accept. */

const MOST_LETTERS = 80

/**
 * Keeps letters of any script, digits, and dashes, and replaces all else with an underscore; duplicates get a number.
 */
export function plainNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    // Normalized, so that a letter is the same name however it was typed.
    const plain = [...name.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')].slice(0, MOST_LETTERS).join('')
    const base = plain === '' ? `column_${i}` : plain
    let free = base
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}
