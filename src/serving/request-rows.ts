/**
 * @file Dataset rows as requests: reads rows as raw values, encodes raw values as inputs of a model, says what a model
 * predicts, and computes the value ranges and typical target of the training rows.
 */
import { expectDefined } from '../base/assert'
import { columnIndex } from '../catalog/dataset-schema'
import { textAt } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import { toTargetUnit } from '../data/decode-outputs'
import { encodeTargets, writeValues } from '../data/encode-rows'
import { rowOf } from '../data/paged-columns'
import { type FittedInput, type Pipeline, sizeOf } from '../data/pipeline'
import { allocateValues, readValue } from '../data/read-raw-value'
import { channelsOf } from '../data/transforms/channels'
import { readerOf } from '../data/transforms/column-reader'
import { applyToValues, chainOf, finalForm } from '../data/transforms/step-chain'
import { type FittedColumn, sizeOfForm } from '../data/transforms/transform'
import { Refusal, refuse } from '../messages/message'
import type { Reference, ServedModel } from '../protocol/serving-messages'
import { inputColumns, type RawRow, type ReadColumn } from './validate-input'

/** What a service predicts: one of these classes, or a number. */
export interface OutputKind {
  readonly kind: 'classes' | 'number'
  readonly classes: readonly string[]
}

/** Returns what a model predicts. Throws a Refusal for models that predict images or text. */
export function outputKindOf({ ref, pipeline }: Pick<ServedModel, 'ref' | 'pipeline'>): OutputKind {
  const [output] = pipeline.outputs
  if (output?.kind === 'classes') return { kind: 'classes', classes: output.labels }
  if (output?.kind === 'number') return { kind: 'number', classes: [] }
  return refuse('service-no-answers', { model: ref.model })
}

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

const HIGH = 0.98

/** Returns the value range and the 98th percentile of each number column in these rows, and their typical target. */
export function referenceOf(pipeline: Pipeline, dataset: Dataset, rows: Uint32Array): Reference {
  const ranges: Record<string, readonly [number, number]> = {}
  const high: Record<string, number> = {}
  for (const { name, form } of inputColumns(pipeline)) {
    const column = dataset.columns[columnIndex(dataset.schema, name)]
    if (form.type !== 'number' || column?.type !== 'number') continue
    const values = Float64Array.from(rows, (row) => column.values[row] as number)
      .filter((value) => !Number.isNaN(value))
      .sort()
    if (values.length === 0) continue
    ranges[name] = [values[0] as number, values[values.length - 1] as number]
    high[name] = values[Math.floor(HIGH * (values.length - 1))] as number
  }
  return { ranges, high, usual: typicalTarget(pipeline, dataset, rows) }
}

function typicalTarget({ outputs: [output] }: Pipeline, dataset: Dataset, rows: Uint32Array): number {
  // The rows of a service may be those of another model.
  if (!output || columnIndex(dataset.schema, output.column) < 0) return 0
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

// encodeClean: encodes validated values as model inputs, using the same preprocessing steps as for the rows of a
// dataset.

/**
 * Returns one flat array per model input, row by row. Throws a Refusal if a preprocessing step cannot process a value.
 */
export function encodeClean({ inputs }: Pipeline, rows: readonly RawRow[]): Float32Array<ArrayBuffer>[] {
  return inputs.map((input) => {
    const out = new Float32Array(rows.length * sizeOf(input))
    if (input.kind === 'image') encodeImages(input, rows, out)
    else encodeColumns(input, rows, out)
    return out
  })
}

function encodeImages(
  { column, scale, ...input }: Extract<FittedInput, { kind: 'image' }>,
  rows: readonly RawRow[],
  out: Float32Array,
): void {
  const size = sizeOf(input)
  rows.forEach((row, at) => {
    const pixels = row[column] as ArrayLike<number> | null
    // A missing image stays black, as in a dataset.
    if (pixels) for (let i = 0; i < size; i++) out[at * size + i] = (pixels[i] as number) * scale
  })
}

function encodeColumns(
  input: Extract<FittedInput, { kind: 'columns' }>,
  rows: readonly RawRow[],
  out: Float32Array<ArrayBuffer>,
): void {
  let at = 0
  for (const fitted of input.columns) {
    const buffer = allocateValues(fitted, rows.length)
    const size = buffer.length / rows.length
    rows.forEach((row, i) => {
      const value = row[fitted.column]
      if (fitted.from.type === 'image') {
        if (buffer instanceof Float64Array && value) buffer.set(value as ArrayLike<number>, i * size)
        return
      }
      const problem = readValue(fitted, value ?? null, { row: i, input: input.label }, buffer, i)
      if (problem) throw new Refusal(problem)
    })
    const form = finalForm(fitted)
    writeValues(applyToValues(fitted, buffer), form, out, { first: 0, at, shape: input.shape })
    at += channelsOf(form)
  }
}
