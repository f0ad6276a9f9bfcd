/**
 * @file Duplicate groups: groups rows by key, lists the later rows of each group, and finds groups that span several
 * parts of the split.
 */
import { rangesOf } from '../edit-steps/row-steps'
import { type Finding, finding, type Remedy, type ReportInput } from './finding'

/** Groups of two or more equal rows; row numbers are ascending. */
export type DuplicateGroups = readonly (readonly number[])[]

const CHUNK = 65_536

/** Finds the groups of rows that share a key. */
export function* groupByKey(keys: Float64Array): Generator<void, DuplicateGroups> {
  // Sort first to find the repeated keys: a map of all keys of a million rows would be slow and large, while a map of
  // only the repeated keys is small.
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

/** Merges pairs into groups: rows that are connected by a chain of pairs end up in the same group. */
export function groupPairs(pairs: readonly (readonly [number, number])[]): DuplicateGroups {
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
    const group = groups.get(top)
    if (group) group.push(row)
    else groups.set(top, [row])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** All rows except the first of each group, ascending. */
export function laterDuplicates(groups: DuplicateGroups): Uint32Array {
  return Uint32Array.from(groups.flatMap((group) => group.slice(1))).sort()
}

/** A class that loses rows to a remedy must keep at least this many, because a network learns nothing from fewer. */
const MIN_LEFT = 5

/**
 * The remedy that excludes rows, or, if it would leave a class with too few rows, the name of that class: it needs rows
 * that differ more.
 */
export function excluding(
  rows: Uint32Array,
  { target }: Pick<ReportInput, 'target'>,
): { readonly remedies: readonly Remedy[]; readonly few?: string } {
  if (target?.schema.type === 'category' && target.values.type === 'category') {
    const { codes } = target.values
    const left = target.schema.values.map(() => 0)
    for (const code of codes) left[code] = (left[code] ?? 0) + 1
    for (const row of rows) left[codes[row] as number] = (left[codes[row] as number] ?? 0) - 1
    const few = [...rows].map((row) => codes[row] as number).find((code) => (left[code] ?? MIN_LEFT) < MIN_LEFT)
    if (few !== undefined) return { remedies: [], few: target.schema.values[few] as string }
  }
  return { remedies: [{ do: 'exclude', rows: rangesOf(rows), count: rows.length }] }
}

/** A finding about validation or test rows that are also in the training set; undefined if there are none. */
export function crossPartDuplicates(
  groups: DuplicateGroups,
  input: ReportInput,
  what: 'rows' | 'pictures',
): Finding | undefined {
  const { split } = input
  const inTrain = new Set(split.train)
  const evaluation = { validation: new Set(split.validation), test: new Set(split.test) }
  const crossing = groups.filter(
    (group) => group.some((row) => inTrain.has(row)) && group.some((row) => !inTrain.has(row)),
  )
  const count = (part: Set<number>) =>
    crossing.reduce((sum, group) => sum + group.filter((row) => part.has(row)).length, 0)
  const [validation, test] = [count(evaluation.validation), count(evaluation.test)]
  if (validation + test === 0) return undefined
  const counting = crossing.filter((group) =>
    group.some((row) => evaluation.validation.has(row) || evaluation.test.has(row)),
  )
  const extra = laterDuplicates(counting)
  return finding(
    'copies-across-parts',
    { what, validation, test, ofValidation: split.validation.length, ofTest: split.test.length },
    {
      severity: 'bad',
      columns: [what],
      rows: Uint32Array.from(counting.flat()),
      count: counting.flat().length,
      remedies: excluding(extra, input).remedies,
    },
  )
}
