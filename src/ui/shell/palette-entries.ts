/** @file Palette entries: the commands, pages, examples and layers in the command palette, and the search over them. */

export interface PaletteEntry {
  readonly id: string
  readonly title: string
  readonly group: 'command' | 'page' | 'example' | 'layer' | 'stage'
  /** Additional search terms. */
  readonly search?: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** The fields of an entry that a query searches. */
export type Searchable = Pick<PaletteEntry, 'title' | 'search'>

/**
 * The entries that contain every word of the query, best matches first. Equally good matches stay in their original
 * order.
 */
export function findEntries<E extends Searchable>(entries: readonly E[], query: string): readonly E[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries
    .map((entry, index) => ({ entry, index, score: matchScore(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry)
}

/**
 * The score of a match; 0 if a word is missing. Matches at the start of the title score highest, then matches at the
 * start of a word, then matches anywhere else.
 */
function matchScore(entry: Searchable, words: readonly string[]): number {
  const title = entry.title.toLowerCase()
  const all = `${title} ${entry.search ?? ''}`.toLowerCase()
  // An exact match comes first: "Train" ranks before longer titles that start with it.
  let score = title === words.join(' ') ? 100 : 0
  for (const word of words) {
    if (title.startsWith(word)) score += 4
    else if (` ${title}`.includes(` ${word}`)) score += 3
    else if (title.includes(word)) score += 2
    else if (all.includes(word)) score += 1
    else return 0
  }
  return score
}
