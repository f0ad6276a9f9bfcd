/** @file What the command palette finds: commands, rooms, dialogs, examples and layers, as one list; and how words find them. */

export interface Entry {
  readonly id: string
  readonly title: string
  readonly group: 'Commands' | 'Rooms' | 'Examples' | 'Layers' | 'Stages'
  /** Further words that find it. */
  readonly search?: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** What words find an entry by. */
export type Found = Pick<Entry, 'title' | 'search'> & { readonly group: string }

/** The entries that hold every word of the query, those whose title begins with it first; else in their own order. */
export function findEntries<E extends Found>(entries: readonly E[], query: string): readonly E[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries
    .map((entry, place) => ({ entry, place, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ entry }) => entry)
}

/** 0: a word is missing. Beginnings of the title count most, then beginnings of its words, then anywhere. */
function scoreOf(entry: Found, words: readonly string[]): number {
  const title = entry.title.toLowerCase()
  const all = `${title} ${entry.search ?? ''} ${entry.group}`.toLowerCase()
  // A title typed in full is what is meant: Train, not Train on from the last weights.
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
