/** @file The predictions of a set as a table with a row for each example, for CSV and Parquet files. */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { type Dataset, rowNumber } from '../../data/dataset'
import { outputCalled, type SetPredictions } from './predictions'
import { decodePredictions, type Predicted, type PredictedClasses } from './report'

/** The predictions of an output by row, and of which epoch the weights are. Refuses an output that is not a class or a number. */
export function predictionsOf(
  predictions: SetPredictions,
  label?: string,
): Predicted & Pick<SetPredictions, 'weights'> {
  const found = outputCalled(predictions, label)
  const decoded =
    decodePredictions(found, predictions.rows) ?? refuse('evaluate-no-values', { output: found.output.label })
  return { ...decoded, ...(predictions.weights && { weights: predictions.weights }) }
}

/**
 * The columns of the table: the permanent number of the row, as it is shown, actual, and predicted, and for classes the
 * probability of each. If saved models decide by a calibration or a threshold, their class and probabilities follow.
 */
export function predictionTable(
  predictions: SetPredictions,
  decidedPredictions: SetPredictions,
  label?: string,
): Dataset {
  const { dataset } = predictions.ready
  const [decoded, decided] = [predictionsOf(predictions, label), predictionsOf(decidedPredictions, label)]
  const columns: (readonly [ColumnSchema, Column])[] = [
    number(
      'row',
      Float64Array.from(decoded.rows, (row) => rowNumber(dataset, row)),
    ),
  ]
  if (decoded.kind === 'number') {
    const unit = decoded.unit === undefined ? {} : { unit: decoded.unit }
    columns.push(number('actual', decoded.actual, unit), number('predicted', decoded.predicted, unit))
    const { levels = [], values = new Float64Array(0) } = decoded.quantiles ?? {}
    levels.forEach((level, i) => {
      const ofLevel = decoded.actual.map((_, row) => values[row * levels.length + i] as number)
      columns.push(number(`quantile ${level}`, ofLevel, unit))
    })
  } else {
    const { labels, actual, predicted } = decoded
    columns.push(category('actual', labels, actual), category('predicted', labels, predicted))
    columns.push(...probabilityColumns(decoded, ''))
    const { output } = outputCalled(decidedPredictions, label)
    if (decided.kind === 'classes' && output !== outputCalled(predictions, label).output) {
      columns.push(category('decided', labels, decided.predicted))
      if (output.kind === 'classes' && output.calibration) columns.push(...probabilityColumns(decided, 'calibrated '))
    }
  }
  return {
    schema: {
      ...{ id: 'predictions', title: predictions.name, kind: 'table', rows: decoded.rows.length, testRows: 0 },
      ...{ columns: columns.map(([schema]) => schema), target: 'actual', ignore: ['row'] },
    },
    columns: columns.map(([, column]) => column),
  }
}

function probabilityColumns({ labels, actual, probabilities }: PredictedClasses, prefix: string) {
  return labels.map((label, k) =>
    number(
      `${prefix}p(${label})`,
      Float64Array.from(actual, (_, row) => probabilities[row * labels.length + k] as number),
    ),
  )
}

function number(name: string, values: Float64Array, more: { readonly unit?: string } = {}) {
  const column = { type: 'number', values: values as Float64Array<ArrayBuffer> } as const
  return [{ name, type: 'number', wide: true, ...more }, column] as const
}

function category(name: string, values: readonly string[], codes: Uint32Array) {
  return [
    { name, type: 'category', values },
    { type: 'category', codes: Int16Array.from(codes) },
  ] as const
}
