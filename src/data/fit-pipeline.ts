/** @file fitPipeline: fits the columns' preparation steps and the class lists on the given training rows alone. */
import { expectDefined } from '../base/assert'
import { columnIndex } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/training-plan'
import type { Binding, InputBinding, OutputBinding } from './column-binding'
import type { Dataset } from './dataset'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from './pipeline'
import { plannedTargetSteps } from './transforms/numeric-target'
import { fitSteps, stepsOf } from './transforms/step-chain'
import { moments } from './transforms/channels'
import { readerOf } from './transforms/column-reader'
import { textTargetSteps } from './transforms/default-steps'
import { formOf } from './transforms/transform'

type Rows = Uint32Array
type Steps = Pick<Plan, 'prepare'> & Partial<Pick<Plan, 'split'>>

/** Scales pixels to the range 0 to 1. */
const PIXEL_SCALE = 1 / 255

/**
 * Fits a pipeline. `signed` contains the labels of outputs that have a single unit with a range from -1 to 1 (tanh with
 * a hinge loss).
 */
export function fitPipeline(
  dataset: Dataset,
  binding: Binding,
  rows: Rows,
  signed: ReadonlySet<string> = new Set(),
  plan: Steps = {},
): Pipeline {
  return {
    inputs: binding.inputs.map((input) => fitInput(dataset, input, rows, plan)),
    outputs: binding.outputs.map((output) => fitOutput(dataset, output, rows, signed, plan)),
  }
}

function fitInput(dataset: Dataset, { label, columns, shape }: InputBinding, rows: Rows, plan: Steps): FittedInput {
  const [first = ''] = columns
  const schema = dataset.schema.columns[columnIndex(dataset.schema, first)]
  // An image stays stored as bytes and is converted later with a lookup table, which needs a quarter of the memory and
  // no extra time.
  if (columns.length === 1 && schema?.type === 'image' && !Object.hasOwn(plan.prepare ?? {}, first)) {
    return { label, kind: 'image', column: first, shape, scale: PIXEL_SCALE }
  }
  const fitted = columns.map((column) => fitColumn(dataset, column, rows, plan))
  return {
    label,
    kind: 'columns',
    shape,
    columns: fitted,
    ...(dataset.schema.kind === 'points' ? { plane: true as const } : {}),
  }
}

/** Fits the steps of one column. */
export function fitColumn(dataset: Dataset, column: string, rows: Rows, plan: Steps): FittedColumn {
  const schema = expectDefined(dataset.schema.columns[columnIndex(dataset.schema, column)], `column ${column}`)
  const read = readerOf(dataset, { column, from: formOf(schema) })
  const unseen = unseenValues(dataset, column, rows)
  const from = { ...formOf(schema), ...(unseen.length > 0 ? { unseen } : {}) }
  return fitSteps(column, from, stepsOf(schema, plan, dataset.schema.kind), read, rows, plan.split?.kind === 'time')
}

/** The values of a categorical column that none of these rows has: nothing is learned about them. */
function unseenValues({ schema, columns }: Dataset, name: string, rows: Rows): readonly string[] {
  const at = columnIndex(schema, name)
  const [own, column] = [schema.columns[at], columns[at]]
  if (own?.type !== 'category' || column?.type !== 'category') return []
  const isSeen = new Uint8Array(own.values.length)
  for (const row of rows) isSeen[column.codes[row] as number] = 1
  return own.values.filter((_, code) => !isSeen[code])
}

function fitOutput(
  dataset: Dataset,
  output: OutputBinding,
  rows: Rows,
  signed: ReadonlySet<string>,
  plan: Steps,
): FittedOutput {
  const { label, task } = output
  if (task.kind === 'sequence') {
    const { column, shape } = task
    return {
      label,
      kind: 'sequence',
      column,
      shape,
      text: fitColumn(dataset, column, rows, { prepare: { [column]: textTargetSteps({ name: column }, plan) } }),
    }
  }
  if (task.kind === 'classes') {
    return { label, ...task, ...(signed.has(label) ? { signed: true as const } : {}) }
  }
  if (task.kind === 'image') return { label, ...task, scale: PIXEL_SCALE }
  const { column, unit } = task
  const own = plannedTargetSteps(column, plan)
  if (own) {
    const steps = fitColumn(dataset, column, rows, { prepare: { [column]: own } })
    return { label, kind: 'number', column, mean: 0, deviation: 1, ...(unit ? { unit } : {}), steps }
  }
  const read = readerOf(dataset, { column, from: { type: 'number', shape: [] } })
  const { mean, deviation } = moments({
    form: { type: 'number', shape: [] },
    rows: rows.length,
    blocks: () => [read(Int32Array.from(rows))],
  })
  return { label, kind: 'number', column, mean: mean[0] ?? 0, deviation: deviation[0] ?? 1, ...(unit ? { unit } : {}) }
}
