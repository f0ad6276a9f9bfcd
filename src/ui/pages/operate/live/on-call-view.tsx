/**
 * @file OnCallView: the on-call row: charts of latency, errors, accuracy, traffic, rollout and replicas, the stages, and
 * the changes.
 */

import { useState } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { requestStatusText } from '../../../../messages/en/operate/request'
import {
  count,
  latency as latencyMs,
  number,
  percentTick,
  precisePercent,
  virtualTime,
} from '../../../../messages/format'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import { distinctInputs } from '../../../../ops/log/distinct-inputs'
import {
  acceptedOf,
  type LogStep,
  latencyOf,
  NO_VERSION,
  qualityOf,
  replicasOf,
  requestsOf,
  statusesOf,
} from '../../../../ops/log/log-metrics'
import { HTTP_STATUS, type LogDictionary, STATUSES, type Status } from '../../../../ops/log-entry'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { classToken } from '../../../charts/color-tokens'
import { DataTable } from '../../../kit/data-table'
import { useDrillContinues } from '../drills/drills'
import { loggedStages, useStages } from '../stages'
import { changeText, type Mark } from '../change-marks'
import { useIsDrill } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './live.module.css'
import { summarizeLog, versionLabel } from './log-summary'
import { type StepSeries, TimePlot } from './time-plot'
import { clockStepMs, type Reading } from './time-range'

const SHARES = { format: precisePercent, formatTick: percentTick, start: 0, limit: 1 }

interface OnCallProps {
  readonly reading: Reading
  readonly marks: readonly Mark[]
}

/** How a chart shows simulated numbers, and simulated counts. */
const SIMULATED = { origin: 'sim', format: number } as const
const COUNTS = { ...SIMULATED, start: 0 } as const

export default function OnCallView({ reading, marks }: OnCallProps) {
  const [clockStep] = useState(() => clockStepMs())
  const at = reading.steps.map((step) => step.at)
  const shared = { reading, at, marks, height: 96 }
  const { waited, inQueue } = waitingSeriesOf(reading)
  const { latency, statuses } = summarizeLog(reading.sum, 0)
  const { warm, cold } = replicaSeriesOf(reading, reading.book)
  const starts = replicasOf(reading.sum.all).cold
  const flagged = reading.sum.all.get(FIELD.flagged) ?? 0
  const classes = reading.book.classes.length
  const hidden = useDrillContinues()
  return (
    <>
      <div className={`${kit.columns} ${styles.charts}`}>
        <TimePlot
          {...shared}
          {...SIMULATED}
          title={text.charts.latency}
          unit={text.charts.ms}
          series={latencySeriesOf(reading)}
          log
        />
        <TimePlot
          {...shared}
          {...SHARES}
          title={text.charts.notAnswered}
          series={statusSeriesOf(reading)}
          none={text.charts.allAnswered}
        />
        <TimePlot
          {...shared}
          title={classes > 0 ? text.charts.accuracy : text.charts.error}
          series={qualitySeriesOf(reading, classes)}
          format={classes > 0 ? precisePercent : number}
          none={noAccuracyText(reading.sum.all)}
          {...(classes > 0 ? { limit: 1, formatTick: percentTick } : { start: 0 })}
        />
        <TimePlot {...shared} {...COUNTS} title={text.charts.perMinute} series={trafficSeriesOf(reading)} />
        {classes > 0 && !hidden && (
          <TimePlot {...shared} {...COUNTS} title={text.charts.wrong} series={harmSeriesOf(reading)} />
        )}
        <TimePlot
          {...shared}
          {...SHARES}
          title={text.charts.byVersion}
          series={rolloutSeriesOf(reading, reading.book)}
        />
        <TimePlot {...shared} {...COUNTS} title={text.charts.queueTime} unit={text.charts.ms} series={waited} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.inQueue} series={inQueue} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.warm} series={warm} none={text.charts.noModelReached} />
        <TimePlot {...shared} {...COUNTS} title={text.charts.coldStarts} series={cold} none={text.charts.noRequests} />
      </div>
      <dl className={kit.figures} title={text.totals.precision({ clockStepMs: clockStep })}>
        <Total title={text.totals.p50} value={latencyMs(latency.p50)} />
        <Total title={text.totals.p95} value={latencyMs(latency.p95)} />
        <Total title={text.totals.p99} value={latencyMs(latency.p99)} />
        <Total title={text.totals.queueTime} value={latencyMs(latency.waited)} sim />
        <Total title={text.totals.coldStarts} value={count(starts)} sim />
        {statuses.limited > 0 && <Total title={text.totals.limited} value={count(statuses.limited)} bad />}
        {statuses.full > 0 && <Total title={text.totals.full} value={count(statuses.full)} bad />}
        {flagged > 0 && <Total title={text.totals.flagged} value={count(flagged)} />}
      </dl>
      <div className={`${kit.columns} ${styles.debug}`}>
        <StageTable reading={reading} marks={marks} />
        <Changes reading={reading} marks={marks} />
      </div>
    </>
  )
}

/** Why the chart of the accuracy is empty: no labels, too few, or only labels by hand or without a prediction. */
function noAccuracyText(all: Counters): string {
  if ((all.get(FIELD.labeled) ?? 0) > 0) return text.charts.fewLabels
  if ((all.get(FIELD.labels) ?? 0) > 0) return text.charts.onlyOtherLabels
  const byHand = all.get(FIELD.byHand) ?? 0
  return byHand > 0 ? text.charts.onlyByHand({ labels: byHand }) : text.charts.noLabels
}

/** The steps of the charts. */
type SteppedReading = Pick<Reading, 'steps' | 'step' | 'at'>

/** The length of each step in simulated minutes; the last step may not be over yet. */
function minutesOf({ steps, step, at }: SteppedReading): readonly number[] {
  return steps.map((one) => Math.max(MINUTE, Math.min(step, at - one.at)) / MINUTE)
}

/** The number of received and of answered requests per minute; a step that has just begun would look like a drop. */
export function trafficSeriesOf(reading: SteppedReading): readonly StepSeries[] {
  const minutes = minutesOf(reading)
  const least = reading.steps.length > 1 ? MINUTE : 1
  const rate = (of: (all: Counters) => number) =>
    reading.steps.map(({ all, at }, i) => (reading.at - at >= least ? of(all) / (minutes[i] as number) : Number.NaN))
  return [
    { name: text.series.received, token: 'data-other', y: rate(requestsOf) },
    { name: text.series.answered, token: 'data-1', y: rate(answeredOf) },
  ]
}

function answeredOf(all: Counters): number {
  const statuses = statusesOf(all)
  return STATUSES.reduce((sum, status) => sum + (HTTP_STATUS[status] === 200 ? statuses[status] : 0), 0)
}

/** The minimum number of labels for which a step's accuracy is drawn; with fewer labels it is mostly noise. */
const MIN_LABELS = 5

/** Accuracy measured from labels with its 95% interval, in which a repeated input counts once, or the mean absolute error for numeric predictions. */
export function qualitySeriesOf(
  { steps, buffer }: Pick<Reading, 'steps' | 'buffer'>,
  classes: number,
): readonly StepSeries[] {
  const inputsOf = distinctInputs(buffer)
  const all = steps.map((step) => qualityOf(step.all, classes, inputsOf))
  const of = (value: (one: (typeof all)[number]) => number) =>
    all.map((one) => (one.labeled < MIN_LABELS ? Number.NaN : value(one)))
  if (classes === 0) return [{ name: text.series.error, token: 'data-1', y: of(({ error }) => error) }]
  return [
    {
      ...{ name: text.series.accuracy, token: 'data-1', y: of(({ accuracy }) => accuracy) },
      ...{ low: of(({ interval }) => interval.low), high: of(({ interval }) => interval.high) },
    },
  ]
}

/** Wrong predictions per step, according to the simulated ground truth. */
export function harmSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly StepSeries[] {
  return [{ name: text.series.wrong, token: 'bad', y: steps.map(({ all }) => all.get(FIELD.harmed) ?? 0) }]
}

/** Latency from arrival to answer, in milliseconds. */
export function latencySeriesOf({ steps }: Pick<Reading, 'steps'>): readonly StepSeries[] {
  const all = steps.map((step) => latencyOf(step.all))
  return [
    { name: text.series.p50, token: 'data-1', y: all.map(({ p50 }) => p50) },
    { name: text.series.p95, token: 'data-2', y: all.map(({ p95 }) => p95) },
    { name: text.series.p99, token: 'data-3', y: all.map(({ p99 }) => p99) },
  ]
}

/** Other colors than those of the first versions, which are next to this chart. */
const STATUS_TOKENS: Readonly<Record<Exclude<Status, 'ok'>, string>> = {
  invalid: 'faint',
  limited: 'warn',
  full: 'heat-2',
  unready: 'data-4',
  failed: 'bad',
  abstained: 'data-5',
  fallback: 'data-other',
}

/** The share of each outcome except `ok`, as stacked series; outcomes that did not occur are omitted. */
export function statusSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly StepSeries[] {
  const counts = steps.map(({ all }) => ({ statuses: statusesOf(all), requests: requestsOf(all) }))
  return STATUSES.flatMap((status): StepSeries[] => {
    if (status === 'ok' || !counts.some(({ statuses }) => statuses[status] > 0)) return []
    const y = counts.map(({ statuses, requests }) => (requests > 0 ? statuses[status] / requests : Number.NaN))
    return [{ name: requestStatusText[status], token: STATUS_TOKENS[status], y, stacked: true }]
  })
}

/** The mean queue time in ms of the requests that were not rejected, and the mean number of requests in the queue. */
export function waitingSeriesOf({ steps, step, at }: SteppedReading): {
  readonly waited: readonly StepSeries[]
  readonly inQueue: readonly StepSeries[]
} {
  const ms = steps.map(({ all }) => (all.get(FIELD.waited) ?? 0) / 1000)
  const y = steps.map(({ all }, i) => (acceptedOf(all) > 0 ? (ms[i] as number) / acceptedOf(all) : Number.NaN))
  // Logs of earlier versions have only the queue time of the requests that arrived in a step.
  const queuedMs = steps.map(({ all }, i) => (all.has(FIELD.queued) ? (all.get(FIELD.queued) ?? 0) / 1000 : ms[i]))
  const elapsedMs = steps.map((one) => Math.min(step, Math.max(1, at - one.at)))
  return {
    waited: [{ name: text.series.queueTime, token: 'data-2', y }],
    inQueue: [
      { name: text.series.inQueue, token: 'data-3', y: queuedMs.map((all = 0, i) => all / (elapsedMs[i] as number)) },
    ],
  }
}

/** The share of requests answered by each version, as stacked series that show the rollout over time. */
export function rolloutSeriesOf({ steps }: Pick<Reading, 'steps'>, book: LogDictionary): readonly StepSeries[] {
  const versions = [...new Set(steps.flatMap((step) => [...step.versions.keys()]))].filter((one) => one !== NO_VERSION)
  const answered = (step: LogStep, version: number) => requestsOf(step.versions.get(version) ?? new Map())
  const all = steps.map((step) => versions.reduce((sum, version) => sum + answered(step, version), 0))
  return versions
    .toSorted((a, b) => a - b)
    .map((version, i) => ({
      name: versionLabel(book, version),
      token: classToken(i),
      y: steps.map((step, k) => ((all[k] as number) > 0 ? answered(step, version) / (all[k] as number) : Number.NaN)),
      stacked: true,
    }))
}

/**
 * For each time step: the number of warm replicas, grouped by the version that served requests, and the number of
 * requests that waited for a replica to start.
 */
export function replicaSeriesOf(
  { steps }: Pick<Reading, 'steps'>,
  book: LogDictionary,
): {
  readonly warm: readonly StepSeries[]
  readonly cold: readonly StepSeries[]
} {
  const all = steps.map((step) => replicasOf(step.all))
  const versions = [...new Set(steps.flatMap((step) => [...step.versions.keys()]))].toSorted((a, b) => a - b)
  const none: Counters = new Map()
  const answered = versions.filter((one) => one !== NO_VERSION)
  return {
    warm: versions
      .map((version) => ({
        name: version === NO_VERSION ? text.series.noVersionAnswered : versionLabel(book, version),
        token: version === NO_VERSION ? 'faint' : classToken(answered.indexOf(version)),
        y: steps.map((step) => replicasOf(step.versions.get(version) ?? none).warm),
      }))
      .filter(({ y }) => y.some(Number.isFinite)),
    cold: [
      {
        name: text.series.waitedForStart,
        token: 'data-2',
        y: steps.map((step, i) => (requestsOf(step.all) > 0 ? (all[i]?.cold ?? 0) : Number.NaN)),
        stacked: true,
      },
    ],
  }
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
        {sim && <span className={kit.tag}>{text.simulated}</span>}
      </dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Shows the time spent in each stage, excluding queue time. */
function StageTable({ reading: { book, hourly } }: OnCallProps) {
  const rows = loggedStages(book, useStages()).flatMap(({ id, index, title, kind, drawn }) => {
    const counters = hourly.stages.get(index)
    const replicas = kind === 'model' && drawn ? count(Number(drawn.node.params.replicas ?? 1)) : ''
    return counters
      ? [{ id, title, replicas, latency: latencyOf(counters), passed: counters.get(FIELD.passed) ?? 0 }]
      : []
  })
  const isDrill = useIsDrill()
  const cold = Math.max(0, ...Object.values(book.timing.models).map((one) => one.cold ?? 0))
  return (
    <section className={kit.section} aria-label={text.stages.label}>
      <h3>{text.stages.title}</h3>
      <DataTable
        look="figures"
        columns={[
          { head: text.stages.stage, cell: ({ title }) => title, heading: true, name: true },
          { head: text.stages.requests, cell: ({ passed }) => count(passed) },
          { head: text.stages.mean, cell: ({ latency }) => latencyMs(latency.mean) },
          { head: text.stages.p50, cell: ({ latency }) => latencyMs(latency.p50) },
          { head: text.stages.p95, cell: ({ latency }) => latencyMs(latency.p95) },
          { head: text.stages.p99, cell: ({ latency }) => latencyMs(latency.p99) },
          { head: text.stages.replicas, cell: ({ replicas }) => replicas },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
      />
      {cold > 0 && <p className={kit.caption}>{text.stages.coldStart({ ms: cold, isDrill })}</p>}
    </section>
  )
}

/** Lists the latest changes, each with its author and reason. */
function Changes({ reading: { changes, window } }: OnCallProps) {
  const within = changes.filter(({ at }) => at >= window.from && at <= window.to).slice(-MAX_CHANGES)
  return (
    <section className={kit.section} aria-label={text.changes.title}>
      <h3>{text.changes.title}</h3>
      {within.length === 0 && <p className={kit.caption}>{text.changes.none}</p>}
      <ol className={`${kit.facts} ${kit.scroll} ${styles.changes}`}>
        {within.toReversed().map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several changes can have the same time, and entries have no id
          <li key={i}>
            <time className={kit.faintCaption}>{virtualTime(change.at)}</time>
            <span>{changeText(change)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The maximum number of changes to list. */
const MAX_CHANGES = 40
