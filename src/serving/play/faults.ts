/** @file Faults of requests: what a caller that changed, or a store of features that stands still, makes of a row. */
import type { Fault } from '../../ops/scenario/conditions'
import type { RawRow } from '../validate-input'
import { chanceOf } from './chance'

/** What befalls one request. */
export type Mishap = Extract<Fault, { kind: 'schema' | 'missing' }>

const MINUTE_MS = 60_000

/** The faults that this request is struck by. */
export function mishapsOf(faults: readonly Fault[], seed: number, id: number): readonly Mishap[] {
  if (faults.length === 0) return NOTHING
  const struck: Mishap[] = []
  faults.forEach((fault, i) => {
    if (fault.kind !== 'schema' && fault.kind !== 'missing') return
    if (chanceOf(seed, 'fault', id, i % 64) < fault.share) struck.push(fault)
  })
  return struck
}
const NOTHING: readonly Mishap[] = []

/** The row as it comes, after what befell it. */
export function struckBy(row: RawRow, mishaps: readonly Mishap[]): RawRow {
  let now = row
  for (const mishap of mishaps) now = struck(now, mishap)
  return now
}

function struck(row: RawRow, mishap: Mishap): RawRow {
  const names = Object.keys(row)
  const column = mishap.column === '' ? names[0] : mishap.column
  if (column === undefined || !Object.hasOwn(row, column)) return row
  const { [column]: value, ...rest } = row
  if (mishap.kind === 'missing') return rest
  switch (mishap.change) {
    case 'renamed':
      return { ...rest, [`${column}_new`]: value }
    case 'dropped':
      return rest
    case 'as text':
      return { ...row, [column]: typeof value === 'number' ? String(value) : `${String(value)} ` }
    case 'reordered': {
      // Whoever sends values by their order alone puts each under its neighbour's name.
      const values = names.map((_, i) => row[names[(i + 1) % names.length] as string])
      return Object.fromEntries(names.map((name, i) => [name, values[i]]))
    }
    default:
      return mishap.change satisfies never
  }
}

/** What tells one set of mishaps from another. */
export function mishapKey(mishaps: readonly Mishap[]): string {
  return mishaps
    .map((one) => (one.kind === 'missing' ? `missing ${one.column}` : `${one.change} ${one.column}`))
    .join(' & ')
}

/** Columns of a store that stands still, and the minute they are of. */
export function staleColumns(
  faults: readonly Fault[],
  stored: ReadonlySet<string>,
  at: number,
): readonly { readonly column: string; readonly minute: number }[] {
  return faults.flatMap((fault) => {
    if (fault.kind !== 'stale' || !stored.has(fault.column)) return []
    return [{ column: fault.column, minute: Math.max(0, Math.floor(at / MINUTE_MS) - fault.minutes) }]
  })
}
