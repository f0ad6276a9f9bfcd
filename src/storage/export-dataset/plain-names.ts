/** @file plainNames: names as archives and file systems take them, and no two the same. */

const MOST_LETTERS = 80

/** Letters of any script, digits and dashes, and a line in the place of all else; what would be the same gets a number. */
export function plainNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    // Put together as far as they can be: one letter is then one name, however it was typed.
    const plain = [...name.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')].slice(0, MOST_LETTERS).join('')
    const base = plain === '' ? `column_${i}` : plain
    let free = base
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}
