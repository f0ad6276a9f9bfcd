/**
 * @file readerOf: reads the values of a dataset column by row, in the format that the column's steps accept. Row -1
 * stands for a missing row.
 */
import { expectDefined } from '../../base/assert'
import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../column-operations'
import type { Column, Dataset } from '../dataset'
import { rowOf, stageRows } from '../paged-columns'
import type { Read } from './step-chain'
import { type FittedColumn, sizeOfForm, type Values, type WindowOrder } from './transform'

/**
 * Reads a column by row numbers. Classes are matched by name, since datasets may list the same classes in different
 * orders.
 */
export function readerOf(dataset: Dataset, fitted: Pick<FittedColumn, 'column' | 'from'>): Read {
  return Object.assign(valuesOf(dataset, fitted), { ordered: (order: WindowOrder) => orderedRows(dataset, order) })
}

function valuesOf(
  dataset: Dataset,
  { column: name, from }: Pick<FittedColumn, 'column' | 'from'>,
): (rows: Int32Array) => Values {
  const at = columnIndex(dataset.schema, name)
  const column = expectDefined(dataset.columns[at], `column ${name}`)
  const schema = dataset.schema.columns[at]
  if (column.type !== from.type) throw new Error(`${name} holds ${column.type}, not ${from.type}`)
  switch (column.type) {
    case 'text':
      return (rows) => Array.from(rows, (row) => (row < 0 ? '' : textAt(column, row)))
    case 'category': {
      const known = new Map((from.values ?? []).map((value, code) => [value, code]))
      const codes = schema?.type === 'category' ? schema.values.map((value) => known.get(value) ?? -1) : []
      return oneEach((row) => codes[column.codes[row] as number] ?? -1, -1)
    }
    case 'number':
    case 'time':
      return oneEach((row) => column.values[row] as number, Number.NaN)
    case 'image':
    case 'array':
      return gather(column, sizeOfForm(from))
    default:
      return column satisfies never
  }
}

function oneEach(valueAt: (row: number) => number, missing: number): (rows: Int32Array) => Values {
  return (rows) => {
    const out = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      out[i] = row < 0 ? missing : valueAt(row)
    }
    return out
  }
}

function gather(column: Extract<Column, { type: 'image' | 'array' }>, size: number): (rows: Int32Array) => Values {
  return (rows) => {
    const out = new Float64Array(rows.length * size)
    stageRows(
      column,
      size,
      rows.filter((row) => row >= 0),
    )
    rows.forEach((row, i) => {
      if (row < 0) out.fill(Number.NaN, i * size, (i + 1) * size)
      else out.set(rowOf(column, size, row), i * size)
    })
    return out
  }
}

export interface OrderedRows {
  /**
   * Returns the row that is `steps` earlier, or -1 if there is none. One step back is the last row with an earlier
   * time; rows with the same time are skipped because their values would not be known yet. A row without a time has no
   * earlier row.
   */
  before(row: number, steps: number): number
  timeOf(row: number): number
}

/**
 * Cached by time column and group column, so that a million rows are sorted only once for all windows that use the same
 * columns.
 */
const known = new WeakMap<Column, Map<Column | undefined, OrderedRows>>()

/** The rows of a dataset, sorted in the order that a window needs. */
export function orderedRows(dataset: Dataset, { by, within }: WindowOrder): OrderedRows {
  const times = columnOf(dataset, by)
  const groups = within === '' ? undefined : columnOf(dataset, within)
  const cached = known.get(times)?.get(groups)
  if (cached) return cached
  const made = sortRows(times, groups, dataset.schema.rows)
  known.set(times, (known.get(times) ?? new Map()).set(groups, made))
  return made
}

function sortRows(times: Column, groups: Column | undefined, rows: number): OrderedRows {
  if (times.type !== 'time' && times.type !== 'number')
    throw new Error(`rows go by a time or a number, not ${times.type}`)
  const timeOf = (row: number) => times.values[row] as number
  const group = groups ? numbersOfGroups(groups, rows) : new Float64Array(rows)
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
    .filter((row) => Number.isFinite(timeOf(row)))
    .sort((a, b) => (group[a] as number) - (group[b] as number) || timeOf(a) - timeOf(b) || a - b)
  // For each row, the first position with the same group and time, and the first position of the row's group.
  const moment = new Int32Array(rows).fill(-1)
  const begin = new Int32Array(rows)
  let [momentAt, groupAt] = [0, 0]
  order.forEach((row, at) => {
    const last = order[at - 1]
    const sameGroup = last !== undefined && group[last] === group[row]
    if (!sameGroup) groupAt = at
    if (!sameGroup || timeOf(last) !== timeOf(row)) momentAt = at
    moment[row] = momentAt
    begin[row] = groupAt
  })
  return {
    timeOf,
    before(row, steps) {
      if (steps === 0) return row
      const at = (moment[row] as number) - steps
      return (moment[row] as number) < 0 || at < (begin[row] as number) ? -1 : (order[at] as number)
    },
  }
}

/** Returns a number for each row that identifies its group. A row without a group value forms its own group. */
function numbersOfGroups(column: Column, rows: number): Float64Array {
  const texts = new Map<string, number>()
  return Float64Array.from({ length: rows }, (_, row) => {
    const alone = -1 - row
    if (column.type === 'category') return (column.codes[row] as number) < 0 ? alone : (column.codes[row] as number)
    const name =
      column.type === 'text'
        ? textAt(column, row)
        : column.type === 'number' || column.type === 'time'
          ? String(column.values[row])
          : ''
    if (name === '' || name === 'NaN') return alone
    const code = texts.get(name) ?? texts.size
    texts.set(name, code)
    return code
  })
}

function columnOf(dataset: Dataset, name: string): Column {
  return expectDefined(dataset.columns[columnIndex(dataset.schema, name)], `column ${name}`)
}
