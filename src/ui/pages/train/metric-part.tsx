/** @file Metric part: accuracy, or the error in the target's unit, by epoch. */
import { useState } from 'react'
import { MetricChart, metricValues } from '../../charts/metric-chart'
import { metricLabel } from '../../charts/metric-label'
import { metricNames } from '../../charts/run-curves'
import { Segmented } from '../../kit/segmented'
import type { CurvePartProps } from './loss-part'
import layout from './train.module.css'
import styles from '../pages.module.css'

/** One metric at a time; with several a choice. */
export function MetricPart({ run, compare }: CurvePartProps) {
  const [wanted, setWanted] = useState<string>()
  const names = metricNames(run.history)
  const metric = names.find((name) => name === wanted) ?? names[0]
  if (metric === undefined) {
    return (
      <section className={styles.part} aria-label="Metrics">
        <h3>Metrics</h3>
        <p className={styles.soft}>They are measured at the end of each epoch; the first is under way.</p>
      </section>
    )
  }
  return (
    <section className={styles.part} aria-label="Metrics">
      <div className={styles.title}>
        <h3>{metricLabel(metric)}</h3>
        <span>{metricValues(run, metric)}</span>
        <div className={styles.grow} />
        {names.length > 1 && (
          <Segmented
            label="Metric"
            layout="bare"
            value={metric}
            options={names.map((name) => ({ value: name, title: metricLabel(name) }))}
            onChange={setWanted}
          />
        )}
      </div>
      <div className={layout.middle}>
        <MetricChart run={run} metric={metric} compare={compare} />
      </div>
    </section>
  )
}
