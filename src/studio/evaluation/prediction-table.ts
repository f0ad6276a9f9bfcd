/** @file The predictions of a set as a table with a row for each example, for CSV and Parquet files. */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { type Column, type ColumnSchema, columnIndex, textColumn } from '../../catalog/dataset-schema'
import { numberText } from '../../data/cell-text'
import { textAt } from '../../data/column-values'
import { type Dataset, rowNumber } from '../../data/dataset'
import { decodeText, type SequenceOutput, tokensToText } from '../../data/decode-outputs'
import { loadPagedRows } from '../../data/paged-columns'
import type { OutputPredictions } from '../models/evaluate'
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
 * The columns of the table: the permanent number of the row, as it is shown, the texts that the network reads, actual,
 * and predicted, and for classes the probability of each. If saved models decide by a calibration or a threshold, their
 * class and probabilities follow.
 */
export async function predictionTable(
  predictions: SetPredictions,
  decidedPredictions: SetPredictions,
  label?: string,
): Promise<Dataset> {
  const { dataset } = predictions.ready
  const found = outputCalled(predictions, label)
  if (found.output.kind === 'sequence') return textTable(predictions, found, found.output)
  const [decoded, decided] = [predictionsOf(predictions, label), predictionsOf(decidedPredictions, label)]
  const columns: (readonly [ColumnSchema, Column])[] = [
    number(
      'row',
      Float64Array.from(decoded.rows, (row) => rowNumber(dataset, row)),
    ),
    ...(await inputTexts(predictions, decoded.rows)),
  ]
  if (decoded.kind === 'number') {
    const unit = decoded.unit === undefined ? {} : { unit: decoded.unit }
    const actual = await writtenNumbers(predictions, found.output.column, decoded)
    columns.push(number('actual', actual, unit), number('predicted', decoded.predicted, unit))
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
  return tableOf(predictions.name, decoded.rows.length, columns)
}

/** The actual numbers as the data has them, with the fewest digits; the network is trained on rounded ones. */
async function writtenNumbers(
  { ready: { dataset } }: SetPredictions,
  name: string,
  { rows, actual }: Extract<Predicted, { kind: 'number' }>,
): Promise<Float64Array> {
  const { schema, columns } = await loadPagedRows(dataset, rows)
  const column = columns[columnIndex(schema, name)]
  return column?.type === 'number' ? Float64Array.from(rows, (row) => Number(numberText(column.values, row))) : actual
}

/** For an output that is a text: the texts that the network reads, the actual and the predicted one, and its probability. */
async function textTable(
  predictions: SetPredictions,
  { raw, targets }: Pick<OutputPredictions, 'raw' | 'targets'>,
  output: SequenceOutput,
): Promise<Dataset> {
  const { rows, ready, name } = predictions
  const [positions = 1] = output.shape
  const decoded = Array.from(rows, (_, i) => decodeText(output, raw, i))
  // Positions that do not count are NaN, which ends a text.
  const actual = Array.from(rows, (_, i) => tokensToText(output, targets.subarray(i * positions, (i + 1) * positions)))
  return tableOf(name, rows.length, [
    number(
      'row',
      Float64Array.from(rows, (row) => rowNumber(ready.dataset, row)),
    ),
    ...(await inputTexts(predictions, rows)),
    words('actual', actual),
    words(
      'predicted',
      decoded.map(({ text }) => text),
    ),
    number(
      'probability',
      Float64Array.from(decoded, ({ probability }) => probability),
    ),
  ])
}

/** The columns of text that the network reads, under their own names unless the table has another column of that name. */
async function inputTexts({ pipeline, ready }: SetPredictions, rows: Uint32Array) {
  const read = new Set(
    pipeline.inputs.flatMap((input) =>
      (input.kind === 'columns' ? input.columns : [input]).map(({ column }) => column),
    ),
  )
  const { schema } = ready.dataset
  if (!schema.columns.some(({ name, type }) => type === 'text' && read.has(name))) return []
  const { columns } = await loadPagedRows(ready.dataset, rows)
  return schema.columns.flatMap(({ name }, i) => {
    const column = columns[i]
    if (column?.type !== 'text' || !read.has(name)) return []
    return [
      words(
        OWN_NAMES.has(name) ? `input ${name}` : name,
        Array.from(rows, (row) => textAt(column, row)),
      ),
    ]
  })
}

const OWN_NAMES: ReadonlySet<string> = new Set(['row', 'actual', 'predicted', 'decided', 'probability'])

function tableOf(title: string, rows: number, columns: readonly (readonly [ColumnSchema, Column])[]): Dataset {
  return {
    schema: {
      ...{ id: 'predictions', title, kind: 'table', rows, testRows: 0 },
      ...{ columns: columns.map(([schema]) => schema), target: 'actual', ignore: ['row'] },
    },
    columns: columns.map(([, column]) => column),
  }
}

function words(name: string, texts: readonly string[]) {
  return [{ name, type: 'text' }, textColumn(texts)] as const
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
