/** @file Per class: F1, precision, recall with its 95 % interval, average precision of rare ones and the number of rows, worst first or by any column. */
import { useState } from 'react'
import type { ClassScore } from '../../metrics/evaluation'
import { wilson } from '../../metrics/interval'
import { rate } from '../../messages/format'
import { type Order, rank, type ScoreColumn, WORST_FIRST } from './rank'
import styles from './charts.module.css'

const COLUMNS: readonly { readonly by: ScoreColumn; readonly title: string; readonly about: string }[] = [
  { by: 'label', title: 'class', about: 'The class' },
  { by: 'f1', title: 'F1', about: 'Harmonic mean of precision and recall' },
  { by: 'precision', title: 'precision', about: 'Of the rows called this class, how many are' },
  {
    by: 'recall',
    title: 'recall, 95 %',
    about: 'Of the rows of this class, how many were found, with the 95 % Wilson interval',
  },
  {
    by: 'averagePrecision',
    title: 'AP',
    about:
      'Average precision, of a rare class: how well the answers rank its rows above all others, 1 at best, its share of the rows by chance',
  },
  { by: 'support', title: 'n', about: 'Rows of this class' },
]

/** The scores of every class. */
export function PerClass({ scores }: { readonly scores: readonly ClassScore[] }) {
  const [order, setOrder] = useState<Order>(WORST_FIRST)
  const rare = scores.some(({ averagePrecision }) => averagePrecision !== undefined)
  const columns = COLUMNS.filter(({ by }) => rare || by !== 'averagePrecision')
  return (
    <table className={styles.table}>
      <caption className="only-spoken">Scores per class with 95 % intervals</caption>
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
                onClick={() => setOrder(turned(order, by))}
              >
                {title}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rank(scores, order).map((score) => (
          <tr key={score.label}>
            <th scope="row" title={score.label}>
              {score.label}
            </th>
            <td>{rate(score.f1)}</td>
            <td>{rate(score.precision)}</td>
            <td title={intervalWords(score)}>
              {rate(score.recall)} <span className={styles.low}>{span(score)}</span>
            </td>
            {rare && <td>{rate(score.averagePrecision)}</td>}
            <td>{score.support.toLocaleString('en-US')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function turned(order: Order, by: ScoreColumn): Order {
  if (order.by !== by) return { by, direction: by === 'support' ? 'falling' : 'rising' }
  return { by, direction: order.direction === 'rising' ? 'falling' : 'rising' }
}

/** The interval's ends in two digits: .76–.99. It isn't symmetric near 0 and 1, so ± would say what cannot be. */
function span({ recall, support }: ClassScore): string {
  const { low, high } = wilson(recall, support)
  const short = (value: number) =>
    value
      .toFixed(2)
      .replace(/^0(?=\.)/, '')
      .replace('1.00', '1')
  return `${short(low)}–${short(high)}`
}

function intervalWords({ recall, support }: ClassScore): string {
  const { low, high } = wilson(recall, support)
  return `95 % interval ${rate(low)} to ${rate(high)}, from ${support.toLocaleString('en-US')} rows`
}
