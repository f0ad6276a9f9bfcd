/** @file Tally: counts what happened to files and stores a few example names. */

export interface TallyEntry {
  readonly count: number
  readonly names: readonly string[]
}

export interface Tally<Kind extends string> {
  add(kind: Kind, path: string): void
  /** All entries, in order of first occurrence. */
  all(): readonly (readonly [Kind, TallyEntry])[]
}

/** The maximum number of names to show in a note. */
const SHOWN = 5

/** Creates an empty tally. */
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
