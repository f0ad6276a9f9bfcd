/**
 * @file Number view: the metrics, a chart of predicted vs. actual values, and the examples with the largest errors.
 */
import { lazy, Suspense } from 'react'
import { resultsText } from '../../../messages/en/evaluate/results'
import type { NumberEvaluation } from '../../../metrics/evaluation'
import { rowText } from '../../charts/dataset-row-text'
import { MetricList } from '../../charts/metric-list'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Rich } from '../../kit/rich-text'
import styles from '../pages.module.css'
import layout from './evaluate.module.css'

const text = resultsText.numbers
const marks = { b: (inner: string) => <b>{inner}</b> }

const PredictedActual = lazy(() => import('../../charts/predicted-actual'))

export interface NumberViewProps {
  readonly head: ShownHead
  readonly evaluation: NumberEvaluation
}

/** Number of worst examples listed. */
const WORST = 12

/** Shows the results of an output that predicts a number. */
export function NumberView({ head, evaluation }: NumberViewProps) {
  const rows = useEvaluatedRows()
  const { unit } = head
  const { pairs } = evaluation
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
          <MetricList evaluation={evaluation} unit={unit} />
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
