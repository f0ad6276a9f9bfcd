/** @file Time section: plots a numeric column over a time column; the user can choose both columns. */
import { lazy, Suspense, useMemo, useState } from 'react'
import { columnsText } from '../../../../messages/en/data/columns'
import { timeText } from '../../../../data/cell-text'
import type { Dataset } from '../../../../data/dataset'
import { timeSeries } from '../../../../data/time-series'
import { Select } from '../../../kit/select'
import styles from './columns.module.css'
import pageStyles from '../../pages.module.css'

const TimeChart = lazy(() => import('../../../charts/time-chart'))

const text = columnsText.time

/** Minimum number of distinct times for a curve over time to be meaningful. */
const MIN_TIMES = 20

/** The chart; renders nothing for a dataset without a time column or without a number column. */
export default function TimeSection({ dataset }: { readonly dataset: Dataset }) {
  const { columns, target } = dataset.schema
  const named = (type: 'time' | 'number') => columns.filter((column) => column.type === type).map(({ name }) => name)
  const [times, numbers] = [named('time'), named('number')]
  const [time, setTime] = useState(times[0])
  const [number, setNumber] = useState(numbers.includes(target) ? target : numbers[0])
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
    <section className={pageStyles.part} aria-label={text.title}>
      <div className={pageStyles.title}>
        <h3>{text.title}</h3>
        <span>
          {timesPerPoint > 1
            ? (drawn.sampled ? text.sampledMeans : text.allMeans)({ rows, moments: timesPerPoint })
            : (drawn.sampled ? text.sampled : text.all)({ rows })}
        </span>
      </div>
      <div className={styles.chosen}>
        <Select label={text.number} value={number} options={options(numbers)} onChange={setNumber} />
        {times.length > 1 && <Select label={text.over} value={time} options={options(times)} onChange={setTime} />}
      </div>
      <div className={styles.course}>
        <Suspense fallback={null}>
          <TimeChart
            label={unit ? text.unitChart({ ...range, unit }) : text.chart(range)}
            name={unit ? text.named({ column: number, unit }) : number}
            points={drawn.points}
          />
        </Suspense>
      </div>
    </section>
  )
}
