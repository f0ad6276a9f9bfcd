/**
 * @file Baseline: a simple model that trains in seconds, for comparison with a network. It trains on standardized
 * numbers and predicts a class index or a number. The simplest one always predicts the same.
 */
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'
import { orderedRows } from '../../data/transforms/ordered-rows'
import { chainOf } from '../../data/transforms/step-chain'
import type { FittedColumn } from '../../data/transforms/transform'
import type { BaselineScore } from '../../protocol/analysis-messages'

/** The data that a baseline is trained on. */
export interface TrainingData {
  /** The features, with shape [rows, width]; each feature has mean 0 over these rows. */
  readonly x: Float32Array
  readonly rows: number
  readonly width: number
  /** The class index of each row or, for a numeric target, its value. */
  readonly y: Float64Array
  /** The number of classes; 0 for a numeric target. */
  readonly classes: number
  /** How much each row counts, if the target has classes; all rows count the same if absent. */
  readonly weights?: Float64Array
  readonly seed: number
}

/**
 * Predicts a class or a number for each row. The input has shape [rows, width], and the output has shape [rows]. Yields
 * so that other work can run in between.
 */
export type Predict = (x: Float32Array, rows: number) => Generator<void, Float64Array>

export interface BaselineDef {
  readonly id: 'constant' | 'linear' | 'neighbours' | 'forest'
  /** The display name of the model. */
  title(lesson: Pick<TrainingData, 'classes'>): string
  /** Trains the model; yields so that other work can run in between. */
  fit(lesson: TrainingData): Generator<void, Predict>
}

export const constant: BaselineDef = {
  id: 'constant',
  title: ({ classes }) => (classes > 0 ? text.mostCommonClass : text.mean),
  *fit(data) {
    const value = data.classes > 0 ? mostCommon(data) : data.y.reduce((sum, one) => sum + one, 0) / data.rows
    // biome-ignore lint/correctness/useYield: it is done at once
    return function* (_x, count) {
      return new Float64Array(count).fill(value)
    }
  },
}

/** Rows count the same here: balanced weights would make all classes equally common, and rounding would decide. */
function mostCommon({ y, classes }: TrainingData): number {
  const counts = new Float64Array(classes)
  for (const label of y) counts[label] = (counts[label] as number) + 1
  return counts.indexOf(Math.max(...counts))
}

/*
 * Naive forecasts: the last known value of the target, and its value one season earlier. They are the baselines of a
 * network that reads earlier values of its target (Hyndman and Athanasopoulos 2021, Forecasting, section 5.2).
 */

export interface NaiveForecast extends Pick<BaselineScore, 'id' | 'title'> {
  readonly predictions: Float64Array
}

const DAY = 86_400_000

/**
 * Predicts the target of each row from earlier rows; `fallback` where there is none. `series` is the target as the
 * network reads it; there is no forecast if it reads no window of it.
 */
export function naiveForecasts(
  dataset: Dataset,
  targets: Float64Array,
  rows: Uint32Array,
  series: FittedColumn,
  fallback: number,
): readonly NaiveForecast[] {
  const { reach, order } = chainOf(series)
  if (!reach) return []
  const lag = Math.max(1, ...reach.slice(-1))
  const times = order
    ? dataset.columns[columnIndex(dataset.schema, order.by)]
    : dataset.columns.find(({ type }) => type === 'time')
  const timeOf = (row: number) => (times?.type === 'time' ? (times.values[row] as number) : Number.NaN)
  const ordered = order && orderedRows(dataset, order)
  const before = (row: number, steps: number) => ordered?.before(row, steps) ?? (row >= steps ? row - steps : -1)
  const value = (row: number) => (row < 0 ? Number.NaN : (targets[row] as number))
  const last = Float64Array.from(rows, (row) => known(value(before(row, lag)), fallback))
  const forecasts: NaiveForecast[] = [{ id: 'last', title: text.lastValue, predictions: last }]
  const step = median(Array.from(rows, (row) => timeOf(row) - timeOf(before(row, 1))).filter((gap) => gap > 0))
  const season = step < 0.9 * DAY ? 'day' : step < 28 * DAY ? 'date' : step < 32 * DAY ? 'month' : undefined
  if (season === undefined) return forecasts
  const earlier = Float64Array.from(rows, (row) => {
    const wanted = season === 'day' ? timeOf(row) - DAY : yearBefore(timeOf(row))
    const near = Math.round((timeOf(row) - wanted) / step)
    // Months have different lengths, and rows may be missing, so the row is searched a few steps around.
    const found = [0, -1, 1, -2, 2]
      .flatMap((more) => (near + more >= lag ? [before(row, near + more)] : []))
      .find((other) => other >= 0 && Math.abs(timeOf(other) - wanted) < 0.5 * step)
    return value(found ?? -1)
  })
  // Without a season in the history of most rows, this would be the last value under another name.
  if (earlier.filter(Number.isFinite).length < 0.5 * rows.length) return forecasts
  const predictions = earlier.map((one, i) => known(one, last[i] as number))
  return [...forecasts, { id: 'season', title: text.season[season], predictions }]
}

function known(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise
}

function yearBefore(time: number): number {
  const date = new Date(time)
  return date.setUTCFullYear(date.getUTCFullYear() - 1)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
