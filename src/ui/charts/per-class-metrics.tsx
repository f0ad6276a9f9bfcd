/** @file Per-class metrics: the metrics of every class, with intervals, and its number of examples; sortable by column. */

import { useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import { count } from '../../messages/format'
import { CLASS_METRICS } from '../../metrics/catalog'
import type { Metric } from '../../metrics/define-metric'
import type { ClassScore } from '../../metrics/evaluation'
import { formatMetric } from '../../metrics/format-metric'
import styles from './charts.module.css'
import { type ScoreColumn, type ScoreOrder, sortScores, WORST_FIRST } from './class-order'

const text = chartsText.perClass

interface Column {
  readonly by: ScoreColumn
  readonly title: string
  readonly about: string
}

/** Table with the metrics of every class. A metric that only rare classes have is a column if there is one. */
export function PerClass({ scores }: { readonly scores: readonly ClassScore[] }) {
  const [order, setOrder] = useState<ScoreOrder>(WORST_FIRST)
  const metrics = CLASS_METRICS.filter(
    ({ id, perClass }) => perClass?.counts || scores.some((score) => score[id] !== undefined),
  )
  const columns: readonly Column[] = [
    { by: 'label', ...text.class },
    ...metrics.map(columnOf),
    { by: 'support', ...text.support },
  ]
  return (
    <table className={styles.table}>
      <caption className="only-spoken">{text.table}</caption>
      <thead>
        <tr>
          {columns.map(({ by, title, about }) => (
            <th
              key={by}
              scope="col"
              aria-sort={order.by === by ? (order.direction === 'rising' ? 'ascending' : 'descending') : 'none'}
            >
              <button
                type="button"
                className={styles.sort}
                title={about}
                data-active={order.by === by ? 'yes' : 'no'}
                onClick={() => setOrder(toggleOrder(order, by))}
              >
                {title}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sortScores(scores, order).map((score) => (
          <tr key={score.label}>
            <th scope="row" title={score.label} translate="no">
              {score.label}
            </th>
            {metrics.map((metric) => (
              <Value key={metric.id} metric={metric} score={score} />
            ))}
            <td>{count(score.support)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function columnOf({ id, text: { title, about }, perClass }: Metric): Column {
  return perClass?.interval
    ? { by: id, title: text.withInterval({ metric: title }), about: text.withIntervalAbout({ about }) }
    : { by: id, title, about }
}

function Value({ metric, score }: { readonly metric: Metric; readonly score: ClassScore }) {
  const value = score[metric.id]
  const interval = value === undefined ? undefined : metric.perClass?.interval?.(value, score.support)
  if (!interval) return <td>{formatMetric(metric, value)}</td>
  return (
    <td title={text.intervalTip({ ...interval, examples: score.support })}>
      {formatMetric(metric, value)} <span className={styles.low}>{text.interval(interval)}</span>
    </td>
  )
}

function toggleOrder(order: ScoreOrder, by: ScoreColumn): ScoreOrder {
  if (order.by !== by) return { by, direction: by === 'support' ? 'falling' : 'rising' }
  return { by, direction: order.direction === 'rising' ? 'falling' : 'rising' }
}
