/** @file plainNames: converts names to unique names that archives and file systems accept. */

const MOST_LETTERS = 80

/**
 * Replaces everything except letters of any script, digits, dashes, and underscores with an underscore; duplicates get
 * a number.
 */
export function plainNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    // Normalize first, so that equal-looking letters produce the same name regardless of how they were typed.
    const plain = [...name.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')].slice(0, MOST_LETTERS).join('')
    const base = plain === '' ? `column_${i}` : plain
    let free = base
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}
