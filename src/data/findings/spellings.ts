/** @file Spellings: one thing under several names, by case, spaces, accents or a slip of the keys. */
import { textAt } from '../columns'
import { namesRows, valuesInWords } from './column-values'
import { defineFinding, type Finding, finding, type ViewedColumn } from './finding'
import { edits, fold } from './fold'

/** Different values from which on a column holds texts, not kinds of thing. */
const MOST_VALUES = 2000
/** A slip is rare beside what was meant. */
const RARE = 0.1
/** Letters from which on words may differ by one slip, and by two. */
const ONE_SLIP = 5
const TWO_SLIPS = 10
/** Values among which slips are looked for. */
const MOST_FOR_SLIPS = 300

export const spellings = defineFinding({
  codes: ['spellings'],
  *find({ dataset, columns }) {
    const { rows } = dataset.schema
    const found: Finding[] = []
    for (const column of columns) {
      yield
      const counts = valuesInWords(column, rows, Math.min(MOST_VALUES, rows / 2))
      if (!counts || counts.size < 2 || namesRows(column, rows)) continue
      const to = meant(counts)
      yield
      if (to.size === 0) continue
      const { name } = column.schema
      const behind = rowsOf(column, rows, to)
      const groups = new Map<string, string[]>()
      for (const [from, into] of to) groups.set(into, [...(groups.get(into) ?? []), from])
      found.push(
        finding(
          'spellings',
          {
            column: name,
            count: behind.length,
            groups: [...groups].slice(0, 3).map(([into, from]) => [into, ...from]),
            more: Math.max(0, groups.size - 3),
          },
          {
            severity: 'warn',
            columns: [name],
            rows: behind,
            remedies: [{ do: 'map', column: name, to: Object.fromEntries(to) }],
          },
        ),
      )
    }
    return found
  },
})

/** What each odd value is meant to be: the most frequent one of those that read alike. */
export function meant(counts: ReadonlyMap<string, number>): Map<string, string> {
  const to = new Map<string, string>()
  const byFold = new Map<string, string[]>()
  for (const value of counts.keys()) byFold.set(fold(value), [...(byFold.get(fold(value)) ?? []), value])
  const count = (value: string) => counts.get(value) ?? 0
  /** The value each folded one goes by, and how many rows it has under all its spellings. */
  const heads: { readonly folded: string; readonly value: string; readonly rows: number }[] = []
  for (const [folded, values] of byFold) {
    const sorted = [...values].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))
    const head = sorted[0] as string
    // Signs alone, or nothing, are no names of one thing.
    if (folded !== '') for (const other of sorted.slice(1)) to.set(other, head)
    heads.push({ folded, value: head, rows: values.reduce((sum, value) => sum + count(value), 0) })
  }
  // Among so many, some are a slip apart by chance.
  if (heads.length > MOST_FOR_SLIPS) return to
  heads.sort((a, b) => b.rows - a.rows)
  for (const [i, rare] of heads.entries()) {
    // What is one slip away from several is a word of its own kind, as codes and sequences are.
    const [common, another] = heads.slice(0, i).filter((other) => !to.has(other.value) && isSlip(rare, other))
    if (!common || another) continue
    for (const [from, into] of to) if (into === rare.value) to.set(from, common.value)
    to.set(rare.value, common.value)
  }
  return to
}

function isSlip(
  rare: { readonly folded: string; readonly rows: number },
  common: { readonly folded: string; readonly rows: number },
): boolean {
  if (rare.rows > Math.max(1, RARE * common.rows) || common.rows < 5) return false
  const shorter = Math.min(rare.folded.length, common.folded.length)
  if (shorter < ONE_SLIP) return false
  // "type 1" and "type 2" are two things.
  if (digits(rare.folded) !== digits(common.folded)) return false
  return edits(rare.folded, common.folded, 2) <= (shorter >= TWO_SLIPS ? 2 : 1)
}

function digits(text: string): string {
  return text.replace(/\D+/g, ' ').trim()
}

function rowsOf({ schema, values }: ViewedColumn, rows: number, to: ReadonlyMap<string, string>): Uint32Array {
  const every = Uint32Array.from({ length: rows }, (_, row) => row)
  if (values.type === 'category' && schema.type === 'category') {
    const odd = schema.values.map((value) => to.has(value))
    return every.filter((row) => odd[values.codes[row] as number] === true)
  }
  return values.type === 'text' ? every.filter((row) => to.has(textAt(values, row))) : new Uint32Array(0)
}
