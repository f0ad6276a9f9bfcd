/**
 * @file BusinessView: the business dashboard: a one-line health summary, and the trends of wrong predictions, cost and
 * availability.
 */
import type { ReactNode } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { count, number, percentTick, precisePercent, significant } from '../../../../messages/format'
import type { Prices } from '../../../../ops/log/log-metrics'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { useStoredSetting } from '../../../shell/use-stored-setting'
import { useRunCommand } from '../../../studio-context'
import type { Alarm } from '../alerts/use-alerts'
import { useAlarm } from '../alerts/use-alerts'
import { useDrillContinues } from '../drills/drills'
import { loggedStages, useStages } from '../stages'
import styles from './live.module.css'
import type { Mark } from './log-series'
import {
  costOfRange,
  DEFAULT_PRICES,
  harmSeriesOf,
  qualitySeriesOf,
  successSeriesOf,
  trafficSeriesOf,
} from './log-series'
import { healthOf, summarizeLog, withoutPrediction } from './log-summary'
import { TimePlot } from './time-plot'
import type { Reading } from './time-range'
import { type Dashboard, useLiveView } from './time-range'

export interface DashboardProps {
  readonly reading: Reading
  readonly marks: readonly Mark[]
}

/** How a chart shows simulated numbers, and simulated counts. */
export const SIMULATED = { origin: 'sim', format: number } as const
export const COUNTS = { ...SIMULATED, least: 0 } as const

export function BusinessView({ reading, marks }: DashboardProps) {
  const { steps, book, sum, past } = reading
  const classes = book.classes.length
  const summary = summarizeLog(sum, classes)
  const alarm = useAlarm(reading.window)
  const health = healthOf(steps, sum, classes, past, alarm)
  const { statuses, quality } = summary
  const unanswered = statuses.failed + statuses.unready + statuses.limited
  const at = steps.map((step) => step.at)
  const hidden = useDrillContinues()
  const shared = { reading, at, marks }
  return (
    <>
      <p className={styles.health} data-tone={health.tone} role="status">
        {alarm && !alarm.isOver && <AlarmLink alarm={alarm} />} {health.text}{' '}
        {alarm?.isOver && <AlarmLink alarm={alarm} />}
      </p>
      <div className={styles.cards}>
        {classes > 0 ? (
          <Card
            title={text.wrong.title}
            sim={text.wrong.sim}
            to="debug"
            figure={hidden || summary.known === 0 ? text.nothing : count(summary.wrong)}
          >
            {hidden ? text.hidden : summary.known === 0 ? text.wrong.unknown : text.wrong.share(summary)}
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
      <div className={styles.charts}>
        <TimePlot
          {...shared}
          title={classes > 0 ? text.charts.accuracy : text.error.title}
          series={qualitySeriesOf(reading, classes)}
          format={classes > 0 ? precisePercent : number}
          none={summary.quality.labeled > 0 ? text.charts.fewLabels : text.charts.noLabels}
          {...(classes > 0 ? { most: 1, formatTick: percentTick } : { least: 0 })}
        />
        <TimePlot
          {...shared}
          title={text.availability.title}
          series={successSeriesOf(reading)}
          format={precisePercent}
          formatTick={percentTick}
          most={1}
        />
        <TimePlot {...shared} {...COUNTS} title={text.charts.perMinute} series={trafficSeriesOf(reading)} />
        {classes > 0 && !hidden && (
          <TimePlot {...shared} {...COUNTS} title={text.wrong.title} series={harmSeriesOf(reading)} />
        )}
      </div>
    </>
  )
}

/** A link to the Incidents tab, which lists open incidents first. */
function AlarmLink({ alarm }: { readonly alarm: Alarm }) {
  const run = useRunCommand()
  return (
    <button
      type="button"
      title={text.openIncidents}
      onClick={() => run('room.open', { room: 'operate', tab: 'incidents' })}
    >
      {alarm.words}
    </button>
  )
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
    <section className={styles.card} aria-label={title}>
      <h3>
        <button
          type="button"
          title={to === 'call' ? text.openCall : text.openDebug}
          onClick={() => set({ dashboard: to })}
        >
          {title}
        </button>
        {sim && (
          <span className={styles.simulated} title={sim}>
            {text.simulated}
          </span>
        )}
      </h3>
      <b className={styles.value}>{figure}</b>
      <p>{children}</p>
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
    <section className={styles.card} aria-label={text.cost.title}>
      <h3>
        {text.cost.title}
        <span className={styles.simulated} title={text.cost.sim}>
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
          <div className={styles.prices}>
            <NumberField {...PRICE} label={text.cost.hour} value={busyHour} onChange={setBusyHour} />
            <NumberField {...PRICE} label={text.cost.wrong} value={wrongAnswer} onChange={setWrong} />
            <NumberField {...PRICE} label={text.cost.unanswered} value={noAnswer} onChange={setNone} />
            <p>{text.cost.currency}</p>
          </div>
        </Popover>
      </h3>
      <b className={styles.value}>{hidden ? text.nothing : text.cost.total(cost)}</b>
      <p>
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
