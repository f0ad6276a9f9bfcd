/** @file OwnerView: the business dashboard: health in one line, wrong predictions, cost, availability, and their trends. */
import type { ReactNode } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { count, precisePercent, number, significant } from '../../../../messages/format'
import type { Prices } from '../../../../ops/reducers/cost'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { useKept } from '../../../shell/use-kept'
import type { Alarm } from '../alerts/alarm'
import { useAlarm } from '../alerts/use-alerts'
import { useDrillGoesOn } from '../drills/use-drill'
import { useDesk } from '../use-operate'
import { bookStages } from './book-stages'
import { factsOf, healthOf, withoutPrediction } from './log-summary'
import styles from './live.module.css'
import { type Depth, useLiveView } from './live-view'
import { moneyOf, PRICES } from './money'
import type { Mark } from './plot/marks'
import { TimePlot } from './plot/time-plot'
import { harmSeriesOf, qualitySeriesOf, successSeriesOf, trafficSeriesOf } from './series'
import { useStages } from './use-stages'
import type { Reading } from './use-reading'

export interface DepthProps {
  readonly reading: Reading
  readonly marks: readonly Mark[]
}

export function OwnerView({ reading, marks }: DepthProps) {
  const { steps, book, sum, hourly, past } = reading
  const classes = book.classes.length
  const facts = factsOf(sum, classes)
  const alarm = useAlarm(reading.window)
  const health = healthOf(steps, sum, classes, past, alarm)
  const { statuses, quality } = facts
  const unanswered = statuses.failed + statuses.unready + statuses.limited
  const at = steps.map((step) => step.at)
  const hidden = useDrillGoesOn()
  const same = { reading, at, marks }
  return (
    <>
      <p className={styles.standing} data-tone={health.tone} role="status">
        {alarm && !alarm.isOver && <AlarmLink alarm={alarm} />} {health.text}{' '}
        {alarm?.isOver && <AlarmLink alarm={alarm} />}
      </p>
      <div className={styles.cards}>
        {classes > 0 ? (
          <Card
            title={text.wrong.title}
            sim={text.wrong.sim}
            to="debug"
            figure={hidden || facts.known === 0 ? text.nothing : count(facts.wrong)}
          >
            {hidden ? text.hidden : facts.known === 0 ? text.wrong.unknown : text.wrong.share(facts)}
          </Card>
        ) : (
          <Card
            title={text.error.title}
            to="debug"
            figure={quality.labelled === 0 ? text.nothing : significant(quality.error)}
          >
            {quality.labelled === 0 ? text.error.none : text.error.basis({ labels: quality.labelled })}
          </Card>
        )}
        <CostCard reading={reading} hourly={hourly} />
        <Card title={text.availability.title} to="call" figure={precisePercent(facts.success)}>
          {text.availability.details({ unanswered, ...withoutPrediction(facts), invalid: statuses.invalid })}
        </Card>
        <Card title={text.requests.title} to="call" figure={count(facts.requests)}>
          {facts.cached > 0 ? text.requests.cached({ share: facts.cached }) : text.requests.noneCached}
        </Card>
      </div>
      <div className={styles.charts}>
        <TimePlot
          {...same}
          title={classes > 0 ? text.charts.accuracy : text.error.title}
          series={qualitySeriesOf(reading, classes)}
          words={classes > 0 ? precisePercent : number}
          none={facts.quality.labelled > 0 ? text.charts.fewLabels : text.charts.noLabels}
          {...(classes > 0 ? { most: 1 } : { least: 0 })}
        />
        <TimePlot
          {...same}
          title={text.availability.title}
          series={successSeriesOf(reading)}
          words={precisePercent}
          most={1}
        />
        <TimePlot
          {...same}
          title={text.charts.perMinute}
          origin="sim"
          series={trafficSeriesOf(reading)}
          words={number}
          least={0}
        />
        {classes > 0 && !hidden && (
          <TimePlot
            {...same}
            title={text.wrong.title}
            origin="sim"
            series={harmSeriesOf(reading)}
            words={number}
            least={0}
          />
        )}
      </div>
    </>
  )
}

/** Opens the Incidents tab, which lists open incidents first. */
function AlarmLink({ alarm }: { readonly alarm: Alarm }) {
  const desk = useDesk()
  return (
    <button type="button" title={text.openIncidents} onClick={() => desk.show('incidents')}>
      {alarm.words}
    </button>
  )
}

interface CardProps {
  readonly title: string
  readonly figure: string
  /** Tooltip of the mark for simulated values; absent for measured ones. */
  readonly sim?: string
  /** The dashboard with the details. */
  readonly to: Depth
  readonly children: ReactNode
}

function Card({ title, figure, sim, to, children }: CardProps) {
  const [, set] = useLiveView()
  return (
    <section className={styles.card} aria-label={title}>
      <h3>
        <button type="button" title={to === 'call' ? text.openCall : text.openDebug} onClick={() => set({ depth: to })}>
          {title}
        </button>
        {sim && (
          <span className={styles.sim} title={sim}>
            {text.simulated}
          </span>
        )}
      </h3>
      <b className={styles.figure}>{figure}</b>
      <p>{children}</p>
    </section>
  )
}

/** Prices are a personal setting, saved on this device. */
function CostCard({
  reading: { sum, book },
  hourly,
}: {
  readonly reading: Reading
  readonly hourly: Reading['hourly']
}) {
  const stages = useStages()
  const [busyHour, setBusyHour] = useKept('operate.price.hour', PRICES.busyHour)
  const [wrongAnswer, setWrong] = useKept('operate.price.wrong', PRICES.wrongAnswer)
  const [noAnswer, setNone] = useKept('operate.price.none', PRICES.noAnswer)
  const prices: Prices = { busyHour, wrongAnswer, noAnswer }
  const models = bookStages(book, stages).flatMap(({ kind, place }) => (kind === 'model' ? [place] : []))
  const cost = moneyOf(sum, hourly, models, prices)
  const hidden = useDrillGoesOn()
  return (
    <section className={styles.card} aria-label={text.cost.title}>
      <h3>
        {text.cost.title}
        <span className={styles.sim} title={text.cost.sim}>
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
            <NumberField label={text.cost.hour} value={busyHour} min={0} max={1e9} onChange={setBusyHour} />
            <NumberField label={text.cost.wrong} value={wrongAnswer} min={0} max={1e9} onChange={setWrong} />
            <NumberField label={text.cost.unanswered} value={noAnswer} min={0} max={1e9} onChange={setNone} />
            <p>{text.cost.currency}</p>
          </div>
        </Popover>
      </h3>
      <b className={styles.figure}>{hidden ? text.nothing : text.cost.total(cost)}</b>
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
