/** @file OnCallView: the on-call dashboard: latency, traffic, errors, rollout, replicas, stages and changes. */

import { useState } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import {
  count,
  duration,
  latency as latencyMs,
  percentTick,
  precisePercent,
  virtualTime,
} from '../../../../messages/format'
import { FIELD } from '../../../../ops/log/counters'
import { latencyOf, replicasOf } from '../../../../ops/log/log-metrics'
import { DataTable } from '../../../kit/data-table'
import { loggedStages, useStages } from '../stages'
import { COUNTS, type DashboardProps, SIMULATED } from './business-view'
import styles from './live.module.css'
import {
  changeText,
  latencySeriesOf,
  replicaSeriesOf,
  rolloutSeriesOf,
  statusSeriesOf,
  trafficSeriesOf,
  waitingSeriesOf,
} from './log-series'
import { summarizeLog } from './log-summary'
import { TimePlot } from './time-plot'
import { clockStepMs } from './time-range'

const SHARES = { format: precisePercent, formatTick: percentTick, least: 0, most: 1 }

export default function OnCallView({ reading, marks }: DashboardProps) {
  const [clockStep] = useState(() => clockStepMs())
  const at = reading.steps.map((step) => step.at)
  const shared = { reading, at, marks, height: 132 }
  const { waited, inQueue } = waitingSeriesOf(reading)
  const { latency, statuses } = summarizeLog(reading.sum, 0)
  const { warm, cold } = replicaSeriesOf(reading, reading.book)
  const starts = replicasOf(reading.sum.all).cold
  const errors = statuses.failed + statuses.unready
  return (
    <>
      <dl className={styles.strip}>
        <Total title={text.totals.p50} value={latencyMs(latency.p50)} />
        <Total title={text.totals.p95} value={latencyMs(latency.p95)} />
        <Total title={text.totals.p99} value={latencyMs(latency.p99)} />
        <Total title={text.totals.queueTime} value={latencyMs(latency.waited)} sim />
        <Total title={text.totals.coldStarts} value={count(starts)} sim />
        <Total title={text.totals.errors} value={count(errors)} bad={errors > 0} />
        <Total title={text.totals.limited} value={count(statuses.limited)} bad={statuses.limited > 0} />
        <Total title={text.totals.invalid} value={count(statuses.invalid)} />
        <Total title={text.totals.abstained} value={count(statuses.abstained)} />
        <Total title={text.totals.fallback} value={count(statuses.fallback)} />
      </dl>
      <p className={styles.precision}>{text.totals.precision({ clockStepMs: clockStep })}</p>
      <div className={styles.charts}>
        <TimePlot {...shared} {...SIMULATED} title={text.charts.latency} series={latencySeriesOf(reading)} log />
        <TimePlot {...shared} {...COUNTS} title={text.charts.perMinute} series={trafficSeriesOf(reading)} />
        <TimePlot
          {...shared}
          {...SHARES}
          title={text.charts.notAnswered}
          series={statusSeriesOf(reading)}
          none={text.charts.allAnswered}
        />
        <TimePlot
          {...shared}
          {...SHARES}
          title={text.charts.byVersion}
          series={rolloutSeriesOf(reading, reading.book)}
        />
        <TimePlot {...shared} {...COUNTS} title={text.charts.queueTime} series={waited} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.inQueue} series={inQueue} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.warm} series={warm} none={text.charts.noModelReached} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.coldStarts} series={cold} none={text.charts.noRequests} />
      </div>
      <div className={styles.columns}>
        <StageTable reading={reading} marks={marks} />
        <Changes reading={reading} marks={marks} />
      </div>
    </>
  )
}

function Total({
  title,
  value,
  sim,
  bad,
}: {
  readonly title: string
  readonly value: string
  readonly sim?: true
  readonly bad?: boolean
}) {
  return (
    <div data-bad={bad ? '' : undefined}>
      <dt>
        {title}
        {sim && <span className={styles.simulated}>{text.simulated}</span>}
      </dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Shows the time spent in each stage, measured on this device, excluding queue time. */
function StageTable({ reading: { book, hourly } }: DashboardProps) {
  const rows = loggedStages(book, useStages()).flatMap(({ id, index, title, kind, drawn }) => {
    const counters = hourly.stages.get(index)
    const replicas = kind === 'model' && drawn ? count(Number(drawn.node.params.replicas ?? 1)) : ''
    return counters
      ? [{ id, title, replicas, latency: latencyOf(counters), passed: counters.get(FIELD.passed) ?? 0 }]
      : []
  })
  const cold = Math.max(0, ...Object.values(book.timing.models).map((one) => one.cold ?? 0))
  return (
    <section className={styles.part} aria-label={text.stages.label}>
      <h3>{text.stages.title}</h3>
      <DataTable
        look="figures"
        columns={[
          { head: text.stages.stage, cell: ({ title }) => title, heading: true, name: true },
          { head: text.stages.requests, cell: ({ passed }) => count(passed) },
          { head: text.stages.mean, cell: ({ latency }) => duration(latency.mean) },
          { head: text.stages.p50, cell: ({ latency }) => duration(latency.p50) },
          { head: text.stages.p95, cell: ({ latency }) => duration(latency.p95) },
          { head: text.stages.p99, cell: ({ latency }) => duration(latency.p99) },
          { head: text.stages.replicas, cell: ({ replicas }) => replicas },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
      />
      {cold > 0 && <p className={styles.note}>{text.stages.coldStart({ ms: cold })}</p>}
    </section>
  )
}

/** Lists the latest changes, each with its author and reason. */
function Changes({ reading: { changes, window } }: DashboardProps) {
  const within = changes.filter(({ at }) => at >= window.from && at <= window.to).slice(-MAX_CHANGES)
  return (
    <section className={styles.part} aria-label={text.changes.title}>
      <h3>{text.changes.title}</h3>
      {within.length === 0 && <p className={styles.note}>{text.changes.none}</p>}
      <ol className={styles.changes}>
        {within.toReversed().map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several changes can have the same time, and entries have no id
          <li key={i}>
            <time>{virtualTime(change.at)}</time>
            <span>{changeText(change)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The maximum number of changes to list. */
const MAX_CHANGES = 40
