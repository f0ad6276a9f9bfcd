/**
 * @file Duplicate rows: finds rows that are identical, nearly identical, identical except for their targets, or shared
 * between parts of the split.
 */
import { isIdentifier } from './column-values'
import {
  crossPartDuplicates,
  type DuplicateGroups,
  excluding,
  groupByKey,
  groupPairs,
  laterDuplicates,
} from './duplicate-groups'
import { type ColumnData, defineFinding, type Finding, finding, type ReportInput } from './finding'
import { cached, exactHash, expectedPairs, gridHash, rowKeys, usualRange } from './row-hash'

/** Numbers count as nearly equal if they differ by less than this fraction of the column's usual range. */
const NEAR_SHARE = 0.001
/**
 * The number of grid cells that cover the usual range of a column, used to group similar rows. A cell is much wider
 * than NEAR_SHARE, so similar rows seldom fall on different sides of a cell border.
 */
const CELLS = 100
/** Duplicates are reported only if the number of pairs expected by chance is below this. */
const MAX_BY_CHANCE = 0.1

export const duplicateRows = defineFinding({
  codes: ['duplicate-rows', 'near-duplicate-rows', 'conflicting-rows', 'copies-across-parts'],
  *find(input) {
    const { rows } = input.dataset.schema
    const { target } = input
    const features = input.columns.filter((column) => column !== target && !isIdentifier(column, rows))
    yield
    // Images have a separate duplicate check, and a single column naturally repeats its values.
    if (features.some(({ schema }) => schema.type === 'image') || features.length + (target ? 1 : 0) < 2) return []
    const exact = features.map(exactHash)
    const keys = yield* rowKeys(exact, rows)
    const same = yield* groupByKey(keys)
    const expected = expectedPairs(features, exact, rows)
    yield
    const findings: Finding[] = []
    const [consistent, conflicting] = splitByTarget(same, target ? exactHash(target) : () => 0)
    const copied = laterDuplicates(consistent)
    if (isUnexpected(copied.length, expected)) {
      const severity = copied.length >= 0.05 * rows ? 'bad' : 'warn'
      findings.push(duplicatesFinding('duplicate-rows', consistent, input, severity))
    }
    if (target?.schema.type === 'category' && isUnexpected(conflicting.length, expected)) {
      const all = Uint32Array.from(conflicting.flat()).sort()
      const { name } = target.schema
      findings.push(
        finding(
          'conflicting-rows',
          { rows: all.length, groups: conflicting.length, target: name },
          {
            severity: 'bad',
            columns: [name],
            rows: Uint32Array.from(conflicting.flat()),
            remedies: excluding(all, input).remedies,
          },
        ),
      )
    }

    const coarse = features.map((column) => gridHash(column, rows, 0.5 / NEAR_SHARE, 0))
    const chance = expectedPairs(features, coarse, rows)
    yield
    const near = chance < MAX_BY_CHANCE ? yield* nearDuplicates(features, rows, keys) : []
    if (near.length > 0) findings.push(duplicatesFinding('near-duplicate-rows', near, input, 'warn'))
    const crossing = crossPartDuplicates(
      [...(isUnexpected(copied.length, expected) ? same : []), ...near],
      input,
      'rows',
    )
    return crossing ? [...findings, crossing] : findings
  },
})

/** Whether there are more duplicates than expected by chance. */
function isUnexpected(copied: number, expected: number): boolean {
  return expected < MAX_BY_CHANCE ? copied > 0 : copied > 10 && copied > 50 * expected
}

function duplicatesFinding(
  code: 'duplicate-rows' | 'near-duplicate-rows',
  groups: DuplicateGroups,
  input: ReportInput,
  severity: 'bad' | 'warn',
): Finding {
  const extra = laterDuplicates(groups)
  const all = Uint32Array.from(groups.flat())
  const { remedies, few } = excluding(extra, input)
  const { rows } = input.dataset.schema
  return finding(
    code,
    { copies: extra.length, groups: groups.length, rows, ...(few === undefined ? {} : { few }) },
    { severity, columns: [], rows: all, remedies },
  )
}

/** Splits the groups into those whose rows all have the same target and those whose rows have different targets. */
function splitByTarget(groups: DuplicateGroups, target: (row: number) => number): [DuplicateGroups, DuplicateGroups] {
  const consistent: number[][] = []
  const conflicting: number[][] = []
  for (const group of groups) {
    const by = new Map<number, number[]>()
    for (const row of group) {
      const value = target(row)
      const rows = by.get(value)
      if (rows) rows.push(row)
      else by.set(value, [row])
    }
    if (by.size > 1) conflicting.push([...group])
    for (const rows of by.values()) if (rows.length > 1) consistent.push(rows)
  }
  return [consistent, conflicting]
}

/**
 * Finds rows in which every cell is similar and at least one cell differs: groups the rows using two grids offset by
 * half a cell, then compares the rows within each group.
 */
function* nearDuplicates(
  features: readonly ColumnData[],
  rows: number,
  exact: Float64Array,
): Generator<void, DuplicateGroups> {
  const limits = features.map(({ values }) =>
    values.type === 'number' ? NEAR_SHARE * usualRange(values.values, rows) : 0,
  )
  const isNear = (a: number, b: number) =>
    features.every(({ values }, i) => {
      if (values.type !== 'number') return true
      const [x, y] = [values.values[a] as number, values.values[b] as number]
      return Math.abs(x - y) <= (limits[i] as number) || (Number.isNaN(x) && Number.isNaN(y))
    })
  const pairs: [number, number][] = []
  const texts = new Map(
    features.flatMap((column) =>
      column.values.type === 'text' ? [[column, cached(gridHash(column, rows, CELLS, 0), rows)] as const] : [],
    ),
  )
  for (const moved of [0, 0.5]) {
    const grid = features.map((column) => texts.get(column) ?? gridHash(column, rows, CELLS, moved))
    const groups = yield* groupByKey(yield* rowKeys(grid, rows))
    for (const group of groups) {
      const first = group[0] as number
      for (const row of group.slice(1)) {
        if (exact[first] !== exact[row] && isNear(first, row)) pairs.push([first, row])
      }
    }
    yield
  }
  return groupPairs(pairs)
}
