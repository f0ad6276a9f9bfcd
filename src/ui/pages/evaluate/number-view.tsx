/** @file Number view: MAE, RMSE and R² in words, predicted against actual, and the rows it is furthest off. */
import { lazy, Suspense } from 'react'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { cellNumber, significant } from '../../../messages/format'
import { rowWords } from '../../charts/row-words'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

const PredictedActual = lazy(() => import('../../charts/predicted-actual'))

export interface NumberViewProps {
  readonly head: ShownHead
  readonly evaluation: Extract<HeadEvaluation, { kind: 'number' }>
}

/** How many of the worst rows are listed. */
const WORST = 12

/** Everything about an output that predicts a number. */
export function NumberView({ head, evaluation }: NumberViewProps) {
  const rows = useEvaluatedRows()
  const unit = head.unit ? ` ${head.unit}` : ''
  const furthest = [...evaluation.pairs]
    .sort((a, b) => Math.abs(b.predicted - b.actual) - Math.abs(a.predicted - a.actual))
    .slice(0, WORST)
  return (
    <div className={layout.columns}>
      <section className={styles.part} aria-label="Predicted against actual">
        <div className={styles.title}>
          <h3>Predicted against actual</h3>
          <span>{evaluation.pairs.length} rows; on the line a prediction is exact</span>
        </div>
        <div className={layout.scatter}>
          <Suspense fallback={null}>
            <PredictedActual head={evaluation} unit={head.unit} />
          </Suspense>
        </div>
      </section>
      <div className={styles.stack}>
        <section className={styles.part} aria-label="Errors">
          <h3>Errors</h3>
          <dl className={styles.facts}>
            <dt>MAE</dt>
            <dd>
              {significant(evaluation.mae)}
              {unit}, off on average
            </dd>
            <dt>RMSE</dt>
            <dd>
              {significant(evaluation.rmse)}
              {unit}, large errors count more
            </dd>
            <dt>R²</dt>
            <dd>{significant(evaluation.r2)} of the spread explained; 1 is all, 0 no better than the mean</dd>
          </dl>
        </section>
        <section className={styles.part} aria-label="Furthest off">
          <div className={styles.title}>
            <h3>Furthest off</h3>
            <span>of the rows drawn</span>
          </div>
          <ul className={layout.worst}>
            {furthest.map((pair) => (
              <li key={pair.row}>
                <b>{cellNumber(Number(pair.actual.toPrecision(5)))}</b>, predicted <b>{significant(pair.predicted)}</b>
                {rows && <span>{rowWords(rows.dataset, pair.row, [head.target])}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}
