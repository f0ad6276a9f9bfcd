/** @file Overview tab: example rows, every column with its distribution, a column over time, and the learning curve. */
import { type ReactNode, useMemo, useState } from 'react'
import { columnIndex } from '../../../catalog/dataset-schema'
import { timeText } from '../../../data/cell-text'
import { type Dataset, rowNumber, type Split } from '../../../data/dataset'
import { isSeries, type TimePoint, timeSeries } from '../../../data/time-series'
import { chartsText } from '../../../messages/en/charts'
import { columnsText } from '../../../messages/en/data/columns'
import { overviewText } from '../../../messages/en/data/overview'
import { significant } from '../../../messages/format'
import { Chart } from '../../charts/chart'
import type { Axis, ChartData } from '../../charts/chart-data'
import { categoryValues } from '../../charts/dataset-row-text'
import { inputImageColumn } from '../../charts/examples'
import { RowImage } from '../../charts/pixel-image'
import { PointsPlane } from '../../charts/points-plane'
import { timeTicks } from '../../charts/ticks'
import { Button } from '../../kit/button'
import { Select } from '../../kit/select'
import { Section } from '../section'
import { byClass } from './columns/column-facts'
import { Columns } from './columns/columns'
import kit from '../../kit/kit.module.css'
import columnsStyles from './columns/columns.module.css'
import layout from './data.module.css'
import CurveSection from './learning-curve/curve-section'
import type { TabProps } from './tab-props'

export default function OverviewTab({ dataset, split }: TabProps) {
  const { kind } = dataset.schema
  const series = useMemo(() => {
    const time = dataset.columns.find(({ type }) => type === 'time')
    return time?.type === 'time' && isSeries(time.values)
  }, [dataset])
  // The key resets the selected columns when the dataset changes.
  const timeChart = <TimeSection key={dataset.schema.id} dataset={dataset} />
  return (
    <>
      {kind === 'images' && <ExampleImages dataset={dataset} split={split} />}
      {kind === 'points' && <PointsSection dataset={dataset} split={split} />}
      {series && timeChart}
      <Columns dataset={dataset} />
      {!series && timeChart}
      <CurveSection />
    </>
  )
}

/** Plots the generated points. */
function PointsSection({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  return (
    <Section title={overviewText.points.title} about={overviewText.points.about}>
      <div className={layout.plane}>
        <PointsPlane dataset={dataset} split={split} />
      </div>
    </Section>
  )
}

const examplesText = overviewText.examples

const PER_CLASS = 14

interface ExamplesProps {
  readonly dataset: Dataset
  readonly split: Split
}

/** Shows images grouped by class, taken from the rows on which the network is trained. */
function ExampleImages({ dataset, split }: ExamplesProps) {
  const target = columnIndex(dataset.schema, dataset.schema.target)
  const schema = dataset.schema.columns[target]
  const column = dataset.columns[target]
  const classes = useMemo(
    () =>
      column?.type === 'category' ? byClass(column.codes, split.train, schema ? categoryValues(schema).length : 0) : [],
    [column, schema, split],
  )
  if (!schema) return null
  if (schema.type === 'image') return <ImagePairs dataset={dataset} split={split} target={schema.name} />
  const labels = categoryValues(schema)
  return (
    <ExamplePages about={examplesText.byClass} pages={Math.max(...classes.map((rows) => rows.length)) / PER_CLASS}>
      {(page) => (
        <dl className={`${kit.facts} ${layout.pictures}`}>
          {classes.map((rows, position) => (
            <div key={labels[position]}>
              <dt translate="no">{labels[position]}</dt>
              <dd className={kit.rowTight}>
                {rows.slice(page * PER_CLASS, (page + 1) * PER_CLASS).map((row) => (
                  <RowImage
                    key={row}
                    dataset={dataset}
                    row={row}
                    side={36}
                    label={examplesText.image({ label: labels[position] ?? '', row: rowNumber(dataset, row) })}
                  />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </ExamplePages>
  )
}

interface ExamplePagesProps {
  readonly about: string
  /** The number of pages, which may end with a part of a page. */
  readonly pages: number
  readonly children: (page: number) => ReactNode
}

/** A section that shows one page of examples at a time. */
function ExamplePages({ about, pages, children }: ExamplePagesProps) {
  const [page, setPage] = useState(0)
  return (
    <Section
      title={examplesText.title}
      about={about}
      actions={
        <Button size="small" onClick={() => setPage((page + 1) % Math.max(1, Math.ceil(pages)))}>
          {examplesText.next}
        </Button>
      }
    >
      {children(page)}
    </Section>
  )
}

/** Number of pairs per page. */
const PAIRS = 20

/** Shows the input image above the target image, or a single image if it is both input and target. */
function ImagePairs({ dataset, split, target }: ExamplesProps & { readonly target: string }) {
  const from = inputImageColumn(dataset, target)
  const columns = [...(from < 0 ? [] : [from]), columnIndex(dataset.schema, target)]
  const nameOf = (column: number) => dataset.schema.columns[column]?.name ?? ''
  const [above = '', below] = columns.map(nameOf)
  return (
    <ExamplePages
      about={below === undefined ? examplesText.one({ column: above }) : examplesText.pairs({ above, below })}
      pages={split.train.length / PAIRS}
    >
      {(page) => (
        <div className={layout.pairs}>
          {Array.from(split.train.subarray(page * PAIRS, (page + 1) * PAIRS), (row) => (
            <div key={row} className={kit.stackTight}>
              {columns.map((column) => (
                <RowImage
                  key={column}
                  dataset={dataset}
                  row={row}
                  column={column}
                  side={64}
                  label={examplesText.image({ label: nameOf(column), row: rowNumber(dataset, row) })}
                />
              ))}
            </div>
          ))}
        </div>
      )}
    </ExamplePages>
  )
}

const timeChartText = columnsText.time

/** Minimum number of distinct times for a curve over time to be meaningful. */
const MIN_TIMES = 20

/** The chart; renders nothing for a dataset without a time column or without a number column. */
function TimeSection({ dataset }: { readonly dataset: Dataset }) {
  const { columns, ignore, target } = dataset.schema
  const named = (type: 'time' | 'number') => columns.filter((column) => column.type === type).map(({ name }) => name)
  const [times, numbers] = [named('time'), named('number')]
  // An excluded column, such as an ID, is offered but not shown first.
  const firstOf = (names: readonly string[]) => names.find((name) => !ignore.includes(name)) ?? names[0]
  const [time, setTime] = useState(firstOf(times))
  const [number, setNumber] = useState(numbers.includes(target) ? target : firstOf(numbers))
  const drawn = useMemo(() => {
    const valuesOf = (name: string | undefined) => dataset.columns[columns.findIndex((column) => column.name === name)]
    const [at, of] = [valuesOf(time), valuesOf(number)]
    return at?.type === 'time' && of?.type === 'number' ? timeSeries(at.values, of.values) : undefined
  }, [dataset, columns, time, number])
  const [first, last] = [drawn?.points[0], drawn?.points.at(-1)]
  if (!drawn || !first || !last || !time || !number) return null
  if (drawn.points.length * drawn.timesPerPoint < MIN_TIMES) return null
  const schema = columns.find(({ name }) => name === number)
  const unit = schema?.type === 'number' ? schema.unit : undefined
  const low = drawn.points.reduce((min, point) => Math.min(min, point.low), Number.POSITIVE_INFINITY)
  const high = drawn.points.reduce((max, point) => Math.max(max, point.high), Number.NEGATIVE_INFINITY)
  const range = { column: number, from: timeText(first.at), to: timeText(last.at), low, high }
  const { rows, timesPerPoint } = drawn
  const options = (names: readonly string[]) => names.map((name) => ({ value: name, title: name }))
  return (
    <Section
      title={timeChartText.title}
      about={
        timesPerPoint > 1
          ? (drawn.sampled ? timeChartText.sampledMeans : timeChartText.allMeans)({ rows, moments: timesPerPoint })
          : (drawn.sampled ? timeChartText.sampled : timeChartText.all)({ rows })
      }
    >
      <div className={`${kit.wrapWide} ${columnsStyles.chosen}`}>
        <Select label={timeChartText.number} value={number} options={options(numbers)} onChange={setNumber} />
        {times.length > 1 && (
          <Select label={timeChartText.over} value={time} options={options(times)} onChange={setTime} />
        )}
      </div>
      <div className={columnsStyles.course}>
        <Chart
          title={timeChartText.titleOf({ column: number })}
          label={unit ? timeChartText.unitChart({ ...range, unit }) : timeChartText.chart(range)}
          source={timeData(time, { name: number, unit }, drawn.points)}
        />
      </div>
    </Section>
  )
}

/** A line of interval means inside a band for the range in each interval. */
function timeData(time: string, value: Pick<Axis, 'name' | 'unit'>, points: readonly TimePoint[]): ChartData {
  const hasRange = points.some((point) => point.low !== point.high)
  const column = (of: (point: TimePoint) => number) => points.map(of)
  return {
    x: {
      ...{ name: time, format: timeText, cell: (at) => new Date(at).toISOString() },
      ticks: (low, high, px) => {
        const { ticks, format } = timeTicks(low, high, px / 90)
        return ticks.map((at) => ({ at, text: format(at) }))
      },
    },
    y: { ...value, format: significant },
    series: [
      {
        ...{ name: hasRange ? chartsText.overTime.mean : '', kind: 'line', token: 'data-1' },
        ...{ x: column(({ at }) => at), y: column(({ mean }) => mean) },
        ...(hasRange ? { low: column(({ low }) => low), high: column(({ high }) => high) } : {}),
      },
    ],
  }
}
