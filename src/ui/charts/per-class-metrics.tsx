/**
 * @file Per-class metrics: F1, precision, recall with its 95% interval, average precision for rare classes, and the
 * number of examples; sortable by column.
 */
import { chartsText } from '../../messages/en/charts'
import { useState } from 'react'
import type { ClassScore } from '../../metrics/evaluation'
import { wilson } from '../../metrics/wilson-interval'
import { count, metricNumber } from '../../messages/format'
import { type ScoreOrder, sortScores, type ScoreColumn, WORST_FIRST } from './class-order'
import styles from './charts.module.css'

const text = chartsText.perClass

const COLUMNS: readonly ScoreColumn[] = ['label', 'f1', 'precision', 'recall', 'averagePrecision', 'support']

/** Table with the metrics of every class. */
export function PerClass({ scores }: { readonly scores: readonly ClassScore[] }) {
  const [order, setOrder] = useState<ScoreOrder>(WORST_FIRST)
  const rare = scores.some(({ averagePrecision }) => averagePrecision !== undefined)
  const columns = COLUMNS.filter((by) => rare || by !== 'averagePrecision')
  return (
    <table className={styles.table}>
      <caption className="only-spoken">{text.table}</caption>
      <thead>
        <tr>
          {columns.map((by) => (
            <th
              key={by}
              scope="col"
              aria-sort={order.by === by ? (order.direction === 'rising' ? 'ascending' : 'descending') : 'none'}
            >
              <button
                type="button"
                className={styles.sort}
                title={text.columns[by].about}
                data-active={order.by === by ? 'yes' : 'no'}
                onClick={() => setOrder(toggleOrder(order, by))}
              >
                {text.columns[by].title}
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
            <td>{metricNumber(score.f1)}</td>
            <td>{metricNumber(score.precision)}</td>
            <td title={intervalTip(score)}>
              {metricNumber(score.recall)}{' '}
              <span className={styles.low}>{text.interval(wilson(score.recall, score.support))}</span>
            </td>
            {rare && <td>{metricNumber(score.averagePrecision)}</td>}
            <td>{count(score.support)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function toggleOrder(order: ScoreOrder, by: ScoreColumn): ScoreOrder {
  if (order.by !== by) return { by, direction: by === 'support' ? 'falling' : 'rising' }
  return { by, direction: order.direction === 'rising' ? 'falling' : 'rising' }
}

function intervalTip({ recall, support }: ClassScore): string {
  return text.intervalTip({ ...wilson(recall, support), examples: support })
}
