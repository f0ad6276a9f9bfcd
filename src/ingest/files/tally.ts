/** @file Tally: how often each thing happened to files, with a few of their names. */

export interface Tallied {
  readonly count: number
  readonly names: readonly string[]
}

export interface Tally<Kind extends string> {
  add(kind: Kind, path: string): void
  /** In the order in which they were met first. */
  all(): readonly (readonly [Kind, Tallied])[]
}

/** Names a note shows. */
const SHOWN = 5

/** A tally with nothing in it. */
export function emptyTally<Kind extends string>(): Tally<Kind> {
  const found = new Map<Kind, { count: number; readonly names: string[] }>()
  return {
    add(kind, path) {
      const so = found.get(kind) ?? { count: 0, names: [] }
      so.count++
      if (so.names.length < SHOWN) so.names.push(path)
      found.set(kind, so)
    },
    all: () => [...found],
  }
}
