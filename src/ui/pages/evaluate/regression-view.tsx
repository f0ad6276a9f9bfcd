/**
 * @file Number view: MAE, RMSE and R², a chart of predicted vs. actual values, and the examples with the largest
 * errors.
 */
import { lazy, Suspense } from 'react'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { resultsText } from '../../../messages/en/evaluate/results'
import { Rich } from '../../kit/rich-text'
import { rowText } from '../../charts/dataset-row-text'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

const text = resultsText.numbers
const marks = { b: (inner: string) => <b>{inner}</b> }

const PredictedActual = lazy(() => import('../../charts/predicted-actual'))

export interface NumberViewProps {
  readonly head: ShownHead
  readonly evaluation: Extract<HeadEvaluation, { kind: 'number' }>
}

/** Number of worst examples listed. */
const WORST = 12

/** Shows the results of an output that predicts a number. */
export function NumberView({ head, evaluation }: NumberViewProps) {
  const rows = useEvaluatedRows()
  const { unit } = head
  const { mae, rmse, r2, pairs } = evaluation
  const largest = [...pairs]
    .sort((a, b) => Math.abs(b.predicted - b.actual) - Math.abs(a.predicted - a.actual))
    .slice(0, WORST)
  return (
    <div className={layout.columns}>
      <section className={styles.part} aria-label={text.chart}>
        <div className={styles.title}>
          <h3>{text.chart}</h3>
          <span>{text.chartAbout({ examples: pairs.length })}</span>
        </div>
        <div className={layout.scatter} dir="ltr">
          <Suspense fallback={null}>
            <PredictedActual head={evaluation} unit={unit} />
          </Suspense>
        </div>
      </section>
      <div className={styles.stack}>
        <section className={styles.part} aria-label={text.errors}>
          <h3>{text.errors}</h3>
          <dl className={styles.facts}>
            <dt>{text.mae.title}</dt>
            <dd>{text.mae.about({ value: mae, unit })}</dd>
            <dt>{text.rmse.title}</dt>
            <dd>{text.rmse.about({ value: rmse, unit })}</dd>
            <dt>{text.r2.title}</dt>
            <dd>{text.r2.about({ value: r2 })}</dd>
          </dl>
        </section>
        <section className={styles.part} aria-label={text.largest}>
          <div className={styles.title}>
            <h3>{text.largest}</h3>
            <span>{text.largestAbout}</span>
          </div>
          <ul className={layout.worst}>
            {largest.map((pair) => (
              <li key={pair.row}>
                <Rich text={text.pair(pair)} marks={marks} />
                {rows && <span translate="no">{rowText(rows.dataset, pair.row, [head.target])}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}
