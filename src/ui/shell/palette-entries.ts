/** @file Palette entries: what the command palette finds (commands, pages, examples and layers in one list), and how a query finds them. */

export interface Entry {
  readonly id: string
  readonly title: string
  readonly group: 'command' | 'page' | 'example' | 'layer' | 'stage'
  /** Further words that find it. */
  readonly search?: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** What a query searches of an entry. */
export type Found = Pick<Entry, 'title' | 'search'>

/** The entries that contain every word of the query, best matches first, equal ones in their own order. */
export function findEntries<E extends Found>(entries: readonly E[], query: string): readonly E[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries
    .map((entry, place) => ({ entry, place, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ entry }) => entry)
}

/** 0 where a word is missing. The beginning of the title counts most, then beginnings of its words, then any place. */
function scoreOf(entry: Found, words: readonly string[]): number {
  const title = entry.title.toLowerCase()
  const all = `${title} ${entry.search ?? ''}`.toLowerCase()
  // A title typed in full comes first: "Train" before longer titles that begin with it.
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
