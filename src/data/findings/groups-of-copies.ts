/** @file Groups of copies: rows gathered by key, the later ones of each, and those that stand on both sides of the split. */
import { type Finding, finding, type ViewedSet } from './finding'
import { rangesOf } from '../steps/row-ranges'

/** Rows that are alike, two and more a group, ascending. */
export type CopyGroups = readonly (readonly number[])[]

const CHUNK = 65_536

/** Rows by key, where two and more have it. */
export function* gather(keys: Float64Array): Generator<void, CopyGroups> {
  // Sorted first: a table of all keys of a million rows is slow and large, of those that come twice it is neither.
  const sorted = keys.slice().sort()
  yield
  const groups = new Map<number, number[]>()
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) groups.set(sorted[i] as number, [])
  if (groups.size === 0) return []
  for (let row = 0; row < keys.length; row++) {
    groups.get(keys[row] as number)?.push(row)
    if (row % CHUNK === CHUNK - 1) yield
  }
  return [...groups.values()].sort((a, b) => (a[0] as number) - (b[0] as number))
}

/** Pairs as groups: what is alike with what is alike with it. */
export function joined(pairs: readonly (readonly [number, number])[]): CopyGroups {
  const root = new Map<number, number>()
  const find = (row: number): number => {
    let at = row
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up
    root.set(row, at)
    return at
  }
  for (const [a, b] of pairs) {
    const [x, y] = [find(a), find(b)]
    root.set(Math.max(x, y), Math.min(x, y))
    if (!root.has(Math.min(x, y))) root.set(Math.min(x, y), Math.min(x, y))
  }
  const groups = new Map<number, number[]>()
  for (const row of [...root.keys()].sort((a, b) => a - b)) {
    const top = find(row)
    groups.set(top, [...(groups.get(top) ?? []), row])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** All but the first of each group, ascending. */
export function later(groups: CopyGroups): Uint32Array {
  return Uint32Array.from(groups.flatMap((group) => group.slice(1))).sort()
}

/** The finding that rows kept for the end, or watched, are known from training; undefined where none is. */
export function across(groups: CopyGroups, { split }: ViewedSet, what: 'rows' | 'pictures'): Finding | undefined {
  const inTrain = new Set(split.train)
  const held = { validation: new Set(split.validation), test: new Set(split.test) }
  const crossing = groups.filter(
    (group) => group.some((row) => inTrain.has(row)) && group.some((row) => !inTrain.has(row)),
  )
  const count = (part: Set<number>) =>
    crossing.reduce((sum, group) => sum + group.filter((row) => part.has(row)).length, 0)
  const [validation, test] = [count(held.validation), count(held.test)]
  if (validation + test === 0) return undefined
  const counting = crossing.filter((group) => group.some((row) => held.validation.has(row) || held.test.has(row)))
  const extra = later(counting)
  return finding(
    'copies-across-parts',
    { what, validation, test, ofValidation: split.validation.length, ofTest: split.test.length },
    {
      severity: 'bad',
      columns: [what],
      rows: Uint32Array.from(counting.flat()),
      count: counting.flat().length,
      remedies: [{ do: 'exclude', rows: rangesOf(extra), count: extra.length }],
    },
  )
}
