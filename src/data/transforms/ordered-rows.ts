/** @file orderedRows: finds the row that is a given number of steps earlier in time, within the same group. */
import { expectDefined } from '../../base/assert'
import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../column-operations'
import type { Column, Dataset } from '../dataset'
import type { WindowOrder } from './transform'

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
