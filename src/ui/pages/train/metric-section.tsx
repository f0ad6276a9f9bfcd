/** @file Metric section: a chart of one metric per epoch, such as accuracy or the error in the target's units. */
import { useState } from 'react'
import { MetricChart, metricValues } from '../../charts/metric-chart'
import { metricLabel } from '../../charts/metric-label'
import { metricNames } from '../../charts/run-curves'
import { Segmented } from '../../kit/segmented'
import { curvesText as text } from '../../../messages/en/train/runs'
import type { CurveSectionProps } from './loss-section'
import layout from './train.module.css'
import styles from '../pages.module.css'

/** Shows one metric at a time, with a select field if there are several metrics. */
export function MetricSection({ run, compare }: CurveSectionProps) {
  const [selected, setWanted] = useState<string>()
  const names = metricNames(run.history)
  const metric = names.find((name) => name === selected) ?? names[0]
  if (metric === undefined) {
    return (
      <section className={styles.part} aria-label={text.metrics}>
        <h3>{text.metrics}</h3>
        <p className={styles.soft}>{text.noMetrics}</p>
      </section>
    )
  }
  return (
    <section className={styles.part} aria-label={text.metrics}>
      <div className={styles.title}>
        <h3>{metricLabel(metric)}</h3>
        <span>{metricValues(run, metric)}</span>
        <div className={styles.grow} />
        {names.length > 1 && (
          <Segmented
            label={text.metric}
            layout="bare"
            value={metric}
            options={names.map((name) => ({ value: name, title: metricLabel(name) }))}
            onChange={setWanted}
          />
        )}
      </div>
      <div className={layout.middle} dir="ltr">
        <MetricChart run={run} metric={metric} compare={compare} />
      </div>
    </section>
  )
}
