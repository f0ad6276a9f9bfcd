/** @file OwnerView: what the service does to those who ask it and what it costs: one sentence, four numbers, the trend. */
import type { ReactNode } from 'react'
import { count, counted, percent, significant } from '../../../../messages/format'
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
import { factsOf, figure, share, standingOf, withoutModel } from './log-summary'
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
  const standing = standingOf(steps, sum, classes, past, alarm)
  const { statuses, quality } = facts
  const lost = statuses.failed + statuses.unready + statuses.limited
  const at = steps.map((step) => step.at)
  const hidden = useDrillGoesOn()
  const same = { reading, at, marks }
  return (
    <>
      <p className={styles.standing} data-tone={standing.tone} role="status">
        {alarm && !alarm.isOver && <AlarmLink alarm={alarm} />} {standing.words}{' '}
        {alarm?.isOver && <AlarmLink alarm={alarm} />}
      </p>
      <div className={styles.cards}>
        {classes > 0 ? (
          <Card
            title="Wrong answers"
            sim="By the truth, which the simulated world knows and no service does"
            to="debug"
            figure={hidden || facts.known === 0 ? '–' : count(facts.wrong)}
          >
            {hidden
              ? HIDDEN
              : facts.known === 0
                ? 'The truth of nothing here is known.'
                : `${percent(facts.wrong / facts.known)} of ${count(facts.known)} answers`}
          </Card>
        ) : (
          <Card title="Mean error" to="debug" figure={quality.labelled === 0 ? '–' : significant(quality.error)}>
            {quality.labelled === 0 ? 'No label came yet.' : `by ${counted(quality.labelled, 'label')}`}
          </Card>
        )}
        <CostCard reading={reading} hourly={hourly} />
        <Card title="Answered" to="call" figure={share(facts.success)}>
          {lost === 0 ? 'none was turned away' : `${count(lost)} got no answer`}
          {withoutModel(facts)}
          {statuses.invalid > 0 && `, ${count(statuses.invalid)} were invalid`}
        </Card>
        <Card title="Requests" to="call" figure={count(facts.requests)}>
          {facts.cached > 0 ? `${percent(facts.cached)} from the cache` : 'none from the cache'}
        </Card>
      </div>
      <div className={styles.charts}>
        <TimePlot
          {...same}
          title={classes > 0 ? 'Accuracy' : 'Error'}
          series={qualitySeriesOf(reading, classes)}
          words={classes > 0 ? share : figure}
          none={
            facts.quality.labelled > 0
              ? 'Too few labels at any point of this chart for a line.'
              : 'No labels yet: they come as the score has it.'
          }
          {...(classes > 0 ? { most: 1 } : { least: 0 })}
        />
        <TimePlot {...same} title="Answered" series={successSeriesOf(reading)} words={share} most={1} />
        <TimePlot
          {...same}
          title="Requests a minute"
          origin="sim"
          series={trafficSeriesOf(reading)}
          words={figure}
          least={0}
        />
        {classes > 0 && !hidden && (
          <TimePlot
            {...same}
            title="Wrong answers"
            origin="sim"
            series={harmSeriesOf(reading)}
            words={figure}
            least={0}
          />
        )}
      </div>
    </>
  )
}

/** Leads to the incidents, which begin with what is open. */
function AlarmLink({ alarm }: { readonly alarm: Alarm }) {
  const desk = useDesk()
  return (
    <button type="button" title="Look at the incidents" onClick={() => desk.show('incidents')}>
      {alarm.words}
    </button>
  )
}

/** In a drill what the world knows is to be found. */
const HIDDEN = 'Told when the drill is over: no service knows it. Labels tell.'

interface CardProps {
  readonly title: string
  readonly figure: string
  /** Said of what is simulated. */
  readonly sim?: string
  /** Where it is told in full. */
  readonly to: Depth
  readonly children: ReactNode
}

function Card({ title, figure, sim, to, children }: CardProps) {
  const [, set] = useLiveView()
  return (
    <section className={styles.card} aria-label={title}>
      <h3>
        <button
          type="button"
          title={to === 'call' ? 'Look as on call' : 'Look for the fault'}
          onClick={() => set({ depth: to })}
        >
          {title}
        </button>
        {sim && (
          <span className={styles.sim} title={sim}>
            sim
          </span>
        )}
      </h3>
      <b className={styles.figure}>{figure}</b>
      <p>{children}</p>
    </section>
  )
}

/** Prices are this person's: the device remembers them. */
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
  const hours = cost.busyMs / 3_600_000
  return (
    <section className={styles.card} aria-label="Cost">
      <h3>
        Cost
        <span
          className={styles.sim}
          title="From simulated traffic and the truth of its world, with time measured on this device"
        >
          sim
        </span>
        <Popover
          label="Prices"
          trigger={
            <Button size="small" tone="quiet">
              Prices
            </Button>
          }
        >
          <div className={styles.prices}>
            <NumberField label="An hour of a model at work" value={busyHour} min={0} max={1e9} onChange={setBusyHour} />
            <NumberField label="A wrong answer" value={wrongAnswer} min={0} max={1e9} onChange={setWrong} />
            <NumberField label="No answer" value={noAnswer} min={0} max={1e9} onChange={setNone} />
            <p>In whatever currency you think in.</p>
          </div>
        </Popover>
      </h3>
      <b className={styles.figure}>{hidden ? '–' : money(cost.money)}</b>
      <p>
        {hidden
          ? HIDDEN
          : `${money(wrongAnswer * cost.wrong)} for wrong, ${money(noAnswer * cost.unanswered)} for none, ${money(busyHour * hours)} for ${hoursWords(hours)} of a model at work`}
      </p>
    </section>
  )
}

function money(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 })
}

function hoursWords(hours: number): string {
  return hours < 1 / 60
    ? `${(3600 * hours).toFixed(1)} s`
    : hours < 1
      ? `${(60 * hours).toFixed(1)} min`
      : `${hours.toFixed(1)} h`
}
