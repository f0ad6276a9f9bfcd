/**
 * @file SloCard: a card for one objective with its sentence, error budget and burn rates; when expanded, it also tests
 * a threshold on past data.
 */
import { useEffect, useRef, useState } from 'react'
import type { GradedFault } from '../../../../ops/alerts/grade-alerts'
import { budgetOf } from '../../../../ops/log-reducers/objectives'
import { qualityOf } from '../../../../ops/log-reducers/labeled-accuracy'
import { totalCounters } from '../../../../ops/log-reducers/window-counts'
import { DAY, MINUTE } from '../../../../ops/scenario/scenario'
import { sloSentence } from '../../../../ops/slo'
import { objectivesText as text } from '../../../../messages/en/operate/objectives'
import { IconButton } from '../../../kit/icon-button'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import { useScenario } from '../scenario-timeline/use-scenario'
import styles from './alerts.module.css'
import { BudgetChart } from './budget-chart'
import { BurnWindows } from './burn-windows'
import { Threshold } from './threshold-chart'
import type { Alerts } from './use-alerts'
import { MAX_OVER_DAYS, MAX_WITHIN_MS, TARGET_PERCENT } from '../../../../ops/slo-limits'
import { type Slo, type SloField, DEFAULT_WITHIN_MS } from '../../../../ops/slo'
import { NumberField } from '../../../kit/number-field'

const NONE: readonly GradedFault[] = []

type ObjectiveState = Alerts['state']['objectives'][number]

export interface SloCardProps {
  readonly alerts: Alerts
  readonly one: ObjectiveState
  /** Whether the objective was just added, so that its card scrolls into view. */
  readonly isFresh: boolean
}

export function SloCard({ alerts, one, isFresh }: SloCardProps) {
  const run = useRunCommand()
  const [chosen, setChosen] = useState<string>()
  const card = useInSight(isFresh)
  const { state, grade } = alerts
  const { slo, past } = one
  const scenario = useScenario()
  const rule = state.rules.find(({ id }) => id === chosen)
  const minutes = past?.counts.minutes
  const affectingFaults = grade?.faults.filter((fault) => fault.felt.includes(slo.id)) ?? NONE
  return (
    <section ref={card} className={styles.card} aria-label={sloSentence(slo)}>
      <div className={styles.head}>
        <SloSentence slo={slo} />
        <span className={styles.grow} />
        <IconButton
          label={text.remove({ objective: sloSentence(slo) })}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => run('slo.remove', { slo: slo.id })}
        />
      </div>
      {minutes && past && one.period.total > 0 ? (
        <>
          <div className={styles.twoColumns}>
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
          {rule && (
            <Threshold
              key={rule.id}
              {...{ slo, rule, minutes, scenario }}
              rules={state.rules}
              faults={affectingFaults}
            />
          )}
        </>
      ) : (
        <p className={styles.soft}>{slo.kind === 'accuracy' ? text.noLabels : text.noRequests}</p>
      )}
    </section>
  )
}

/** The remaining error budget, and how long it will last. */
function Left({ alerts, one }: { readonly alerts: Alerts; readonly one: ObjectiveState }) {
  const { left, minutesLeft, bad, total: all, seenMinutes } = budgetOf(alerts.state, one)
  const { overDays: days, kind } = one.slo
  const isFullPeriod = seenMinutes >= days * (DAY / MINUTE)
  return (
    <p className={styles.budget}>
      <Rich
        text={
          isFullPeriod
            ? text.budget.leftOfLast({ left, days, bad, total: all })
            : text.budget.left({ left, days, seenMinutes, bad, total: all })
        }
        marks={{ b: (inner) => <b data-bad={left < 0}>{inner}</b> }}
      />{' '}
      {paceText(left, minutesLeft, days)}
      {kind === 'accuracy' && <Labels alerts={alerts} one={one} />}
    </p>
  )
}

function paceText(left: number, minutesLeft: number | undefined, days: number): string {
  if (left <= 0) return text.budget.overspent
  if (minutesLeft === undefined) return text.budget.idle
  return minutesLeft > days * (DAY / MINUTE) ? text.budget.lasts({ days }) : text.budget.gone({ minutes: minutesLeft })
}

/** The accuracy with its confidence interval, and how long labels take to arrive. */
function Labels({ alerts, one }: { readonly alerts: Alerts; readonly one: ObjectiveState }) {
  const { log, state } = alerts
  const to = state.minute * MINUTE
  const from = Math.max(0, to - one.slo.overDays * DAY)
  const { accuracy, interval, labelled, delayMs } = qualityOf(
    totalCounters(log.readings.aggregates, { from, to }),
    log.book?.classes.length ?? 0,
  )
  if (labelled === 0 || Number.isNaN(accuracy)) return null
  return (
    <span className={styles.soft}>
      {' '}
      {text.budget.labels({ labels: labelled, accuracy, ...interval, delayMinutes: Math.round(delayMs / MINUTE) })}
    </span>
  )
}

/** Scrolls the card of a new objective into view, above the scenario dock. */
function useInSight(isFresh: boolean) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isFresh) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isFresh])
  return ref
}

interface BlankRange {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer: boolean
}

const RANGES: Readonly<Record<SloField, BlankRange>> = {
  targetPercent: { ...TARGET_PERCENT, step: 0.1, integer: false },
  withinMs: { min: 1, max: MAX_WITHIN_MS, step: 10, integer: false },
  overDays: { min: 1, max: MAX_OVER_DAYS, step: 1, integer: true },
}

/** The sentence with its fields. */
function SloSentence({ slo }: { readonly slo: Slo }) {
  const run = useRunCommand()
  const { kind, targetPercent, withinMs = DEFAULT_WITHIN_MS, overDays } = slo
  const field = (blank: SloField, value: number) => (
    <span className={styles.field} data-blank={blank}>
      <NumberField
        {...RANGES[blank]}
        label={text.fields[blank]}
        layout="bare"
        value={value}
        onChange={(next) => run('slo.set', { slo: slo.id, [blank]: next })}
      />
    </span>
  )
  return (
    <fieldset className={styles.sentence} aria-label={sloSentence(slo)}>
      <Rich
        text={text.sentence[kind]({ target: '<target/>%', withinMs: '<within/>', days: '<days/>', overDays })}
        marks={{
          target: () => field('targetPercent', targetPercent),
          within: () => field('withinMs', withinMs),
          days: () => field('overDays', overDays),
        }}
      />
    </fieldset>
  )
}
