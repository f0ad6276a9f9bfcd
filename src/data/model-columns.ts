/** @file Model columns: the predictions of a saved model as conditions refer to them: `mistake of "digits v3"`. */

/** Virtual columns that come from a network's predictions; from the current weights if no model is named. */
export const PREDICTION_COLUMNS = ['prediction', 'confidence', 'mistake', 'error'] as const
export type PredictionColumn = (typeof PREDICTION_COLUMNS)[number]

export interface ModelColumn {
  readonly column: PredictionColumn
  /** Name and version as written: "digits v3", or "digits" for its newest version. */
  readonly model: string
}

/** The column and the saved model that a name in a condition refers to; undefined if it refers to none. */
export function parseModelColumn(name: string): ModelColumn | undefined {
  const column = PREDICTION_COLUMNS.find((one) => name.startsWith(`${one} of `))
  const model = column && name.slice(column.length + 4).trim()
  return column && model ? { column, model } : undefined
}

/** The name that a condition uses for a column of a saved model. */
export function modelColumnName({ column, model }: ModelColumn): string {
  return `${column} of ${model}`
}
