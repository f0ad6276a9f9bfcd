/** @file closeNames: the names that are spelled like a given name, for messages about a name that does not exist. */

/** Maximum number of names that are returned. */
const MOST = 3

/** The names within one typing error per three characters of `name`, ignoring case, or that start with it; closest first. */
export function closeNames(name: string, names: readonly string[]): readonly string[] {
  const typed = name.toLowerCase()
  if (typed === '') return []
  return names
    .map((one) => ({ one, distance: one.toLowerCase().startsWith(typed) ? 0 : editDistance(typed, one.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(typed.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ one }) => one)
}

/** The number of characters to insert, delete, or replace to turn one text into the other. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (above[j] as number) + 1, (row[j - 1] as number) + 1))
    }
    above = row
  }
  return above[b.length] as number
}
