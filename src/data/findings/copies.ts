/** @file Rows that come twice: exactly, nearly, with another answer, and on both sides of the split. */
import { namesRows } from './column-values'
import { defineFinding, type Finding, finding, type ViewedColumn } from './finding'
import { across, type CopyGroups, gather, joined, later } from './groups-of-copies'
import { rangesOf } from '../steps/row-ranges'
import { exactHash, gridHash, kept, pairsByChance, rangeOf, rowKeys } from './row-hash'

/** Numbers this near, as a part of the range that most are in, are nearly the same. */
const NEAR = 0.001
/** Cells of the grid that near rows are gathered by: much wider than near, so that few stand on both sides of a line. */
const CELLS = 100
/** Copies are news where fewer pairs than this are expected by chance. */
const BY_CHANCE = 0.1

export const copies = defineFinding({
  codes: ['duplicate-rows', 'near-duplicate-rows', 'conflicting-rows', 'copies-across-parts'],
  *find(set) {
    const { rows } = set.dataset.schema
    const { target } = set
    const features = set.columns.filter((column) => column !== target && !namesRows(column, rows))
    yield
    // Pictures have copies of their own kind; of one column alone copies are its nature.
    if (features.some(({ schema }) => schema.type === 'image') || features.length + (target ? 1 : 0) < 2) return []
    const exact = features.map(exactHash)
    const keys = yield* rowKeys(exact, rows)
    const same = yield* gather(keys)
    const expected = pairsByChance(features, exact, rows)
    yield
    const found: Finding[] = []
    const [whole, torn] = parted(same, target ? exactHash(target) : () => 0)
    const copied = later(whole)
    if (news(copied.length, expected)) {
      const severity = copied.length >= 0.05 * rows ? 'bad' : 'warn'
      found.push(told('duplicate-rows', whole, rows, severity))
    }
    if (target?.schema.type === 'category' && news(torn.length, expected)) {
      const all = Uint32Array.from(torn.flat()).sort()
      const { name } = target.schema
      found.push(
        finding(
          'conflicting-rows',
          { rows: all.length, groups: torn.length, target: name },
          {
            severity: 'bad',
            columns: [name],
            rows: Uint32Array.from(torn.flat()),
            remedies: [{ do: 'exclude', rows: rangesOf(all), count: all.length }],
          },
        ),
      )
    }

    const coarse = features.map((column) => gridHash(column, rows, 0.5 / NEAR, 0))
    const chance = pairsByChance(features, coarse, rows)
    yield
    const near = chance < BY_CHANCE ? yield* nearCopies(features, rows, keys) : []
    if (near.length > 0) found.push(told('near-duplicate-rows', near, rows, 'warn'))
    const crossing = across([...(news(copied.length, expected) ? same : []), ...near], set, 'rows')
    return crossing ? [...found, crossing] : found
  },
})

/** Whether so many copies are more than chance gives. */
function news(copied: number, expected: number): boolean {
  return expected < BY_CHANCE ? copied > 0 : copied > 10 && copied > 50 * expected
}

function told(
  code: 'duplicate-rows' | 'near-duplicate-rows',
  groups: CopyGroups,
  rows: number,
  severity: 'bad' | 'warn',
): Finding {
  const extra = later(groups)
  const all = Uint32Array.from(groups.flat())
  return finding(
    code,
    { copies: extra.length, groups: groups.length, rows },
    { severity, columns: [], rows: all, remedies: [{ do: 'exclude', rows: rangesOf(extra), count: extra.length }] },
  )
}

/** Groups cut to those of one answer; and groups that have several answers. */
function parted(groups: CopyGroups, answer: (row: number) => number): [CopyGroups, CopyGroups] {
  const whole: number[][] = []
  const torn: number[][] = []
  for (const group of groups) {
    const by = new Map<number, number[]>()
    for (const row of group) by.set(answer(row), [...(by.get(answer(row)) ?? []), row])
    if (by.size > 1) torn.push([...group])
    for (const rows of by.values()) if (rows.length > 1) whole.push(rows)
  }
  return [whole, torn]
}

/** Rows whose every cell is near, and one at least is not the same: gathered by two grids, half a cell apart, and then held together. */
function* nearCopies(
  features: readonly ViewedColumn[],
  rows: number,
  exact: Float64Array,
): Generator<void, CopyGroups> {
  const limits = features.map(({ values }) => (values.type === 'number' ? NEAR * rangeOf(values.values, rows) : 0))
  const isNear = (a: number, b: number) =>
    features.every(({ values }, i) => {
      if (values.type !== 'number') return true
      const [x, y] = [values.values[a] as number, values.values[b] as number]
      return Math.abs(x - y) <= (limits[i] as number) || (Number.isNaN(x) && Number.isNaN(y))
    })
  const pairs: [number, number][] = []
  const texts = new Map(
    features.flatMap((column) =>
      column.values.type === 'text' ? [[column, kept(gridHash(column, rows, CELLS, 0), rows)] as const] : [],
    ),
  )
  for (const moved of [0, 0.5]) {
    const grid = features.map((column) => texts.get(column) ?? gridHash(column, rows, CELLS, moved))
    const groups = yield* gather(yield* rowKeys(grid, rows))
    for (const group of groups) {
      const first = group[0] as number
      for (const row of group.slice(1)) {
        if (exact[first] !== exact[row] && isNear(first, row)) pairs.push([first, row])
      }
    }
    yield
  }
  return joined(pairs)
}
