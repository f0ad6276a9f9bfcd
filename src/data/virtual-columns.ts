/** @file Virtual columns: computed instead of stored in the dataset, such as the split or the predictions of a model. */
import { closeNames } from '../base/close-names'
import { ok, type Result } from '../base/result'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { type ConditionFault, failCondition } from './condition'
import { type Dataset, rowNumber, type Split } from './dataset'

/**
 * Virtual columns computed from predictions: those of the named model, or of the current weights if no model is named.
 */
export const PREDICTION_COLUMNS = ['prediction', 'confidence', 'mistake', 'error'] as const
export type PredictionColumn = (typeof PREDICTION_COLUMNS)[number]

export interface ModelColumn {
  readonly column: PredictionColumn
  /** Name and version as written in the condition: "digits v3", or "digits" for the newest version. */
  readonly model: string
}

/** Parses a name in a condition as a column of a saved model; undefined if the name has a different form. */
export function parseModelColumn(name: string): ModelColumn | undefined {
  const column = PREDICTION_COLUMNS.find((one) => name.startsWith(`${one} of `))
  const model = column && name.slice(column.length + 4).trim()
  return column && model ? { column, model } : undefined
}

/** The name that conditions use for a column of a saved model. */
export function modelColumnName({ column, model }: ModelColumn): string {
  return `${column} of ${model}`
}

/** A column that is computed instead of stored in the dataset, such as the split or a prediction. */
export interface VirtualColumn {
  readonly schema: ColumnSchema
  readonly column: Column
}

/**
 * Finds a virtual column by name; undefined if it is not available yet. If `model` is given, the column is computed
 * with that saved model.
 */
export type FindVirtualColumn = (name: VirtualColumnName, model?: string) => VirtualColumn | undefined

/** The names of virtual columns. A dataset column with the same name takes precedence. */
const VIRTUAL_COLUMNS = ['split', ...PREDICTION_COLUMNS, 'row', 'number'] as const
export type VirtualColumnName = (typeof VIRTUAL_COLUMNS)[number]

/** Whether the name refers to a virtual column. (A dataset column with the same name takes precedence.) */
export function isVirtualColumn(name: string): boolean {
  return VIRTUAL_COLUMNS.some((column) => column === name) || parseModelColumn(name) !== undefined
}

const NAMES = ['train', 'validation', 'test'] as const
/** The value of the split of a row that is left out of training. */
export const LEFT_OUT = 'left out' // not text: a value in conditions

/** For each row, the part of the split that contains it, if any. */
export function splitAsColumn(split: Split, { schema }: Pick<Dataset, 'schema'>): VirtualColumn {
  const codes = new Int16Array(schema.rows).fill(-1)
  NAMES.forEach((name, code) => {
    for (const row of split[name]) codes[row] = code
  })
  for (const row of split.leftOut ?? []) codes[row] = NAMES.length
  const values = split.leftOut ? [...NAMES, LEFT_OUT] : NAMES
  return { schema: { name: 'split', type: 'category', values }, column: { type: 'category', codes } }
}

/** The column of the dataset with this name, or else the virtual column. */
export function findColumn(
  name: string,
  dataset: Dataset,
  findVirtual: FindVirtualColumn,
): Result<VirtualColumn, ConditionFault> {
  const { schema, columns } = dataset
  const at = schema.columns.findIndex((column) => column.name === name)
  if (at >= 0) return ok({ schema: schema.columns[at] as ColumnSchema, column: columns[at] as Column })
  const known = VIRTUAL_COLUMNS.find((column) => column === name)
  if (known === 'row') return ok(numericColumn(known, schema.rows, (row) => row))
  if (known === 'number') return ok(numericColumn(known, schema.rows, (row) => rowNumber(dataset, row)))
  if (known) {
    const column = findVirtual(known)
    return column ? ok(column) : failCondition('no-fact', { name })
  }
  const saved = parseModelColumn(name)
  if (saved) {
    const column = findVirtual(saved.column, saved.model)
    return column ? ok(column) : failCondition('no-model-fact', { name: saved.column, model: saved.model })
  }
  const names = schema.columns.map((column) => column.name)
  return failCondition('unknown-name', {
    name,
    near: closeNames(name, [...names, ...VIRTUAL_COLUMNS]),
    columns: names,
  })
}

function numericColumn(name: VirtualColumnName, rows: number, of: (row: number) => number): VirtualColumn {
  const values = Float64Array.from({ length: rows }, (_, row) => of(row))
  return { schema: { name, type: 'number', wide: true }, column: { type: 'number', values } }
}
