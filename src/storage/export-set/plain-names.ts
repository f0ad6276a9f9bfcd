/** @file plainNames: names as archives and file systems take them, and no two the same. */

/** Letters, digits, dashes and points in the place of all else; what would be the same gets a number. */
export function plainNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    const plain =
      name
        .normalize('NFKD')
        .replace(/[^A-Za-z0-9_-]+/g, '_')
        .slice(0, 80) || `column_${i}`
    let free = plain
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${plain}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}
