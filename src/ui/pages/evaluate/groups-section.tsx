/** @file "For whom does it fail?": the rates of a decision in each group of the evaluated rows, with the largest gaps. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Condition } from '../../../data/condition'
import { groupNames } from '../../../data/group-thresholds'
import { reachable } from '../../../data/output-decision'
import { thresholdText } from '../../../messages/en/evaluate/curves'
import { groupsText as text } from '../../../messages/en/evaluate/groups'
import { count, percent, significant } from '../../../messages/format'
import {
  EQUAL_WITHIN,
  type GroupRate,
  type GroupRates,
  type RateGap,
  STRATEGIES,
  type Strategy,
  type StrategyResult,
} from '../../../metrics/group-rates'
import type { OutputDecision } from '../../../storage/records'
import { MOST_GROUPS } from '../../../studio/evaluation/fairness'
import { OpenRows, useFindPredicted } from '../../charts/open-rows'
import { type ShownHead, useEvaluatedRows, useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { type Column, DataTable } from '../../kit/data-table'
import { NumberField } from '../../kit/number-field'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { recordEdits } from '../data/undo/use-undo-scope'
import { Section } from '../section'
import { useCosts, useDecision } from './calibrated-predictions'
import { TrainingBalance, TruthGrade } from './group-fixes'

const RATES: readonly GroupRate[] = ['selectionRate', 'tpr', 'fpr', 'ppv', 'accuracy']

/** Renders nothing if the data has no column to group by. */
export default function GroupsSection({ head }: { readonly head: ShownHead<'classes'> }) {
  const studio = useStudio()
  const rows = useEvaluatedRows()
  const { evaluation, target } = head
  const labels = evaluation.perClass.map(({ label }) => label)
  const columns = (rows?.dataset.schema.columns ?? []).filter(
    (column) =>
      column.name !== target &&
      (column.type === 'number' || (column.type === 'category' && column.values.length <= MOST_GROUPS)),
  )
  const first = columns.find(({ type }) => type === 'category') ?? columns[0]
  const [group, setGroup] = useState<string>()
  const [positive, setPositive] = useState(labels[labels.length === 2 ? 1 : 0] ?? '')
  const split = useSelect((state) => state.metrics?.split)
  const isRunning = useIsTraining()
  const decision = useDecision(evaluation.label)
  const column = group ?? first?.name
  const { value, isCurrent } = useResult([evaluation, column, positive, decision, isRunning], () =>
    column === undefined || isRunning
      ? undefined
      : studio.run('evaluate.fairness', { group: column, positive, split, output: evaluation.label }),
  )
  if (column === undefined)
    return (
      <Section title={text.title}>
        <p className={kit.soft}>{text.noColumn}</p>
      </Section>
    )
  return (
    <Section
      title={text.title}
      about={text.about({
        isCalibrated: Boolean(decision.calibration),
        label: decision.positive,
        threshold: decision.threshold,
        column: decision.groups?.column,
      })}
      actions={
        <>
          <Select
            label={text.column}
            layout="bare"
            value={column}
            options={columns.map(({ name }) => ({ value: name, title: text.by({ column: name }) }))}
            onChange={setGroup}
          />
          <Select
            label={text.class}
            layout="bare"
            value={positive}
            options={labels.map((label) => ({ value: label, title: label }))}
            onChange={setPositive}
          />
        </>
      }
    >
      {value && isCurrent ? (
        <>
          <DataTable
            look="figures"
            caption={<span className="only-spoken">{text.caption({ column, label: positive })}</span>}
            columns={columnsFor({ positive, output: evaluation.label })}
            rows={value.groups}
            rowKey={({ group }) => group}
          />
          {value.ungrouped !== undefined && (
            <p className={`${kit.soft} ${kit.above}`}>
              {text.ungrouped({ n: value.ungrouped, column, others: sumOf(value.groups, ({ n }) => n) })}
            </p>
          )}
          <Gaps gaps={value.gaps} />
          <TrainingBalance column={column} />
          <h4 className={kit.above}>{text.strategies}</h4>
          {split === 'test' ? (
            <p className={kit.soft}>{text.notOnTest}</p>
          ) : (
            <Strategies {...{ head, column, positive, decision }} groups={value.groups} />
          )}
          <TruthGrade {...{ evaluation, decision }} />
        </>
      ) : (
        <p className={kit.soft}>{isRunning ? text.waiting : text.counting}</p>
      )}
    </Section>
  )
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0)
}

type Group = GroupRates & { readonly where: Condition }

interface CellProps {
  readonly group: Group
  readonly positive: string
  readonly output: string
  readonly rate: GroupRate | 'all'
  readonly children: ReactNode
}

/** Recall opens the examples that are missed, a share of false alarms those, and a share of correct ones the wrong ones. */
function Cell({ group: { group, where }, positive, output, rate, children }: CellProps) {
  const find = useFindPredicted(output)
  const rows = find((predicted, i) => {
    if (predicted.kind !== 'classes') return false
    const index = predicted.labels.indexOf(positive)
    const [isOwn, isPredicted] = [predicted.actual[i] === index, predicted.predicted[i] === index]
    switch (rate) {
      case 'all':
        return true
      case 'selectionRate':
      case 'ppv':
        return isPredicted
      case 'tpr':
        return isOwn && !isPredicted
      case 'fpr':
        return !isOwn && isPredicted
      case 'accuracy':
        return isOwn !== isPredicted
      default:
        return rate satisfies never
    }
  }, where)
  return (
    <OpenRows rows={rows} title={text.behind[rate]({ group, label: positive })}>
      {children}
    </OpenRows>
  )
}

function columnsFor(shared: Pick<CellProps, 'positive' | 'output'>): readonly Column<Group>[] {
  return [
    { head: text.group, heading: true, name: true, cell: ({ group }) => group },
    ...RATES.map((rate) => ({
      head: text.rates[rate].title,
      about: text.rates[rate].about,
      cell: (group: Group) => {
        const { value, low, high, n } = group[rate]
        if (n === 0) return text.none
        return (
          <>
            <Cell {...{ ...shared, group, rate }}>{percent(value)}</Cell>{' '}
            <span className={kit.caption} title={text.of({ n })}>
              {text.interval({ low, high })}
            </span>
          </>
        )
      },
    })),
    {
      head: text.calibration.title,
      about: text.calibration.about,
      cell: ({ calibration: { value } }) => text.points({ value }),
    },
    {
      head: text.examples,
      cell: (group) => (
        <Cell {...{ ...shared, group }} rate="all">
          {count(group.n)}
        </Cell>
      ),
    },
  ]
}

interface StrategiesProps {
  readonly head: ShownHead<'classes'>
  readonly column: string
  readonly positive: string
  readonly groups: readonly GroupRates[]
  readonly decision: OutputDecision
}

/** The cheapest thresholds of the groups under each strategy, on one cost. Not for the test set, which only measures. */
function Strategies({ head: { evaluation }, groups, column, positive, decision }: StrategiesProps) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const [costs, setCosts] = useCosts(evaluation.label)
  const { miss, falseAlarm, prevalence } = costs
  const own = sumOf(groups, ({ tpr }) => tpr.n) / sumOf(groups, ({ n }) => n)
  const { value, isCurrent } = useResult([evaluation, column, positive, costs, decision], () =>
    studio.run('evaluate.groupThresholds', {
      ...{ group: column, positive, miss, falseAlarm, prevalence, split, output: evaluation.label },
    }),
  )
  const run = useRunCommand()
  const output = evaluation.label
  const save = ({ strategy, thresholds: [threshold = Number.NaN] }: StrategyResult) =>
    strategy === 'single'
      ? run('evaluate.decide', { output, positive, threshold, costs })
      : run('evaluate.decideByGroup', {
          ...{ group: column, strategy, positive, miss, falseAlarm, prevalence, split, output },
        })
  // The page may be the first one on which something is changed that can be undone.
  useEffect(() => recordEdits(studio), [studio])
  const strategies = value?.strategies ?? []
  const gapsOf = (strategy: Strategy) => strategies.find((one) => one.strategy === strategy)?.gaps
  const [ofRecall, ofPrecision] = [gapsOf('equalOpportunity'), gapsOf('predictiveParity')]
  return (
    <>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        {(['miss', 'falseAlarm'] as const).map((kind) => (
          <NumberField
            key={kind}
            label={thresholdText.costs[kind]}
            layout="stack"
            help=""
            min={0}
            max={1_000_000}
            value={costs[kind]}
            onChange={(cost) => setCosts({ ...costs, [kind]: cost })}
          />
        ))}
        <NumberField
          label={thresholdText.costs.share}
          layout="stack"
          help=""
          unit="%"
          min={0}
          max={100}
          value={Number((100 * (prevalence ?? own)).toPrecision(3))}
          onChange={(share) => setCosts({ ...costs, prevalence: share / 100 })}
        />
        <p className={kit.soft}>{text.byGroup}</p>
      </div>
      {value && (
        <div aria-busy={!isCurrent}>
          <DataTable
            look="figures"
            caption={<span className="only-spoken">{text.strategies}</span>}
            columns={[
              ...STRATEGY_COLUMNS,
              { cell: (result) => <SaveStrategy {...{ result, save, decision, column, positive }} /> },
            ]}
            rows={strategies}
            rowKey={({ strategy }) => strategy}
          />
          {decision.groups && (
            <Button size="small" onClick={() => run('evaluate.decide', { output, threshold: null })}>
              {text.removeSaved}
            </Button>
          )}
          {ofRecall?.tpr && ofRecall.ppv && ofPrecision?.ppv && ofPrecision.tpr && (
            <p className={kit.above}>
              {text.tradeOff({
                equalRecall: { recall: ofRecall.tpr.value, precision: ofRecall.ppv.value },
                equalPrecision: { recall: ofPrecision.tpr.value, precision: ofPrecision.ppv.value },
              })}
            </p>
          )}
        </div>
      )}
    </>
  )
}

interface SaveStrategyProps extends Pick<StrategiesProps, 'decision' | 'column' | 'positive'> {
  readonly result: StrategyResult
  readonly save: (result: StrategyResult) => void
}

/** Saves the thresholds of a strategy, which models saved from the weights in use then decide by. */
function SaveStrategy({ result, save, decision, column, positive }: SaveStrategyProps) {
  if (isSaved(result, decision, column, positive)) return <span className={kit.soft}>{text.saved}</span>
  return (
    <Button
      size="small"
      aria-label={text.saveOf({ name: text.names[result.strategy] })}
      disabled={result.strategy === 'single' && !Number.isFinite(result.thresholds[0])}
      onClick={() => save(result)}
    >
      {text.save}
    </Button>
  )
}

/** Whether the weights in use are decided by the thresholds of a strategy. */
function isSaved(
  { strategy, groups, thresholds }: StrategyResult,
  { groups: own, positive: label, threshold }: OutputDecision,
  column: string,
  positive: string,
): boolean {
  if (label !== positive) return false
  if (strategy === 'single') return !own && threshold === thresholds[0]
  if (own?.column !== column || own.strategy !== strategy) return false
  const names = groupNames(own)
  return groups.every(({ group }, i) => own.thresholds[names.indexOf(group)] === reachable(thresholds[i] as number))
}

const STRATEGY_COLUMNS: readonly Column<StrategyResult>[] = [
  { head: text.strategy, heading: true, cell: nameOf },
  { head: text.costPer, cell: ({ cost }) => significant(1000 * cost) },
  {
    head: text.thresholds,
    wrap: true,
    cell: ({ groups, thresholds }) =>
      text.thresholdsOf(groups.map(({ group }, i) => ({ group, threshold: thresholds[i] as number }))),
  },
  ...RATES.map((rate) => ({
    head: text.gapIn({ rate: text.rates[rate].title }),
    about: text.gapAbout,
    cell: ({ gaps }: StrategyResult) => (gaps[rate] ? text.pointsApart({ value: gaps[rate].value }) : text.none),
  })),
]

/** The name of a strategy, with the gap that no thresholds close. */
function nameOf({ strategy, gaps }: StrategyResult): string {
  const rate = STRATEGIES[strategy]
  const left = rate ? (gaps[rate]?.value ?? 0) : 0
  return left > EQUAL_WITHIN + 1e-9 ? text.nearest({ name: text.names[strategy], gap: left }) : text.names[strategy]
}

/** The rates whose gap cannot be chance, largest first. */
function Gaps({ gaps }: { readonly gaps: { readonly [R in GroupRate]?: RateGap } }) {
  const clear = RATES.flatMap((rate) => {
    const gap = gaps[rate]
    return gap && gap.low > 0 ? [{ rate, ...gap }] : []
  }).sort((a, b) => b.value - a.value)
  if (clear.length === 0) return <p className={kit.above}>{text.noGap}</p>
  return (
    <ul className={`${kit.bullets} ${kit.above}`}>
      {clear.map(({ rate, ...gap }) => (
        <li key={rate}>{text.gap({ rate: text.rates[rate].title, ...gap })}</li>
      ))}
    </ul>
  )
}
