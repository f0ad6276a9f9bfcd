/**
 * @file Metric chart: plots accuracy, or the error in the target's units, against the epoch, with a solid line for
 * training and a dashed line for validation.
 */
import { chartsText } from '../../messages/en/charts'
import { lazy, Suspense, useCallback } from 'react'
import { isShare, validationMetric } from '../../data/metric-names'
import type { RunRecord } from '../../storage/records'
import { percent, percentTick } from '../../messages/format'
import { metricLabel } from './metric-label'
import { comparedCurves, loggedValue, metricCurves } from './run-curves'
import type { ShownRun } from './use-shown-run'
import styles from './charts.module.css'

const text = chartsText.metrics

const Curves = lazy(() => import('./line-chart'))

export interface MetricChartProps {
  readonly run: ShownRun
  readonly metric: string
  readonly compare?: RunRecord | undefined
}

/** Plots one metric of a run against the epoch. */
export function MetricChart({ run, metric, compare }: MetricChartProps) {
  const { history } = run
  const read = useCallback(() => {
    const other = compare ? comparedCurves(compare.history, metric, compare.name) : []
    return { by: 'epoch' as const, curves: [...metricCurves(history, metric), ...other] }
  }, [history, metric, compare])
  return (
    <div className={styles.chart}>
      <Suspense fallback={<p className={styles.waiting}>{chartsText.drawing}</p>}>
        <Curves
          label={metricText(run, metric)}
          yName={metricLabel(metric)}
          scale="linear"
          read={read}
          {...(isShare(metric) ? { format: (share: number) => percent(share), formatTick: percentTick, yMax: 1 } : {})}
        />
      </Suspense>
    </div>
  )
}

/** Formats a metric and its newest values as text, such as "Accuracy: training 94.0%, validation 93.1%". */
export function metricText(run: ShownRun, metric: string): string {
  const values = valuesOf(run, metric)
  const label = metricLabel(metric)
  return values ? text.latest({ metric: label, ...values }) : text.byEpoch({ metric: label })
}

/** Formats the newest values of a metric; empty before the first value is available. */
export function metricValues(run: ShownRun, metric: string): string {
  const values = valuesOf(run, metric)
  return values ? text.values(values) : ''
}

function valuesOf({ history }: ShownRun, metric: string) {
  const last = history.at(-1)
  return (
    last && {
      training: loggedValue(last, metric),
      validation: loggedValue(last, validationMetric(metric)),
      isShare: isShare(metric),
    }
  )
}
