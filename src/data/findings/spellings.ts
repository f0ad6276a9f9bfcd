/**
 * @file Spellings: finds values that name the same thing but differ in case, spaces or accents, and values that are
 * probably typos of a frequent value.
 */
import { textAt } from '../column-operations'
import { editDistance, isIdentifier, normalizeText, valueCounts } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding } from './finding'

/** With at least this many distinct values, a column contains free text rather than categories. */
const MAX_VALUES = 2000
/** The maximum number of rows with a typo, as a fraction of the number of rows with the intended value. */
const MAX_TYPO_SHARE = 0.1
/** The minimum length at which words are considered equal despite one typo, and the minimum length for two typos. */
const MIN_LENGTH_ONE_TYPO = 5
const MIN_LENGTH_TWO_TYPOS = 10
/** The maximum number of distinct values to search for typos. */
const MAX_FOR_TYPOS = 300
/** The maximum number of values among which short words, such as "yse", are compared: codes are not typos. */
const MAX_FOR_SHORT_TYPOS = 20

export const spellings = defineFinding({
  codes: ['spellings'],
  *find({ dataset, columns, target }) {
    const { rows } = dataset.schema
    const findings: Finding[] = []
    for (const column of columns) {
      yield
      const to = spellingsOf(column, rows)
      yield
      if (to.size === 0) continue
      const { name } = column.schema
      const affected = rowsOf(column, rows, to)
      const typos = [...to].filter(([from, into]) => normalizeText(from) !== normalizeText(into))
      const groups = new Map<string, string[]>()
      for (const [from, into] of to)
        if (normalizeText(from) === normalizeText(into)) groups.set(into, [...(groups.get(into) ?? []), from])
      findings.push(
        finding(
          'spellings',
          {
            column: name,
            count: affected.length,
            groups: [...groups].slice(0, 3).map(([into, from]) => [into, ...from]),
            more: Math.max(0, groups.size - 3) + Math.max(0, typos.length - 3),
            typos: typos.slice(0, 3),
          },
          {
            // In the target, each spelling is a class of its own, which distorts every metric.
            severity: column === target ? 'bad' : 'warn',
            columns: [name],
            rows: affected,
            remedies: [{ do: 'map', column: name, to: Object.fromEntries(to) }],
          },
        ),
      )
    }
    return findings
  },
})

/** Maps each variant or typo in a column to the intended value; empty if the column has no names. */
export function spellingsOf(column: ColumnData, rows: number): ReadonlyMap<string, string> {
  const counts = valueCounts(column, rows, Math.min(MAX_VALUES, rows / 2))
  if (!counts || counts.size < 2 || isIdentifier(column, rows)) return new Map()
  return canonicalSpellings(counts, column.schema.type === 'category' && counts.size <= MAX_FOR_SHORT_TYPOS)
}

/**
 * Maps each variant to the intended value: the most frequent value with the same normalized text, or one that differs
 * by a typo.
 */
function canonicalSpellings(counts: ReadonlyMap<string, number>, hasShortTypos: boolean): Map<string, string> {
  const to = new Map<string, string>()
  const byFold = new Map<string, string[]>()
  for (const value of counts.keys())
    byFold.set(normalizeText(value), [...(byFold.get(normalizeText(value)) ?? []), value])
  const count = (value: string) => counts.get(value) ?? 0
  /** The most frequent spelling of each normalized text, and the number of rows with any of its spellings. */
  const heads: { readonly folded: string; readonly value: string; readonly rows: number }[] = []
  for (const [folded, values] of byFold) {
    const sorted = [...values].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))
    const head = sorted[0] as string
    // Skip values without letters or digits; they are not spellings of the same name.
    if (folded !== '') for (const other of sorted.slice(1)) to.set(other, head)
    heads.push({ folded, value: head, rows: values.reduce((sum, value) => sum + count(value), 0) })
  }
  // With this many values, some differ by one typo purely by chance.
  if (heads.length > MAX_FOR_TYPOS) return to
  heads.sort((a, b) => b.rows - a.rows)
  for (const [i, rare] of heads.entries()) {
    // A value that is one typo away from several other values is probably a separate value, as in codes and sequences.
    const [common, another] = heads
      .slice(0, i)
      .filter((other) => !to.has(other.value) && isTypo(rare, other, hasShortTypos))
    if (!common || another) continue
    for (const [from, into] of to) if (into === rare.value) to.set(from, common.value)
    to.set(rare.value, common.value)
  }
  return to
}

function isTypo(
  rare: { readonly folded: string; readonly rows: number },
  common: { readonly folded: string; readonly rows: number },
  hasShortTypos: boolean,
): boolean {
  if (rare.rows > Math.max(1, MAX_TYPO_SHARE * common.rows) || common.rows < 5) return false
  const shorter = Math.min(rare.folded.length, common.folded.length)
  // Values with different digits, such as "type 1" and "type 2", are not misspellings of each other.
  if (digits(rare.folded) !== digits(common.folded)) return false
  if (shorter < MIN_LENGTH_ONE_TYPO) return hasShortTypos && isShortTypo(rare.folded, common.folded)
  return editDistance(rare.folded, common.folded, 2) <= (shorter >= MIN_LENGTH_TWO_TYPOS ? 2 : 1)
}

/**
 * Whether a short word is a typo of another: two letters are swapped ("yse"), or one is missing or added ("noo"). A
 * replaced letter only counts in words of four letters, because "cat" and "car" are different words.
 */
function isShortTypo(rare: string, common: string): boolean {
  if (Math.max(rare.length, common.length) < 3 || editDistance(rare, common, 1) > 1) return false
  const isSwapped = [...rare].sort().join('') === [...common].sort().join('')
  return isSwapped || rare.length !== common.length || rare.length >= 4
}

function digits(text: string): string {
  return text.replace(/\D+/g, ' ').trim()
}

function rowsOf({ schema, values }: ColumnData, rows: number, to: ReadonlyMap<string, string>): Uint32Array {
  const every = Uint32Array.from({ length: rows }, (_, row) => row)
  if (values.type === 'category' && schema.type === 'category') {
    const odd = schema.values.map((value) => to.has(value))
    return every.filter((row) => odd[values.codes[row] as number] === true)
  }
  return values.type === 'text' ? every.filter((row) => to.has(textAt(values, row))) : new Uint32Array(0)
}
