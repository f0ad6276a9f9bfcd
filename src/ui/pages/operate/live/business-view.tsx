/**
 * @file BusinessView: the business row: a one-line health summary, wrong predictions, cost, availability and requests.
 */
import type { ReactNode } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { count, precisePercent, significant } from '../../../../messages/format'
import type { Counters } from '../../../../ops/log/counters'
import {
  errorsOf,
  type Cost,
  costOf,
  type Prices,
  requestsOf,
  type StepCounts,
  type Window,
} from '../../../../ops/log/log-metrics'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { useStoredSetting } from '../../../kit/use-stored-setting'
import { alarmOf, firingIncidents, useIncidents } from '../alerts/incident-column'
import { useDrillContinues } from '../drills/drills'
import { loggedStages, useStages } from '../stages'
import { useIsDrill } from '../use-operate'
import { useDownStages } from '../use-stage-traffic'
import kit from '../../../kit/kit.module.css'
import styles from './live.module.css'
import { type AlertState, countObjectives, healthOf, summarizeLog, withoutPrediction } from './log-summary'
import { type Dashboard, DASHBOARDS, type Reading, useLiveView } from './time-range'

export function BusinessView({ reading }: { readonly reading: Reading }) {
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
  const hidden = useDrillContinues()
  return (
    <>
      <p className={`${kit.note} ${kit.small}`} data-tone={health.tone} role="status">
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
            {quality.labeled > 0
              ? text.error.basis({ labels: quality.labeled })
              : summary.byHand > 0
                ? text.error.onlyByHand({ labels: summary.byHand })
                : text.error.none}
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
  const [{ dashboard }, set] = useLiveView()
  // A dashboard that shows more stays open.
  const deeper = DASHBOARDS.indexOf(dashboard) < DASHBOARDS.indexOf(to) ? to : dashboard
  const show = () => {
    set({ dashboard: deeper })
    requestAnimationFrame(() => document.querySelector(`[data-depth="${to}"]`)?.scrollIntoView())
  }
  return (
    <section className={styles.card} aria-label={title}>
      <h3>
        <button
          type="button"
          className={kit.link}
          title={to === 'call' ? text.openCall : text.openDebug}
          onClick={show}
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
    <section className={styles.card} aria-label={text.cost.title}>
      <h3>
        {text.cost.title}
        <span className={kit.tag} title={text.cost.sim({ isDrill: useIsDrill() })}>
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
      <p className={kit.caption} title={text.cost.computeTime({ ms: cost.busyMs })}>
        {hidden
          ? text.hidden
          : text.cost.details({
              wrong: wrongAnswer * cost.wrong,
              unanswered: noAnswer * cost.unanswered,
              compute: (busyHour * cost.busyMs) / 3_600_000,
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
