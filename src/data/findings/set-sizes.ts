/** @file Set sizes: classes with few rows, and validation and test sets that are too small to compare models. */
import { IMBALANCED } from '../../metrics/imbalance'
import { wilson, Z } from '../../metrics/intervals'
import { type ColumnData, defineFinding, type Finding, finding, type Remedy, type ReportInput } from './finding'
import { spellingsOf } from './spellings'

const VERY_IMBALANCED = 20
/** The minimum number of rows per class, both to learn the class and to measure how well it was learned. */
const MIN_PER_CLASS = 10
/**
 * The minimum number of rows per feature. Ten per feature is a common rule (Peduzzi et al. 1996); less than half of
 * that is reported.
 */
const MIN_PER_FEATURE = 5

export const classBalance = defineFinding({
  codes: ['empty-classes', 'one-class', 'imbalance', 'few-in-class', 'class-not-learned', 'few-rows'],
  *find(input) {
    yield
    return [...classFindings(input), ...rowFindings(input)]
  },
})

function classFindings({ dataset, target, split }: ReportInput): Finding[] {
  if (target?.schema.type !== 'category' || target.values.type !== 'category') return []
  const merged = spellingsOf(target, dataset.schema.rows)
  const { name, values } = target.schema
  const { codes } = target.values
  const rowsOf: number[][] = values.map(() => [])
  codes.forEach((code, row) => {
    rowsOf[code]?.push(row)
  })
  // A typo is fixed by merging it, so its rows count as rows of the class that was meant.
  const rowsMeant = new Map<string, number[]>()
  for (const [code, value] of values.entries()) {
    const meant = merged.get(value) ?? value
    rowsMeant.set(meant, [...(rowsMeant.get(meant) ?? []), ...(rowsOf[code] as number[])])
  }
  const classes = [...rowsMeant].map(([value, rows]) => ({ value, rows })).filter(({ rows }) => rows.length > 0)
  const findings: Finding[] = emptyClasses(target, rowsOf)
  const [first] = classes
  if (first && classes.length === 1)
    return [
      ...findings,
      finding('one-class', { column: name, value: first.value }, { severity: 'bad', columns: [name] }),
    ]
  if (!first) return findings
  const sorted = [...classes].sort((a, b) => b.rows.length - a.rows.length)
  const [max, min] = [sorted[0], sorted[sorted.length - 1]] as [(typeof sorted)[0], (typeof sorted)[0]]
  const times = max.rows.length / min.rows.length
  if (times >= IMBALANCED) {
    const remedies: Remedy[] = [{ do: 'weigh' }]
    findings.push(
      finding(
        'imbalance',
        {
          column: name,
          most: max.value,
          mostRows: max.rows.length,
          least: min.value,
          leastRows: min.rows.length,
        },
        {
          severity: times >= VERY_IMBALANCED ? 'bad' : 'warn',
          columns: [name],
          rows: min.rows.toSorted(byNumber),
          remedies,
        },
      ),
    )
  }
  const inTrain = new Uint32Array(values.length)
  for (const row of split.train) inTrain[codes[row] as number] = (inTrain[codes[row] as number] as number) + 1
  const own = values.flatMap((value, code) => {
    const rows = rowsOf[code] as number[]
    return rows.length === 0 || merged.has(value) ? [] : [{ value, rows, isTrained: (inTrain[code] as number) > 0 }]
  })
  const untrained = split.train.length > 0 ? own.filter(({ isTrained }) => !isTrained) : []
  const few = own.filter((one) => one.rows.length < MIN_PER_CLASS && !untrained.includes(one))
  if (untrained.length > 0) {
    const { args, rest } = smallest(name, untrained)
    findings.push(finding('class-not-learned', args, { ...rest, severity: 'bad' }))
  }
  if (few.length > 0) {
    const { args, rest } = smallest(name, few)
    findings.push(finding('few-in-class', { ...args, wanted: MIN_PER_CLASS }, { ...rest, severity: 'warn' }))
  }
  return findings
}

const MAX_NAMED = 5

/** One finding for all of these classes, which names the smallest. A single class is part of the finding's key. */
function smallest(column: string, classes: readonly { readonly value: string; readonly rows: readonly number[] }[]) {
  const sorted = [...classes].sort((a, b) => a.rows.length - b.rows.length)
  const named = sorted.slice(0, MAX_NAMED).map(({ value, rows }) => ({ value, rows: rows.length }))
  const [only, ...more] = classes
  return {
    args: { column, classes: named, more: sorted.length - named.length },
    rest: {
      columns: only && more.length === 0 ? [column, only.value] : [column],
      rows: classes.flatMap(({ rows }) => rows).sort(byNumber),
    },
  }
}

const byNumber = (a: number, b: number) => a - b

/** The classes that no row has: the network would need an output for each of them. */
function emptyClasses({ schema }: ColumnData, rowsOf: readonly (readonly number[])[]): Finding[] {
  const empty = schema.type === 'category' ? schema.values.filter((_, code) => rowsOf[code]?.length === 0) : []
  const rows = rowsOf.reduce((sum, some) => sum + some.length, 0)
  if (empty.length === 0 || rows === 0) return []
  const { name } = schema
  const remedies: Remedy[] = [{ do: 'removeClasses', column: name, values: empty }]
  const args = { column: name, values: empty.slice(0, 5), more: Math.max(0, empty.length - 5) }
  return [finding('empty-classes', args, { severity: 'warn', columns: [name], remedies })]
}

function rowFindings({ features, split }: ReportInput): Finding[] {
  const plain = features.filter(({ schema }) => schema.type === 'number' || schema.type === 'category')
  const rows = split.train.length
  if (plain.length === 0 || rows === 0 || rows >= MIN_PER_FEATURE * plain.length) return []
  return [
    finding(
      'few-rows',
      { rows, columns: plain.length, wanted: MIN_PER_FEATURE * plain.length },
      { severity: 'warn', columns: [] },
    ),
  ]
}

/** With fewer rows, an accuracy can be off by more than 21 points, and cannot be told from a much better or worse one. */
const MIN_TO_JUDGE = 21
/** The report recommends enough rows to be off by at most this much. */
const NARROW = 0.1
/**
 * The minimum number of rows in all parts together (scikit-learn, "Choosing the right estimator", recommends more than
 * 50 samples).
 */
const MIN_ROWS = 50

/**
 * The largest distance from any accuracy measured on n rows to an end of its 95% interval. An end p of Wilson's interval is
 * Z √(p(1 - p) / n) from the measured accuracy, which is largest at p = 50%. With fewer rows than Z², no accuracy has an end
 * there, and that of all or no rows is the farthest.
 */
export function largestError(n: number): number {
  return n < Z * Z ? 1 - wilson(1, n).low : Z / (2 * Math.sqrt(n))
}

/** The minimum number of rows for which an accuracy is off by at most `error`. */
export function minRowsFor(error: number): number {
  let n = 1
  while (largestError(n) > error) n++
  return n
}

export const smallEvaluationSets = defineFinding({
  codes: ['few-to-judge', 'few-in-all'],
  *find({ split, target }) {
    yield
    const rows = split.train.length + split.validation.length + split.test.length
    // A part that the settings leave empty is not used for evaluation and therefore not checked.
    const parts = (['validation', 'test'] as const).filter(
      (part) => split[part].length > 0 && split[part].length < MIN_TO_JUDGE,
    )
    const findings = []
    if (parts.length > 0)
      findings.push(
        finding(
          'few-to-judge',
          {
            parts: parts.map((part) => ({
              part,
              rows: split[part].length,
              allRight: wilson(1, split[part].length).low,
            })),
            off: Math.max(...parts.map((part) => largestError(split[part].length))),
            classes: target?.schema.type === 'category',
            wanted: minRowsFor(NARROW),
          },
          {
            ...{ severity: 'warn', columns: [] },
            rows: Uint32Array.from(parts.flatMap((part) => [...split[part]])).sort(),
          },
        ),
      )
    if (rows > 0 && rows < MIN_ROWS)
      findings.push(finding('few-in-all', { rows, wanted: MIN_ROWS }, { severity: 'warn', columns: [] }))
    return findings
  },
})
