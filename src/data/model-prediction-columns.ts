/** @file Model columns: the predictions of a saved model, named in conditions as in `mistake of "digits v3"`. */

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
