/** @file SloCard: one objective: its sentence, what is left of its budget, how fast it burns; opened, a threshold over the past. */
import { useEffect, useRef, useState } from 'react'
import type { GradedFault } from '../../../../ops/alerts/grading'
import { budgetOf } from '../../../../ops/reducers/objectives'
import { qualityOf } from '../../../../ops/reducers/quality'
import { total } from '../../../../ops/reducers/window'
import { DAY, MINUTE } from '../../../../ops/scenario/scenario'
import { sloSentence } from '../../../../ops/slo'
import { counted } from '../../../../messages/format'
import { IconButton } from '../../../kit/icon-button'
import { useRun } from '../../../studio-context'
import { useScore } from '../dock/use-score'
import styles from './alerts.module.css'
import { BudgetChart } from './budget-chart'
import { budgetSpan } from './budget-words'
import { BurnWindows } from './burn-windows'
import { countWords, minutesWords, shareWords } from './figures'
import { SloSentence } from './slo-sentence'
import { Threshold } from './threshold'
import type { Alerts } from './use-alerts'

const NONE: readonly GradedFault[] = []

type Watched = Alerts['state']['watched'][number]

export interface SloCardProps {
  readonly alerts: Alerts
  readonly one: Watched
  /** Just added: it comes into sight. */
  readonly isFresh: boolean
}

export function SloCard({ alerts, one, isFresh }: SloCardProps) {
  const run = useRun()
  const [chosen, setChosen] = useState<string>()
  const card = useInSight(isFresh)
  const { state, grade } = alerts
  const { slo, past } = one
  const score = useScore()
  const rule = state.rules.find(({ id }) => id === chosen)
  const minutes = past?.counts.minutes
  const felt = grade?.faults.filter((fault) => fault.felt.includes(slo.id)) ?? NONE
  return (
    <section ref={card} className={styles.card} aria-label={sloSentence(slo)}>
      <div className={styles.head}>
        <SloSentence slo={slo} />
        <span className={styles.grow} />
        <IconButton
          label={`Remove: ${sloSentence(slo)}`}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => run('slo.remove', { slo: slo.id })}
        />
      </div>
      {minutes && past && one.period.total > 0 ? (
        <>
          <div className={styles.halves}>
            <div>
              <Left alerts={alerts} one={one} />
              <BudgetChart slo={slo} minutes={minutes} left={budgetOf(state, one).left} />
            </div>
            <BurnWindows
              slo={slo}
              rules={state.rules}
              minutes={minutes}
              firing={past.watch.firing}
              chosen={chosen}
              onChoose={(id) => setChosen(id === chosen ? undefined : id)}
            />
          </div>
          {rule && <Threshold key={rule.id} {...{ slo, rule, minutes, score }} rules={state.rules} faults={felt} />}
        </>
      ) : (
        <p className={styles.soft}>
          {slo.kind === 'accuracy' ? 'No label has come yet.' : 'No request has come yet.'} Its budget is whole.
        </p>
      )}
    </section>
  )
}

/** What is left and for how long. */
function Left({ alerts, one }: { readonly alerts: Alerts; readonly one: Watched }) {
  const { left, minutesLeft, bad, total: all, seenMinutes } = budgetOf(alerts.state, one)
  const rests = minutesLeft === undefined
  return (
    <p className={styles.left}>
      <b data-bad={left < 0}>{shareWords(left)}</b> {budgetSpan(one.slo.overDays, seenMinutes)}: {countWords(bad)} of{' '}
      {countWords(all)} were bad.{' '}
      {left <= 0
        ? 'More is gone than there was.'
        : rests
          ? 'In the last hour it did not burn.'
          : minutesLeft > one.slo.overDays * (DAY / MINUTE)
            ? `At the pace of the last hour it lasts for more than the ${counted(one.slo.overDays, 'day')} it is for.`
            : `At the pace of the last hour it is gone in ${minutesWords(minutesLeft)}.`}
      {one.slo.kind === 'accuracy' && <Labels alerts={alerts} one={one} />}
    </p>
  )
}

/** How sure that is, and how old. */
function Labels({ alerts, one }: { readonly alerts: Alerts; readonly one: Watched }) {
  const { log, state } = alerts
  const to = state.minute * MINUTE
  const from = Math.max(0, to - one.slo.overDays * DAY)
  const { accuracy, interval, labelled, delayMs } = qualityOf(
    total(log.readings.aggregates, { from, to }),
    log.book?.classes.length ?? 0,
  )
  if (labelled === 0 || Number.isNaN(accuracy)) return null
  return (
    <span className={styles.soft}>
      {' '}
      Right by {countWords(labelled)} labels: {shareWords(accuracy)}, 95 % interval {shareWords(interval.low)} to{' '}
      {shareWords(interval.high)}; a label comes after {minutesWords(Math.round(delayMs / MINUTE))} in the mean.
    </span>
  )
}

/** What has just come scrolls into sight: below it is the score. */
function useInSight(isFresh: boolean) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isFresh) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isFresh])
  return ref
}
