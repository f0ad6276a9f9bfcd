/** @file Metric chart: accuracy, or an error in the target's unit, of a run by epoch: train solid, validation dashed. */
import { lazy, Suspense, useCallback } from 'react'
import { isShare } from '../../data/metric-names'
import type { RunRecord } from '../../storage/records'
import { columnWords } from './epochs-table'
import { percent, significant } from '../../messages/format'
import { comparedCurves, metricCurves, validationName, loggedValue } from './run-curves'
import type { ShownRun } from './use-shown-run'
import styles from './charts.module.css'

const Curves = lazy(() => import('./curves'))

export interface MetricChartProps {
  readonly run: ShownRun
  readonly metric: string
  readonly compare?: RunRecord | undefined
}

/** One metric of a run by epoch. */
export function MetricChart({ run, metric, compare }: MetricChartProps) {
  const { history } = run
  const read = useCallback(() => {
    const other = compare ? comparedCurves(compare.history, metric, compare.name) : []
    return { xName: 'epochs', curves: [...metricCurves(history, metric), ...other] }
  }, [history, metric, compare])
  return (
    <div className={styles.chart}>
      <Suspense fallback={<p className={styles.waiting}>Drawing the curve</p>}>
        <Curves
          label={metricWords(run, metric)}
          yName={columnWords(metric)}
          scale="linear"
          read={read}
          {...(isShare(metric) ? { words: percent, most: 1 } : {})}
        />
      </Suspense>
    </div>
  )
}

/** The newest values of a metric in words. */
export function metricWords(run: ShownRun, metric: string): string {
  const last = run.history.at(-1)
  if (!last) return `${metric} by epoch`
  const words = isShare(metric) ? percent : significant
  const held = loggedValue(last, validationName(metric))
  return `${metric} train ${words(loggedValue(last, metric))}${held === undefined ? '' : `, validation ${words(held)}`}`
}
