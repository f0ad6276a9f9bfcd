/**
 * @file SloCard: a card for one objective with its sentence, error budget and burn rates; when expanded, it also tests
 * a threshold on past data.
 */

import { useEffect, useMemo, useRef, useState } from 'react'
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { objectivesText } from '../../../../messages/en/operate/objectives'
import { percent } from '../../../../messages/format'
import type { GradedFault } from '../../../../ops/alerts/grade-alerts'
import { budgetOf } from '../../../../ops/alerts/objectives'
import { FIELD } from '../../../../ops/log/counters'
import { distinctInputs } from '../../../../ops/log/distinct-inputs'
import { qualityOf, totalCounters } from '../../../../ops/log/log-metrics'
import { DAY, MINUTE } from '../../../../ops/scenario/scenario'
import { DEFAULT_WITHIN_MS, type Minutes, type Slo, type SloField, sloSentence } from '../../../../ops/slo'
import {
  type BurnRule,
  burnDown,
  burnRate,
  type Firing,
  isReachable,
  maxBurnRate,
  rulesFor,
} from '../../../../ops/slo-burn'
import { MAX_OVER_DAYS, MAX_WITHIN_MS, TARGET_PERCENT } from '../../../../ops/slo-limits'
import { Chart } from '../../../charts/chart'
import { type Column, DataTable } from '../../../kit/data-table'
import { IconButton } from '../../../kit/icon-button'
import { NumberField } from '../../../kit/number-field'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import { useScenario } from '../scenario-timeline'
import { simulatedTimeAxis } from '../simulated-time-axis'
import kit from '../../../kit/kit.module.css'
import styles from './alerts.module.css'
import { Threshold } from './threshold-chart'
import type { Alerts } from './use-alerts'

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
  const budget = budgetOf(state, one)
  const severity = past?.watch.firing.map((firing) => firing.severity).sort()[0]
  const affectingFaults = grade?.faults.filter((fault) => fault.felt.includes(slo.id)) ?? NONE
  return (
    <section ref={card} className={kit.section} aria-label={sloSentence(slo)}>
      <div className={kit.wrapWide}>
        {severity && (
          <em className={styles.badge} data-severity={severity}>
            {incidentsText.severity[severity]}
          </em>
        )}
        <SloSentence slo={slo} />
        <span className={kit.grow} />
        <IconButton
          label={objectivesText.remove({ objective: sloSentence(slo) })}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => run('slo.remove', { slo: slo.id })}
        />
      </div>
      {budget.total === 0 ? (
        <p className={kit.soft}>{emptyText(alerts, slo)}</p>
      ) : !minutes || !past ? (
        <Left alerts={alerts} one={one} />
      ) : (
        <>
          <div className={`${kit.columns} ${kit.above} ${styles.twoColumns}`}>
            <div>
              <Left alerts={alerts} one={one} />
              <BudgetChart slo={slo} minutes={minutes} left={budget.left} />
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
      )}
    </section>
  )
}

function emptyText({ log }: Alerts, { kind }: Slo): string {
  if (kind !== 'accuracy') return objectivesText.noRequests
  const labels = log.labels()
  return labels === 0 ? objectivesText.noLabels : objectivesText.onlyOtherLabels({ labels })
}

/** The remaining error budget, and how long it will last. */
function Left({ alerts, one }: { readonly alerts: Alerts; readonly one: ObjectiveState }) {
  const { left, minutesLeft, bad, total: all, seenMinutes } = budgetOf(alerts.state, one)
  const { overDays: days, kind } = one.slo
  const spent = { left, bad, total: all, ofLabels: kind === 'accuracy' }
  const isFullPeriod = seenMinutes >= days * (DAY / MINUTE)
  return (
    <p className={styles.budget}>
      <Rich
        text={
          isFullPeriod
            ? objectivesText.budget.leftOfLast({ ...spent, days })
            : objectivesText.budget.left({ ...spent, days, seenMinutes })
        }
        marks={{ b: (inner) => <b data-bad={left < 0}>{inner}</b> }}
      />{' '}
      {paceText(left, minutesLeft, days)}{' '}
      {one.from > 0 && !isFullPeriod && objectivesText.budget.since({ minute: one.from })}
      {kind === 'accuracy' && <Labels alerts={alerts} right={all - bad} labels={all} />}
    </p>
  )
}

/** The objective with the smallest error budget left, and how long it will last. */
export function SmallestBudget({ alerts: { state } }: { readonly alerts: Alerts }) {
  const [least] = state.objectives
    .map((one) => ({ one, budget: budgetOf(state, one) }))
    .filter(({ one, budget }) => one.past && budget.total > 0)
    .sort((a, b) => a.budget.left - b.budget.left)
  if (!least?.one.past) return null
  const { slo, past } = least.one
  const { left, minutesLeft } = least.budget
  return (
    <section aria-label={sloSentence(slo)}>
      <p className={`${kit.row} ${kit.between} ${styles.budget}`}>
        <Rich
          text={objectivesText.budget.smallest({ days: slo.overDays, left })}
          marks={{
            title: (inner) => <span className={kit.strong}>{inner}</span>,
            b: (inner) => <b data-bad={left < 0}>{inner}</b>,
          }}
        />
      </p>
      <p className={kit.caption}>{sloSentence(slo)}</p>
      <BudgetChart slo={slo} minutes={past.counts.minutes} left={left} />
      <p className={kit.caption}>{paceText(left, minutesLeft, slo.overDays)}</p>
    </section>
  )
}

function paceText(left: number, minutesLeft: number | undefined, days: number): string {
  if (left <= 0) return objectivesText.budget.overspent
  if (minutesLeft === undefined) return objectivesText.budget.idle
  return minutesLeft > days * (DAY / MINUTE)
    ? objectivesText.budget.lasts({ days })
    : objectivesText.budget.gone({ minutes: minutesLeft })
}

interface LabelsProps {
  readonly alerts: Alerts
  /** The labels that the objective counts, and those that match the prediction. */
  readonly labels: number
  readonly right: number
}

/** The accuracy on the labels of the objective, with its confidence interval, and how long labels take to arrive. */
function Labels({ alerts: { log, state }, labels, right }: LabelsProps) {
  const { delayMs } = qualityOf(totalCounters(log.readings.aggregates, { from: 0, to: (state.minute + 1) * MINUTE }), 0)
  // The labels that arrived in the period; dashboards count labels by the time of their requests.
  const counts = new Map([
    [FIELD.labeled, labels],
    [FIELD.right, right],
  ])
  const { accuracy, interval, inputs } = qualityOf(counts, 2, distinctInputs(log.fold.buffer))
  if (Number.isNaN(delayMs)) return null
  return (
    <span className={kit.soft}>
      {' '}
      {objectivesText.budget.labels({
        ...{ labels, inputs, accuracy },
        ...interval,
        delayMinutes: Math.round(delayMs / MINUTE),
      })}
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
        label={objectivesText.fields[blank]}
        layout="bare"
        value={value}
        onChange={(next) => run('slo.set', { slo: slo.id, [blank]: next })}
      />
    </span>
  )
  return (
    <fieldset className={`${kit.wrap} ${kit.large}`} aria-label={sloSentence(slo)}>
      <Rich
        text={objectivesText.sentence[kind]({ target: '<target/>%', withinMs: '<within/>', days: '<days/>', overDays })}
        marks={{
          target: () => field('targetPercent', targetPercent),
          within: () => field('withinMs', withinMs),
          days: () => field('overDays', overDays),
        }}
      />
    </fieldset>
  )
}

/** The number of points at which the remaining error budget is drawn. */
const POINTS = 300

interface BudgetChartProps {
  readonly slo: Slo
  readonly minutes: Minutes
  readonly left: number
}

/** A line chart of the remaining error budget. */
function BudgetChart({ slo, minutes, left }: BudgetChartProps) {
  const { first, total } = minutes
  const last = first + total.length
  const every = Math.max(1, Math.ceil(total.length / POINTS))
  const points = useMemo(() => burnDown(minutes, slo, every), [minutes, slo, every])
  const low = Math.max(-1, Math.min(0, ...points.map((point) => point.left)))
  const { budget } = objectivesText
  return (
    <Chart
      title={budget.title}
      label={budget.chart({ objective: sloSentence(slo), left, fromMinute: first, toMinute: last })}
      height={96}
      source={{
        x: simulatedTimeAxis(first, last - 1, MINUTE),
        y: {
          ...{ name: budget.title, domain: [low, 1], format: percent },
          ticks: () => [low, low < 0 ? 0 : 0.5, 1].map((at) => ({ at, text: budget.mark({ share: at }) })),
        },
        series: [
          {
            ...{ name: '', kind: 'line', token: left < 0 ? 'bad' : 'data-1' },
            ...{ x: points.map(({ minute }) => minute), y: points.map((point) => point.left) },
          },
        ],
        ...(low < 0 ? { marks: [{ axis: 'y', at: 0, token: 'edge' }] } : {}),
      }}
    />
  )
}

// BurnWindows: a table of each rule's burn rates over its windows, next to the rule's threshold.

const text = objectivesText.rules

interface BurnWindowsProps {
  readonly slo: Slo
  readonly rules: readonly BurnRule[]
  readonly minutes: Minutes
  readonly firing: readonly Firing[]
  /** The ID of the rule whose threshold is shown. */
  readonly chosen: string | undefined
  readonly onChoose: (rule: string) => void
}

/** A table with one row per rule; selecting a row tests that rule's threshold on past data. */
function BurnWindows({ slo, rules, minutes, firing, chosen, onChoose }: BurnWindowsProps) {
  const isFiring = ({ id }: BurnRule) => firing.some(({ rule }) => rule === id)
  const window = (head: string, lengthOf: (rule: BurnRule) => number): Column<BurnRule> => ({
    head,
    cell: (rule) => <Window {...burnIn(slo, minutes, lengthOf(rule))} />,
    attributes: (rule) => {
      const { burn, bad, total } = burnIn(slo, minutes, lengthOf(rule))
      return { title: text.bad({ bad, total }), 'data-over': burn !== undefined && burn > rule.factor ? '' : undefined }
    },
  })
  return (
    <DataTable
      className={styles.windows}
      columns={[
        {
          head: text.threshold,
          heading: true,
          cell: ({ id, factor }) => (
            <button
              type="button"
              className={styles.factor}
              aria-pressed={id === chosen}
              title={text.try}
              onClick={() => onChoose(id)}
            >
              {objectivesText.factor({ factor })}
            </button>
          ),
        },
        window(text.long, ({ longMinutes }) => longMinutes),
        window(text.short, ({ shortMinutes }) => shortMinutes),
        {
          head: text.severity,
          cell: (rule) =>
            isReachable(slo, rule) ? severityOf(rule, isFiring(rule)) : text.never({ most: maxBurnRate(slo) }),
          attributes: (rule) =>
            isReachable(slo, rule)
              ? {}
              : { title: text.neverWhy({ percent: slo.targetPercent, most: maxBurnRate(slo) }) },
        },
      ]}
      rows={rulesFor(slo, rules)}
      rowKey={({ id }) => id}
      rowAttributes={(rule) => ({ 'data-fires': isFiring(rule) ? '' : undefined })}
    />
  )
}

/** The severity of a rule, how long its condition must hold before it fires, and whether it is firing now. */
function severityOf({ severity, forMinutes: minutes }: BurnRule, isFiring: boolean) {
  if (minutes > 0)
    return isFiring ? <strong>{text.firingAfter[severity]({ minutes })}</strong> : text.after[severity]({ minutes })
  return isFiring ? <strong>{text.firing[severity]}</strong> : objectivesText.severity[severity]
}

interface BurnWindow {
  readonly length: number
  readonly bad: number
  readonly total: number
  /** The burn rate; undefined if there were no requests. */
  readonly burn: number | undefined
}

/** The requests of the last `length` minutes. */
function burnIn(slo: Slo, minutes: Minutes, length: number): BurnWindow {
  let [total, bad] = [0, 0]
  for (let i = Math.max(0, minutes.total.length - length); i < minutes.total.length; i++) {
    total += minutes.total[i] as number
    bad += minutes.bad[i] as number
  }
  return { length, bad, total, burn: burnRate(slo, bad, total) }
}

function Window({ burn, length }: BurnWindow) {
  return (
    <>
      {burn === undefined ? '–' : objectivesText.burn({ rate: burn })}{' '}
      <span className={kit.soft}>{text.window({ minutes: length })}</span>
    </>
  )
}
