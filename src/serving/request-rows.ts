/**
 * @file Reads dataset rows as the raw values of requests, and computes the value ranges and typical target of the
 * training rows.
 */
import { expectDefined } from '../base/assert'
import { columnIndex } from '../catalog/dataset-schema'
import { textAt } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import { encodeTargets } from '../data/encode-rows'
import { rowOf } from '../data/paged-columns'
import { toTargetUnit } from '../data/decode-outputs'
import type { Pipeline } from '../data/pipeline'
import { chainOf } from '../data/transforms/step-chain'
import { readerOf } from '../data/transforms/column-reader'
import { type FittedColumn, sizeOfForm } from '../data/transforms/transform'
import type { Reference } from '../protocol/serving-messages'
import { inputColumns, type RawRow, type ReadColumn } from './validate-input'

/** Returns a function that reads a row as the raw values of the columns that a pipeline uses. */
export function rowReader(dataset: Dataset, pipeline: Pipeline): (row: number) => RawRow {
  const fitted = pipeline.inputs.flatMap((input) => (input.kind === 'columns' ? input.columns : []))
  const reads = inputColumns(pipeline).map((column) => {
    const of = fitted.find((one) => one.column === column.name)
    return [column.name, column.window && of ? windowReader(dataset, of) : valueReader(dataset, column)] as const
  })
  return (row) => Object.fromEntries(reads.map(([name, readColumn]) => [name, readColumn(row)]))
}

function valueReader(dataset: Dataset, { name, form }: ReadColumn): (row: number) => unknown {
  const at = columnIndex(dataset.schema, name)
  const column = expectDefined(dataset.columns[at], `column ${name}`)
  const schema = dataset.schema.columns[at]
  switch (column.type) {
    case 'category': {
      const values = schema?.type === 'category' ? schema.values : []
      return (row) => values[column.codes[row] as number] ?? null
    }
    case 'number':
    case 'time':
      return (row) => {
        const value = column.values[row] as number
        return Number.isNaN(value) ? null : value
      }
    case 'text':
      return (row) => textAt(column, row)
    case 'image':
      return (row) => rowOf(column, sizeOfForm(form), row)
    case 'array':
      return (row) => Array.from(rowOf(column, sizeOfForm(form), row), (one) => (Number.isNaN(one) ? null : one))
    default:
      return column satisfies never
  }
}

/** Returns a function that reads the values in a row's window, earliest first. */
function windowReader(dataset: Dataset, fitted: FittedColumn): (row: number) => unknown {
  const readColumn = readerOf(dataset, fitted)
  const { reach = [0], order } = chainOf(fitted)
  const ordered = order && readColumn.ordered?.(order)
  return (row) => {
    const rows = Int32Array.from(reach, (back) => (ordered ? ordered.before(row, back) : row >= back ? row - back : -1))
    return Array.from(readColumn(rows) as Float64Array, (one) => (Number.isNaN(one) ? null : one))
  }
}

/** Returns the value range of each number column in these rows, and their typical target. */
export function referenceOf(pipeline: Pipeline, dataset: Dataset, rows: Uint32Array): Reference {
  const ranges: Record<string, readonly [number, number]> = {}
  for (const { name, form } of inputColumns(pipeline)) {
    const column = dataset.columns[columnIndex(dataset.schema, name)]
    if (form.type !== 'number' || column?.type !== 'number') continue
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const row of rows) {
      const value = column.values[row] as number
      if (value < least) least = value
      if (value > most) most = value
    }
    if (least <= most) ranges[name] = [least, most]
  }
  return { ranges, usual: typicalTarget(pipeline, dataset, rows) }
}

function typicalTarget({ outputs: [output] }: Pipeline, dataset: Dataset, rows: Uint32Array): number {
  if (output?.kind === 'classes') {
    const counts = new Float64Array(output.labels.length)
    for (const target of encodeTargets(output, dataset, rows))
      if (!Number.isNaN(target)) counts[target] = (counts[target] as number) + 1
    return counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0))
  }
  if (output?.kind !== 'number') return 0
  let [sum, count] = [0, 0]
  for (const target of encodeTargets(output, dataset, rows)) {
    if (Number.isNaN(target)) continue
    sum += toTargetUnit(output, target)
    count++
  }
  return count > 0 ? sum / count : 0
}

/**
 * Returns a function that reads a row's ground truth: the index of the row's class in `classes`, or the number in the
 * target's unit; NaN if unknown.
 */
export function groundTruthReader(
  { outputs: [output] }: Pipeline,
  dataset: Dataset,
  classes: readonly string[],
): (row: number) => number {
  const column = output && dataset.columns[columnIndex(dataset.schema, output.column)]
  const schema = output && dataset.schema.columns[columnIndex(dataset.schema, output.column)]
  if (output?.kind === 'classes' && column?.type === 'category' && schema?.type === 'category') {
    const places = schema.values.map((value) => classes.indexOf(value))
    return (row) => {
      const place = places[column.codes[row] as number] ?? -1
      return place < 0 ? Number.NaN : place
    }
  }
  if (output?.kind === 'number' && column?.type === 'number') return (row) => column.values[row] as number
  return () => Number.NaN
}
