/**
 * @file BusinessView: the business dashboard: a one-line health summary, and the trends of wrong predictions, cost and
 * availability.
 */
import type { ReactNode } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { count, number, percentTick, precisePercent, significant } from '../../../../messages/format'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import { distinctInputs } from '../../../../ops/log/distinct-inputs'
import {
  errorsOf,
  type Cost,
  costOf,
  type Prices,
  qualityOf,
  requestsOf,
  type StepCounts,
  statusesOf,
  successOf,
  type Window,
} from '../../../../ops/log/log-metrics'
import { HTTP_STATUS, STATUSES } from '../../../../ops/log-entry'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { useStoredSetting } from '../../../kit/use-stored-setting'
import { alarmOf, firingIncidents, useIncidents } from '../alerts/incident-column'
import { useDrillContinues } from '../drills/drills'
import { loggedStages, useStages } from '../stages'
import { useDownStages } from '../use-stage-traffic'
import type { Mark } from '../change-marks'
import kit from '../../../kit/kit.module.css'
import styles from './live.module.css'
import { type AlertState, countObjectives, healthOf, summarizeLog, withoutPrediction } from './log-summary'
import { type StepSeries, TimePlot } from './time-plot'
import { type Dashboard, type Reading, useLiveView } from './time-range'

export interface DashboardProps {
  readonly reading: Reading
  readonly marks: readonly Mark[]
}

/** How a chart shows simulated numbers, and simulated counts. */
export const SIMULATED = { origin: 'sim', format: number } as const
export const COUNTS = { ...SIMULATED, start: 0 } as const

export function BusinessView({ reading, marks }: DashboardProps) {
  const { steps, book, sum, past } = reading
  const classes = book.classes.length
  const summary = summarizeLog(sum, classes)
  const alerts = useAlertState(reading.window)
  const health = healthOf(steps, sum, classes, past, alerts, reading.hour)
  const down = useDownStages()
  // A selected range may have ended before.
  const isNow = reading.window.to >= reading.at
  const { statuses, quality } = summary
  const unanswered = errorsOf(statuses)
  const at = steps.map((step) => step.at)
  const hidden = useDrillContinues()
  const shared = { reading, at, marks }
  return (
    <>
      <p className={kit.note} data-tone={health.tone} role="status">
        {isNow && down.join(' ')} {health.text}
      </p>
      <div className={styles.cards}>
        {classes > 0 ? (
          <Card
            title={text.wrong.title}
            sim={text.wrong.sim}
            to="debug"
            figure={hidden || summary.known === 0 ? text.nothing : count(summary.wrong)}
          >
            {hidden
              ? text.hidden
              : summary.known === 0
                ? statuses.ok === 0
                  ? text.wrong.noPrediction
                  : text.wrong.unknown
                : text.wrong.share(summary)}
          </Card>
        ) : (
          <Card
            title={text.error.title}
            to="debug"
            figure={quality.labeled === 0 ? text.nothing : significant(quality.error)}
          >
            {quality.labeled === 0 ? text.error.none : text.error.basis({ labels: quality.labeled })}
          </Card>
        )}
        <CostCard reading={reading} />
        <Card title={text.availability.title} to="call" figure={precisePercent(summary.success)}>
          {text.availability.details({ unanswered, ...withoutPrediction(summary), invalid: statuses.invalid })}
        </Card>
        <Card title={text.requests.title} to="call" figure={count(summary.requests)}>
          {summary.cached > 0 ? text.requests.cached({ share: summary.cached }) : text.requests.noneCached}
        </Card>
      </div>
      <div className={`${kit.columns} ${styles.charts}`}>
        <TimePlot
          {...shared}
          title={classes > 0 ? text.charts.accuracy : text.error.title}
          series={qualitySeriesOf(reading, classes)}
          format={classes > 0 ? precisePercent : number}
          none={noAccuracyText(sum.all)}
          {...(classes > 0 ? { limit: 1, formatTick: percentTick } : { start: 0 })}
        />
        <TimePlot
          {...shared}
          title={text.availability.title}
          series={successSeriesOf(reading)}
          format={precisePercent}
          formatTick={percentTick}
          limit={1}
        />
        <TimePlot {...shared} {...COUNTS} title={text.charts.perMinute} series={trafficSeriesOf(reading)} />
        {classes > 0 && !hidden && (
          <TimePlot {...shared} {...COUNTS} title={text.wrong.title} series={harmSeriesOf(reading)} />
        )}
      </div>
    </>
  )
}

/** The alerts and objectives of the open service, for the window that is shown. */
function useAlertState(window: Pick<Window, 'from' | 'to'>): AlertState {
  const known = useIncidents()
  if (!known) return {}
  const { incidents, log, state } = known
  return {
    alarm: alarmOf(incidents, log.book, window),
    firing: firingIncidents(incidents, log.book),
    objectives: countObjectives(state, window),
  }
}

/** Why the chart of the accuracy is empty: no labels, only labels of requests without a prediction, or too few. */
function noAccuracyText(all: Counters): string {
  if ((all.get(FIELD.labeled) ?? 0) > 0) return text.charts.fewLabels
  return (all.get(FIELD.labels) ?? 0) > 0 ? text.charts.onlyOtherLabels : text.charts.noLabels
}

/** The steps of the charts. */
export type SteppedReading = Pick<Reading, 'steps' | 'step' | 'at'>

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

/** Availability: the share of valid requests that were answered. */
export function successSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly StepSeries[] {
  return [{ name: text.series.availability, token: 'data-1', y: steps.map(({ all }) => successOf(all)) }]
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

interface CardProps {
  readonly title: string
  readonly figure: string
  /** Tooltip for the badge that marks a value as simulated; absent for measured values. */
  readonly sim?: string
  /** The dashboard to open for details. */
  readonly to: Dashboard
  readonly children: ReactNode
}

function Card({ title, figure, sim, to, children }: CardProps) {
  const [, set] = useLiveView()
  return (
    <section className={`${kit.section} ${styles.card}`} aria-label={title}>
      <h3>
        <button
          type="button"
          className={kit.link}
          title={to === 'call' ? text.openCall : text.openDebug}
          onClick={() => set({ dashboard: to })}
        >
          {title}
        </button>
        {sim && (
          <span className={kit.tag} title={sim}>
            {text.simulated}
          </span>
        )}
      </h3>
      <b className={styles.value}>{figure}</b>
      <p className={kit.caption}>{children}</p>
    </section>
  )
}

const PRICE = { min: 0, max: 1e9 }

/** Shows the cost at the user's prices, which are a setting saved on this device. */
function CostCard({ reading: { sum, book, hourly } }: { readonly reading: Reading }) {
  const stages = useStages()
  const [busyHour, setBusyHour] = useStoredSetting('operate.price.hour', DEFAULT_PRICES.busyHour)
  const [wrongAnswer, setWrong] = useStoredSetting('operate.price.wrong', DEFAULT_PRICES.wrongAnswer)
  const [noAnswer, setNone] = useStoredSetting('operate.price.none', DEFAULT_PRICES.noAnswer)
  const prices: Prices = { busyHour, wrongAnswer, noAnswer }
  const models = loggedStages(book, stages).flatMap(({ kind, index }) => (kind === 'model' ? [index] : []))
  const cost = costOfRange(sum, hourly, models, prices)
  const hidden = useDrillContinues()
  return (
    <section className={`${kit.section} ${styles.card}`} aria-label={text.cost.title}>
      <h3>
        {text.cost.title}
        <span className={kit.tag} title={text.cost.sim}>
          {text.simulated}
        </span>
        <Popover
          label={text.cost.prices}
          trigger={
            <Button size="small" tone="quiet">
              {text.cost.prices}
            </Button>
          }
        >
          <div className={`${kit.stack} ${styles.prices}`}>
            <NumberField {...PRICE} label={text.cost.hour} value={busyHour} onChange={setBusyHour} />
            <NumberField {...PRICE} label={text.cost.wrong} value={wrongAnswer} onChange={setWrong} />
            <NumberField {...PRICE} label={text.cost.unanswered} value={noAnswer} onChange={setNone} />
            <p className={kit.caption}>{text.cost.currency}</p>
          </div>
        </Popover>
      </h3>
      <b className={styles.value}>{hidden ? text.nothing : text.cost.total(cost)}</b>
      <p className={kit.caption}>
        {hidden
          ? text.hidden
          : text.cost.details({
              wrong: wrongAnswer * cost.wrong,
              unanswered: noAnswer * cost.unanswered,
              compute: (busyHour * cost.busyMs) / 3_600_000,
              computeMs: cost.busyMs,
            })}
      </p>
    </section>
  )
}

/** The default prices. */
export const DEFAULT_PRICES: Prices = { busyHour: 0.5, wrongAnswer: 1, noAnswer: 0.1 }

/**
 * The cost incurred over a time range. `hourly` contains the stage times of whole hours, which are attributed to the
 * range in proportion to its share of the requests.
 */
export function costOfRange(sum: StepCounts, hourly: StepCounts, models: readonly number[], prices: Prices): Cost {
  const part = requestsOf(sum.all) / Math.max(1, requestsOf(hourly.all))
  const stages = models.map((stage) => {
    const counters: Counters = new Map()
    for (const [field, value] of hourly.stages.get(stage) ?? []) counters.set(field, value * Math.min(1, part))
    return counters
  })
  return costOf(sum.all, stages, prices)
}
