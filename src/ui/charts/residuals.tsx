/** @file The errors of predicted numbers: residuals, and the mean error by actual value and by time, with the examples. */
import { useMemo } from 'react'
import { columnIndex } from '../../catalog/dataset-schema'
import { residualsText as text } from '../../messages/en/evaluate/curves'
import { calendarDate, count, significant } from '../../messages/format'
import { quantileCuts, rowsBetween } from '../../metrics/histogram'
import { meanInterval } from '../../metrics/intervals'
import { evaluatedContent } from '../../studio/models/evaluated-split'
import type { PredictedNumbers } from '../../studio/evaluation/report'
import kit from '../kit/kit.module.css'
import layout from '../pages/evaluate/evaluate.module.css'
import { useSelect } from '../studio-context'
import { Chart } from './chart'
import { type Axis, type ChartData, nearest } from './chart-data'
import { PickRows } from './open-rows'
import { useEvaluatedRows } from './use-evaluation'

const HEIGHT = 190

interface ResidualsProps {
  readonly predictions: PredictedNumbers
  readonly unit: string | undefined
  readonly target: string
  /** Opens the example of a point. */
  readonly onOpen?: ((row: number) => void) | undefined
}

/** Some rows, by the range of a value that they are in. */
interface Bin {
  readonly at: number
  readonly from: number
  readonly to: number
  /** Indexes into the predictions. */
  readonly rows: readonly number[]
}

/** The most points of the scatter plot, and the number of ranges with equal numbers of examples. */
const MOST_POINTS = 2000
const RANGES = 10

/** The residuals by prediction and as a histogram, and the mean error by actual value and by time. */
export function Residuals({ predictions, unit, target, onOpen }: ResidualsProps) {
  const { actual, predicted } = predictions
  const data = useEvaluatedRows()
  const timeName = useSelect((state) => {
    const { kind, column } = evaluatedContent(state).plan.split
    return kind === 'time' ? column : undefined
  })
  const residuals = useMemo(() => predicted.map((one, row) => one - (actual[row] as number)), [actual, predicted])
  const times = useMemo(() => {
    const column = data && timeName ? data.dataset.columns[columnIndex(data.dataset.schema, timeName)] : undefined
    return column?.type === 'time'
      ? Float64Array.from(predictions.rows, (row) => column.values[row] as number)
      : undefined
  }, [data, timeName, predictions])
  const value = { unit, format: significant }
  const shown = useMemo(() => shownRows(predicted), [predicted])
  return (
    <div className={`${kit.columns} ${layout.curves}`}>
      <Chart
        hasHeading
        title={text.byPrediction}
        height={HEIGHT}
        source={scatterData(shown, predicted, residuals, unit)}
        {...(onOpen
          ? { onOpen: (_series: number, index: number) => onOpen(predictions.rows[shown[index] as number] as number) }
          : {})}
      />
      <Ranges
        {...{ predictions, residuals }}
        title={text.error({ by: target })}
        x={{ name: target, ...value }}
        bins={quantileBins(actual)}
      />
      {times && timeName && (
        <Ranges
          {...{ predictions, residuals }}
          title={text.error({ by: timeName })}
          x={{ name: timeName, format: calendarDate, formatTick: calendarDate }}
          bins={quantileBins(times)}
        />
      )}
      <Ranges
        isCount
        {...{ predictions, residuals }}
        title={text.histogram}
        x={{ name: text.residual, ...value }}
        bins={equalBins(residuals)}
      />
    </div>
  )
}

interface RangesProps {
  readonly predictions: PredictedNumbers
  readonly residuals: Float64Array
  readonly title: string
  readonly x: Axis
  readonly bins: readonly Bin[]
  /** Whether the chart shows how many examples there are, rather than their mean absolute error. */
  readonly isCount?: boolean
}

/** The mean absolute error of each range, or its number of examples. The examples of the picked range can be opened. */
function Ranges({ predictions, residuals, title, x, bins, isCount = false }: RangesProps) {
  const errors = bins.map(({ rows }) => {
    const own = rows.map((row) => Math.abs(residuals[row] as number))
    const mean = own.reduce((sum, one) => sum + one, 0) / own.length
    return { mean, ...meanInterval(own, mean) }
  })
  // The range with the largest error, or the largest residual, is preset.
  const worst = errors.reduce((most, { mean }, i) => (mean > (errors[most]?.mean as number) ? i : most), 0)
  const ends = {
    low: errors.map(({ low }) => low),
    high: errors.map(({ high }) => (Number.isFinite(high) ? high : Number.NaN)),
  }
  const places = bins.map(({ at }) => at)
  const series = { name: '', token: 'data-1', x: places } as const
  return (
    <PickRows
      title={title}
      height={HEIGHT}
      source={{
        x: isCount ? { ...x, domain: edgesOf(bins) } : x,
        y: { name: title, start: 0, format: isCount ? count : significant },
        series: [
          isCount
            ? { ...series, kind: 'bars', y: bins.map(({ rows }) => rows.length) }
            : { ...series, kind: 'points', y: errors.map(({ mean }) => mean), ...ends },
        ],
      }}
      pickLabel={x.name}
      preset={places[worst] ?? 0}
      placeAt={(at) => {
        const bin = bins[places.indexOf(nearest(places, at) ?? Number.NaN)]
        return (
          bin && {
            at: bin.at,
            rows: bin.rows.map((row) => predictions.rows[row] as number),
            title: text.examples({ ...bin, n: bin.rows.length, of: x.name, format: x.format }),
          }
        )
      }}
    />
  )
}

/** The rows that are drawn as points, by ascending prediction. */
function shownRows(predicted: Float64Array): readonly number[] {
  const every = Math.ceil(predicted.length / MOST_POINTS)
  const order = [...predicted.keys()].sort((a, b) => (predicted[a] as number) - (predicted[b] as number))
  return order.filter((_, i) => i % every === 0)
}

function scatterData(
  shown: readonly number[],
  predicted: Float64Array,
  residuals: Float64Array,
  unit: string | undefined,
): ChartData {
  const ends = [predicted[shown[0] ?? 0] ?? 0, predicted[shown.at(-1) ?? 0] ?? 1]
  return {
    x: { name: text.predicted, unit, format: significant },
    y: { name: text.residual, unit, format: significant },
    series: [
      { name: '', kind: 'line', token: 'data-other', look: 'thin', unlisted: true, x: ends, y: [0, 0] },
      {
        ...{ name: text.residual, kind: 'points', token: 'data-1', unlisted: true },
        ...{ x: shown.map((row) => predicted[row] as number), y: shown.map((row) => residuals[row] as number) },
      },
    ],
  }
}

/** The outer edges of ranges of equal width. */
function edgesOf(bins: readonly Bin[]): readonly [low: number, high: number] {
  const [first, last] = [bins[0]?.at ?? 0, bins.at(-1)?.at ?? 1]
  const half = (last - first) / (2 * Math.max(1, bins.length - 1)) || 0.5
  return [first - half, last + half]
}

/** Ranges with equal numbers of rows, as far as ties allow. */
function quantileBins(values: Float64Array): readonly Bin[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  return binsAt(values, quantileCuts(known, RANGES))
}

/** Ranges of equal width. */
function equalBins(values: Float64Array): readonly Bin[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const [low, high] = [known[0] ?? 0, known.at(-1) ?? 0]
  const bins = high > low ? Math.min(30, Math.max(5, Math.ceil(Math.sqrt(known.length)))) : 1
  const width = (high - low) / bins
  return binsAt(
    values,
    Float64Array.from({ length: bins - 1 }, (_, i) => low + (i + 1) * width),
    (i) => low + (i + 0.5) * width,
  )
}

/** The ranges between cuts, drawn at the mean of their values. */
function binsAt(values: Float64Array, cuts: Float64Array, place?: (i: number) => number): readonly Bin[] {
  return rowsBetween(values, cuts).flatMap((rows, i): Bin[] => {
    if (rows.length === 0 && !place) return []
    const own = rows.map((row) => values[row] as number)
    const at = place?.(i) ?? own.reduce((sum, one) => sum + one, 0) / own.length
    const [from, to] = [Math.min(...own), Math.max(...own)]
    return [{ at, from, to, rows }]
  })
}
