/** @file Classes of which there are few rows, and sets with few rows for their columns. */
import { defineFinding, type Finding, finding, type ViewedSet } from './finding'
import type { Remedy } from './remedy'

/** From this many times as many rows in the commonest class as in the rarest. */
const UNEVEN = 5
const VERY_UNEVEN = 20
/** Rows of a class to learn it from, and to tell how well. */
const LEAST_IN_CLASS = 10
/** Rows for each column to predict from: ten are a usual rule (Peduzzi et al. 1996), fewer than half of that are told. */
const PER_COLUMN = 5

export const balance = defineFinding({
  codes: ['imbalance', 'few-in-class', 'class-not-learnt', 'few-rows'],
  *find(set) {
    yield
    return [...classFindings(set), ...rowFindings(set)]
  },
})

function classFindings({ target, split }: ViewedSet): Finding[] {
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
  const [most, least] = [sorted[0], sorted[sorted.length - 1]] as [(typeof sorted)[0], (typeof sorted)[0]]
  const found: Finding[] = []
  const times = most.rows.length / least.rows.length
  if (times >= UNEVEN) {
    const remedies: Remedy[] = [{ do: 'weigh' }]
    found.push(
      finding(
        'imbalance',
        {
          column: name,
          most: most.value,
          mostRows: most.rows.length,
          least: least.value,
          leastRows: least.rows.length,
        },
        { severity: times >= VERY_UNEVEN ? 'bad' : 'warn', columns: [name], rows: least.rows, remedies },
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
      found.push(finding('class-not-learnt', { column: name, value, rows: rows.length }, { ...rest, severity: 'bad' }))
    else if (rows.length < LEAST_IN_CLASS) {
      const ranges: Remedy = { do: 'exclude', rows: rows.map((row) => [row, row]), count: rows.length }
      found.push(
        finding(
          'few-in-class',
          { column: name, value, rows: rows.length, wanted: LEAST_IN_CLASS },
          { ...rest, severity: 'warn', remedies: [ranges] },
        ),
      )
    }
  }
  return found
}

function rowFindings({ features, split }: ViewedSet): Finding[] {
  const plain = features.filter(({ schema }) => schema.type === 'number' || schema.type === 'category')
  const rows = split.train.length
  if (plain.length === 0 || rows === 0 || rows >= PER_COLUMN * plain.length) return []
  return [
    finding(
      'few-rows',
      { rows, columns: plain.length, wanted: PER_COLUMN * plain.length },
      { severity: 'warn', columns: [] },
    ),
  ]
}
