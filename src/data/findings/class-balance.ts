/** @file Class balance: finds classes with few rows, and datasets with few rows for their number of columns. */
import { defineFinding, type Finding, finding, type ReportInput } from './finding'
import type { Remedy } from './remedy'

/** Classes count as imbalanced if the most common class has at least this many times as many rows as the rarest. */
const IMBALANCED = 5
const VERY_IMBALANCED = 20
/** The minimum number of rows per class, both to learn the class and to measure how well it was learned. */
const MIN_PER_CLASS = 10
/**
 * The minimum number of rows per feature. Ten per feature is a common rule (Peduzzi et al. 1996); less than half of
 * that is reported.
 */
const MIN_PER_FEATURE = 5

export const classBalance = defineFinding({
  codes: ['imbalance', 'few-in-class', 'class-not-learned', 'few-rows'],
  *find(input) {
    yield
    return [...classFindings(input), ...rowFindings(input)]
  },
})

function classFindings({ target, split }: ReportInput): Finding[] {
  if (target?.schema.type !== 'category' || target.values.type !== 'category') return []
  const { name, values } = target.schema
  const { codes } = target.values
  const rowsOf: number[][] = values.map(() => [])
  codes.forEach((code, row) => {
    rowsOf[code]?.push(row)
  })
  const classes = values
    .map((value, i) => ({ value, rows: rowsOf[i] as number[] }))
    .filter(({ rows }) => rows.length > 0)
  if (classes.length < 2) return []
  const sorted = [...classes].sort((a, b) => b.rows.length - a.rows.length)
  const [max, min] = [sorted[0], sorted[sorted.length - 1]] as [(typeof sorted)[0], (typeof sorted)[0]]
  const findings: Finding[] = []
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
        { severity: times >= VERY_IMBALANCED ? 'bad' : 'warn', columns: [name], rows: min.rows, remedies },
      ),
    )
  }
  const inTrain = new Uint32Array(values.length)
  for (const row of split.train) inTrain[codes[row] as number] = (inTrain[codes[row] as number] as number) + 1
  for (const [code, value] of values.entries()) {
    const rows = rowsOf[code] as number[]
    if (rows.length === 0) continue
    const trained = inTrain[code] as number
    const rest = { columns: [name, value], rows } as const
    if (trained === 0 && split.train.length > 0)
      findings.push(
        finding('class-not-learned', { column: name, value, rows: rows.length }, { ...rest, severity: 'bad' }),
      )
    else if (rows.length < MIN_PER_CLASS) {
      const ranges: Remedy = { do: 'exclude', rows: rows.map((row) => [row, row]), count: rows.length }
      findings.push(
        finding(
          'few-in-class',
          { column: name, value, rows: rows.length, wanted: MIN_PER_CLASS },
          { ...rest, severity: 'warn', remedies: [ranges] },
        ),
      )
    }
  }
  return findings
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
