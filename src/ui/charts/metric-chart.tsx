/**
 * @file Metric chart: plots accuracy, or the error in the target's units, against the epoch, with a solid line for
 * training and a dashed line for validation.
 */

import { lazy, Suspense, useCallback } from 'react'
import { validationMetric } from '../../base/metric-id'
import { loggedValue } from '../../data/training-job'
import { chartsText } from '../../messages/en/charts'
import { metricLabel } from '../../messages/en/metrics'
import { percentTick } from '../../messages/format'
import { metricInHistory } from '../../metrics/catalog'
import { formatMetric } from '../../metrics/format-metric'
import type { RunRecord } from '../../storage/records'
import styles from './charts.module.css'
import { loggedText } from './epochs-table'
import { comparedCurves, metricCurves } from './run-curves'
import type { ShownRun } from './use-shown-run'

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
  const known = metricInHistory(metric)
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
          {...(known?.kind === 'share'
            ? { format: (share: number) => formatMetric(known, share), formatTick: percentTick, yMax: 1 }
            : {})}
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
  const textOf = (id: string) => (last && loggedValue(last, id) !== undefined ? loggedText(last, id) : undefined)
  return last && { training: textOf(metric), validation: textOf(validationMetric(metric)) }
}
