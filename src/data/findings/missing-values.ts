/** @file Finds missing values and constant columns. */
import { timeText } from '../cell-text'
import { isMissing } from '../column-operations'
import { rangesOf } from '../edit-steps/row-steps'
import { type ColumnData, defineFinding, type Finding, finding, type Remedy } from './finding'

/** At or above this share of missing values, a column is considered mostly missing. */
const MOSTLY = 0.5
/** At or above this share, missing values are a warning instead of a note. */
const MANY = 0.05

export const missingValues = defineFinding({
  codes: ['missing-values', 'constant-column'],
  *find({ dataset, columns, target }) {
    const findings: Finding[] = []
    const { rows } = dataset.schema
    for (const column of columns) {
      const name = column.schema.name
      const gaps = missingRows(column, rows)
      yield
      const only = onlyValue(column, rows)
      // A target with one class is a finding about classes.
      const isOneClass = column === target && column.schema.type === 'category' && typeof only === 'string'
      if (only !== undefined && !isOneClass) {
        const remedies: Remedy[] = column === target ? [] : [{ do: 'drop', column: name }]
        const severity = column === target ? 'bad' : 'warn'
        findings.push(
          finding('constant-column', { column: name, value: only, rows }, { severity, columns: [name], remedies }),
        )
      } else if (gaps.length > 0) {
        const part = gaps.length / rows
        const leaveOut: Remedy = { do: 'exclude', rows: rangesOf(gaps), count: gaps.length }
        const { type } = column.schema
        const fillable = type === 'number' || type === 'category'
        const by = type === 'category' ? 'mostFrequent' : 'median'
        const fill: Remedy[] = fillable ? [{ do: 'impute', column: name, by }] : []
        const drop: Remedy = { do: 'drop', column: name }
        findings.push(
          finding(
            'missing-values',
            { column: name, missing: gaps.length, rows },
            {
              severity: part >= MOSTLY ? 'bad' : part >= MANY ? 'warn' : 'note',
              columns: [name],
              rows: gaps,
              remedies: column === target ? [leaveOut] : part >= MOSTLY ? [drop, ...fill] : [...fill, leaveOut],
            },
          ),
        )
      }
      yield
    }
    return findings
  },
})

/** The rows in which the column has no value, in ascending order. */
function missingRows({ schema, values }: ColumnData, rows: number): Uint32Array {
  const gaps = new Uint32Array(rows)
  let n = 0
  for (let row = 0; row < rows; row++) if (isMissing(values, schema, row)) gaps[n++] = row
  return gaps.subarray(0, n)
}

/** The only value in a column (null if all are missing); undefined if there are several or if it is an image column. */
function onlyValue({ schema, values }: ColumnData, rows: number): string | number | null | undefined {
  if (rows < 2 || values.type === 'image' || values.type === 'array') return undefined
  if (values.type === 'text') {
    const [first = 0] = values.ends
    if (values.bytes.length === 0) return null
    const text = values.bytes.subarray(0, first)
    for (let row = 1; row < rows; row++) {
      const from = values.ends[row - 1] as number
      if ((values.ends[row] as number) - from !== first) return undefined
      for (let i = 0; i < first; i++) if (values.bytes[from + i] !== text[i]) return undefined
    }
    return new TextDecoder().decode(text)
  }
  const all = values.type === 'category' ? values.codes : values.values
  const [first = Number.NaN] = all
  if (!all.every((value) => Object.is(value, first))) return undefined
  if (values.type === 'category') return first < 0 ? null : schema.type === 'category' ? schema.values[first] : ''
  if (Number.isNaN(first)) return null
  return values.type === 'time' ? timeText(first) : first
}
