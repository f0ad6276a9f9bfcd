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
}

/** Lists the metrics of an output, main metric first. */
export function MetricList({ evaluation, unit }: MetricListProps) {
  const { kind } = evaluation
  return (
    <dl className={styles.numbers}>
      {metricsOf(evaluation).map(({ metric, value, interval }) => {
        const { title, about } = textFor(metric, kind)
        return (
          <div key={metric.id}>
            <dt>{title}</dt>
            <dd>
              <b>{formatWithUnit(metric, value, unitOf(kind, unit))}</b>{' '}
              {interval && <span title={text.intervalTip}>{formatInterval(metric, interval)}</span>}
              <p>{about}</p>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
