/** @file Tally: counts what happened to files, with a few of their names. */

export interface TallyEntry {
  readonly count: number
  readonly names: readonly string[]
}

export interface Tally<Kind extends string> {
  add(kind: Kind, path: string): void
  /** In the order of the first occurrence. */
  all(): readonly (readonly [Kind, TallyEntry])[]
}

/** Names that a note shows. */
const SHOWN = 5

/** An empty tally. */
export function emptyTally<Kind extends string>(): Tally<Kind> {
  const counts = new Map<Kind, { count: number; readonly names: string[] }>()
  return {
    add(kind, path) {
      const so = counts.get(kind) ?? { count: 0, names: [] }
      so.count++
      if (so.names.length < SHOWN) so.names.push(path)
      counts.set(kind, so)
    },
    all: () => [...counts],
  }
}
