/** @file fitPipeline: means, deviations and class lists, from the given (training) rows alone. */
import { present } from '../base/assert'
import { columnIndex } from '../catalog/dataset-schema'
import type { Binding, InputBinding, OutputBinding } from './binding'
import type { Dataset } from './dataset'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from './pipeline'

type Rows = Uint32Array

/** Pixels become 0 to 1. */
const PIXEL_SCALE = 1 / 255

/** Fits how columns become numbers. `signed`: labels of outputs whose one unit gives -1 to 1 (tanh with a hinge loss). */
export function fitPipeline(
  dataset: Dataset,
  binding: Binding,
  rows: Rows,
  signed: ReadonlySet<string> = new Set(),
): Pipeline {
  return {
    inputs: binding.inputs.map((input) => fitInput(dataset, input, rows)),
    outputs: binding.outputs.map((output) => fitOutput(dataset, output, rows, signed)),
  }
}

function fitInput(dataset: Dataset, { label, columns, shape }: InputBinding, rows: Rows): FittedInput {
  const [first] = columns
  const schema = dataset.schema.columns[columnIndex(dataset.schema, first ?? '')]
  if (first !== undefined && schema?.type === 'image') {
    return { label, kind: 'image', column: first, shape, scale: PIXEL_SCALE }
  }
  return { label, kind: 'columns', shape, columns: columns.map((column) => fitColumn(dataset, column, rows)) }
}

function fitColumn(dataset: Dataset, column: string, rows: Rows): FittedColumn {
  const at = columnIndex(dataset.schema, column)
  const schema = present(dataset.schema.columns[at], `column ${column}`)
  if (schema.type === 'category') return { column, op: 'oneHot', values: schema.values }
  const { mean, deviation } = fitNumbers(dataset, column, rows)
  if (dataset.schema.kind === 'points') return { column, op: 'identity', fill: mean }
  return { column, op: 'standardize', mean, deviation, fill: mean }
}

function fitOutput(dataset: Dataset, output: OutputBinding, rows: Rows, signed: ReadonlySet<string>): FittedOutput {
  const { label, task } = output
  if (task.kind === 'classes') {
    const { column, labels } = task
    return { label, kind: 'classes', column, labels, ...(signed.has(label) ? { signed: true as const } : {}) }
  }
  if (task.kind === 'image') return { label, ...task, scale: PIXEL_SCALE }
  const { column, unit } = task
  return { label, kind: 'number', column, ...fitNumbers(dataset, column, rows), ...(unit ? { unit } : {}) }
}

/** Mean and population deviation (1 for a constant column) of the values that are there. */
function fitNumbers(
  dataset: Dataset,
  column: string,
  rows: Rows,
): { readonly mean: number; readonly deviation: number } {
  const values = present(dataset.columns[columnIndex(dataset.schema, column)], `column ${column}`)
  if (values.type !== 'number') return { mean: 0, deviation: 1 }
  let sum = 0
  let there = 0
  for (const row of rows) {
    const value = values.values[row] as number
    if (Number.isNaN(value)) continue
    sum += value
    there++
  }
  if (there === 0) return { mean: 0, deviation: 1 }
  const mean = sum / there
  let squares = 0
  for (const row of rows) {
    const value = values.values[row] as number
    if (!Number.isNaN(value)) squares += (value - mean) * (value - mean)
  }
  const deviation = Math.sqrt(squares / there)
  return { mean, deviation: deviation > 0 ? deviation : 1 }
}
