/**
 * @file Naive forecasts: the last known value of the target, and its value one season earlier. They are the baselines
 * of a network that reads earlier values of its target (Hyndman and Athanasopoulos 2021, Forecasting, section 5.2).
 */
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { orderedRows } from '../../data/transforms/ordered-rows'
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'
import type { BaselineArgs, BaselineScore } from '../../protocol/analysis-messages'

type Series = NonNullable<BaselineArgs['series']>

export interface NaiveForecast extends Pick<BaselineScore, 'id' | 'title'> {
  readonly predictions: Float64Array
}

const DAY = 86_400_000

/** Predicts the target of each row from earlier rows; `fallback` where there is none. */
export function naiveForecasts(
  dataset: Dataset,
  targets: Float64Array,
  rows: Uint32Array,
  series: Series,
  fallback: number,
): readonly NaiveForecast[] {
  const times = dataset.columns[columnIndex(dataset.schema, series.by)]
  const timeOf = (row: number) => (times?.type === 'time' ? (times.values[row] as number) : Number.NaN)
  const ordered = series.isSorted ? undefined : orderedRows(dataset, series)
  const before = (row: number, steps: number) =>
    ordered ? ordered.before(row, steps) : row >= steps ? row - steps : -1
  const value = (row: number) => (row < 0 ? Number.NaN : (targets[row] as number))
  const last = Float64Array.from(rows, (row) => known(value(before(row, series.lag)), fallback))
  const forecasts: NaiveForecast[] = [{ id: 'last', title: text.lastValue, predictions: last }]
  const step = median(Array.from(rows, (row) => timeOf(row) - timeOf(before(row, 1))).filter((gap) => gap > 0))
  const season = step < 0.9 * DAY ? 'day' : step < 28 * DAY ? 'date' : step < 32 * DAY ? 'month' : undefined
  if (season === undefined) return forecasts
  const earlier = Float64Array.from(rows, (row) => {
    const wanted = season === 'day' ? timeOf(row) - DAY : yearBefore(timeOf(row))
    const near = Math.round((timeOf(row) - wanted) / step)
    // Months have different lengths, and rows may be missing, so the row is searched a few steps around.
    const found = [0, -1, 1, -2, 2]
      .flatMap((more) => (near + more >= series.lag ? [before(row, near + more)] : []))
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
