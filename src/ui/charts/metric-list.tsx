/** @file MetricList: the metrics of an evaluated output, each with its interval and what it means. */
import { metricsText as text } from '../../messages/en/metrics'
import type { HeadEvaluation } from '../../metrics/evaluation'
import { formatInterval, formatWithUnit, textFor, unitOf } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import styles from './charts.module.css'

export interface MetricListProps {
  readonly evaluation: HeadEvaluation
  /** The unit of the target column. */
  readonly unit?: string | undefined
  /** Compact lists show one line per metric, and intervals and explanations as tooltips. */
  readonly layout?: 'full' | 'compact'
}

/** Lists the metrics of an output, main metric first. */
export function MetricList({ evaluation, unit, layout = 'full' }: MetricListProps) {
  const { kind } = evaluation
  return (
    <dl className={styles.numbers}>
      {metricsOf(evaluation).map(({ metric, value, interval }) => {
        const { title, about } = textFor(metric, kind)
        const shown = formatWithUnit(metric, value, unitOf(kind, unit))
        const range = interval && formatInterval(metric, interval)
        return layout === 'compact' ? (
          <div key={metric.id}>
            <dt title={about}>{title}</dt>
            <dd title={range}>
              <b>{shown}</b>
            </dd>
          </div>
        ) : (
          <div key={metric.id}>
            <dt>{title}</dt>
            <dd>
              <b>{shown}</b> {range !== undefined && <span title={text.intervalTip}>{range}</span>}
              <p>{about}</p>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
