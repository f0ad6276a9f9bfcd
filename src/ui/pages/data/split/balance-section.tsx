/** @file Balance section: ways to balance the classes, with the effect on their counts. */

import { useMemo } from 'react'
import type { BalancePick } from '../../../../catalog/training-plan'
import { balanced, classCounts } from '../../../../compile/class-weights'
import { type Dataset, rowNumber, type Split } from '../../../../data/dataset'
import { fitGroupWeights, groupCells, groupWeightsFault } from '../../../../data/group-weights'
import { firstInvalidWeight, readWeights } from '../../../../data/sample-weights'
import { splitText as text } from '../../../../messages/en/data/split'
import { count, significant } from '../../../../messages/format'
import { formatMessage, message } from '../../../../messages/message'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import kit from '../../../kit/kit.module.css'
import table from '../../../kit/table.module.css'
import { useSelect } from '../../../studio-context'
import { ClassWeightsForm } from '../../../training-plan/loss-form'
import { usePlan } from '../../../training-plan/use-plan'
import { Section } from '../../section'
import styles from './split.module.css'

type Way = 'none' | NonNullable<BalancePick['sampling']>

const WAYS = (['none', 'over', 'under'] as const satisfies readonly Way[]).map((value) => ({
  value,
  ...text.balance.way[value],
}))

const NONE = ''

export interface BalanceSectionProps {
  readonly dataset: Dataset
  readonly split: Split
}

/** Options for sampling, class weights, and weights from a column. */
export function BalanceSection({ dataset, split }: BalanceSectionProps) {
  const [{ balance }, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const task = outputs.map((output) => output.task).find(({ kind }) => kind === 'classes')
  const { schema } = dataset
  const numbers = schema.columns.filter(
    ({ type, name }) => type === 'number' && !outputs.some((one) => one.task.column === name),
  )
  const isCategory = ({ type, name }: { readonly type: string; readonly name: string }) =>
    type === 'category' && name !== task?.column
  const categories = task ? schema.columns.filter(isCategory) : []
  const direction = balance?.sampling ?? 'none'
  if (!task && numbers.length === 0) return null
  return (
    <Section title={text.balance.title} about={text.balance.about}>
      {task?.kind === 'classes' && (
        <>
          <div className={styles.ways}>
            <Segmented
              label={text.balance.perEpoch}
              layout="bare"
              value={direction}
              options={WAYS}
              onChange={(to) => set({ balance: { sampling: to === 'none' ? null : to } })}
            />
          </div>
          <p className={kit.caption}>{WAYS.find(({ value }) => value === direction)?.about}</p>
          <Counts
            dataset={dataset}
            split={split}
            column={task.column}
            labels={task.labels}
            way={direction}
            weights={balance?.weights}
          />
          <div className={styles.ways}>
            <ClassWeightsForm />
          </div>
          <Twice dataset={dataset} split={split} column={task.column} labels={task.labels} />
        </>
      )}
      {numbers.length > 0 && (
        <div className={`${kit.above} ${styles.ask}`}>
          <Select
            label={text.balance.weightBy}
            value={balance?.weights ?? NONE}
            help={balance?.weights === undefined ? '' : text.columnIgnored({ column: balance.weights })}
            options={[
              { value: NONE, title: text.balance.equal },
              ...numbers.map(({ name }) => ({ value: name, title: name })),
            ]}
            onChange={(name) => set({ balance: { weights: name === NONE ? null : name } })}
          />
          {balance?.weights !== undefined && <WeightNote dataset={dataset} split={split} column={balance.weights} />}
        </div>
      )}
      {task && (categories.length > 0 || balance?.groups !== undefined) && (
        <div className={`${kit.above} ${styles.ask}`}>
          <Select
            label={text.balance.groupsOf}
            value={balance?.groups ?? NONE}
            help={text.balance.groupsHelp}
            options={[
              { value: NONE, title: text.balance.equal },
              ...categories.map(({ name }) => ({ value: name, title: name })),
            ]}
            onChange={(name) => set({ balance: { groups: name === NONE ? null : name } })}
          />
          {balance?.groups !== undefined && categories.some(({ name }) => name === balance.groups) && (
            <GroupNote {...{ dataset, split, column: balance.groups, target: task.column }} />
          )}
        </div>
      )}
    </Section>
  )
}

type GroupNoteProps = BalanceSectionProps & { readonly column: string; readonly target: string }

/** The weight of each class in each group, or why there is none. */
function GroupNote({ dataset, split, column, target }: GroupNoteProps) {
  const note = useMemo(() => {
    const { train } = split
    const fault = groupWeightsFault(dataset, column, target, train)
    if (fault && 'groups' in fault) return formatMessage(message('groups-few', { column, groups: fault.groups }))
    if (fault) return formatMessage(message('group-without-label', { column, target, ...fault }))
    const cells = groupCells(dataset, fitGroupWeights(dataset, column, target, train), train)
    return text.balance.groupWeights(cells.filter(({ n }) => n > 0))
  }, [dataset, split, column, target])
  return <p className={kit.caption}>{note}</p>
}

type TwiceProps = BalanceSectionProps & { readonly column: string; readonly labels: readonly string[] }

/** Warns if sampling and balanced weights both correct the same imbalance, because correcting it twice reverses it. */
function Twice({ dataset, split, column, labels }: TwiceProps) {
  const [{ balance, classWeights }, set] = usePlan()
  const effect = useMemo(
    () => effectOfBoth(labels, classCounts(dataset, column, labels.length, split.train)),
    [dataset, column, labels, split],
  )
  const sampling = balance?.sampling
  if (classWeights !== 'balanced' || !sampling || !effect) return null
  return (
    <div className={styles.notes}>
      <ul className={kit.above} aria-label={text.balance.twice.label}>
        <li data-tone="wrong">
          <Icon name="warning" size={14} />
          <span>{text.balance.twice[sampling](effect)}</span>
        </li>
      </ul>
      <div className={`${kit.row} ${styles.off}`}>
        <Button size="small" onClick={() => set({ classWeights: null })}>
          {text.balance.twice.removeWeights}
        </Button>
        <Button size="small" onClick={() => set({ balance: { sampling: null } })}>
          {text.balance.twice.remove[sampling]}
        </Button>
      </div>
    </div>
  )
}

interface CountsProps extends BalanceSectionProps {
  readonly column: string
  readonly labels: readonly string[]
  readonly way: Way
  readonly weights: string | undefined
}

function Counts({ dataset, split, column, labels, way: direction, weights }: CountsProps) {
  const counts = useMemo(
    () => classCounts(dataset, column, labels.length, split.train),
    [dataset, column, labels, split],
  )
  const present = counts.filter((rows) => rows > 0)
  const even = balanced(counts)
  const sums = useMemo(
    () => sumsBy(dataset, column, labels.length, split.train, weights),
    [dataset, column, labels, split, weights],
  )
  const of = (rows: number, to: Way) =>
    to === 'none' || rows === 0 ? rows : to === 'over' ? Math.max(...present) : Math.min(...present)
  const total = (to: Way) => counts.reduce((sum, rows) => sum + of(rows, to), 0)
  return (
    <div className={`${kit.scroll} ${kit.above} ${styles.scroll}`}>
      <table className={`${table.figures} ${table.sticky} ${styles.table}`}>
        <caption className="only-spoken">{text.balance.counts.caption}</caption>
        <thead>
          <tr>
            <th scope="col" translate="no">
              {column}
            </th>
            {WAYS.map(({ value, title }) => (
              <th key={value} scope="col" data-chosen={value === direction ? 'yes' : 'no'}>
                {title}
              </th>
            ))}
            <th scope="col">{text.balance.counts.weight}</th>
            {sums && <th scope="col">{text.balance.counts.sumOf({ column: weights ?? '' })}</th>}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, code) => {
            const rows = counts[code] ?? 0
            return (
              <tr key={label}>
                <th scope="row" title={label} translate="no">
                  {label}
                </th>
                {WAYS.map(({ value }) => (
                  <td
                    key={value}
                    data-chosen={value === direction ? 'yes' : 'no'}
                    data-none={rows === 0 ? 'yes' : 'no'}
                  >
                    {count(of(rows, value))}
                    {value === 'over' && rows > 0 && of(rows, value) > rows && (
                      <span className={kit.caption}>
                        {' '}
                        {text.balance.counts.repeats({ times: of(rows, value) / rows })}
                      </span>
                    )}
                  </td>
                ))}
                <td>{text.balance.counts.factor({ weight: even[code] ?? 1 })}</td>
                {sums && <td>{significant(sums[code] ?? 0)}</td>}
              </tr>
            )
          })}
          <tr className={kit.soft}>
            <th scope="row">{text.balance.counts.epoch}</th>
            {WAYS.map(({ value }) => (
              <td key={value} data-chosen={value === direction ? 'yes' : 'no'}>
                {count(total(value))}
              </td>
            ))}
            <td />
            {sums && <td />}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** The sum of the row weights for each class. */
function sumsBy(dataset: Dataset, column: string, classes: number, rows: Uint32Array, weights: string | undefined) {
  const of = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === column)]
  if (!isWeighable(dataset, weights) || of?.type !== 'category') return undefined
  const each = readWeights(dataset, weights, rows)
  const sums = new Array<number>(classes).fill(0)
  rows.forEach((row, i) => {
    const code = of.codes[row] as number
    if (code >= 0) sums[code] = (sums[code] as number) + (each[i] as number)
  })
  return sums
}

function isWeighable({ schema }: Dataset, weights: string | undefined): weights is string {
  return schema.columns.some(({ name, type }) => name === weights && type === 'number')
}

function WeightNote({ dataset, split, column }: BalanceSectionProps & { readonly column: string }) {
  const note = useMemo(() => {
    if (!isWeighable(dataset, column)) return text.balance.weights.noNumbers({ column })
    const wrong = firstInvalidWeight(dataset, column, split.train)
    if (wrong) return text.balance.weights.missing({ rows: wrong.count, first: rowNumber(dataset, wrong.row) })
    const each = readWeights(dataset, column, split.train)
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, 0]
    for (const weight of each) {
      sum += weight
      low = Math.min(low, weight)
      high = Math.max(high, weight)
    }
    return text.balance.weights.range({ low, high, mean: sum / Math.max(1, each.length) })
  }, [dataset, split, column])
  return <p className={kit.caption}>{note}</p>
}

interface WeighedClass {
  readonly label: string
  readonly rows: number
  readonly weight: number
}

/**
 * The rarest and the most common class, and the factor by which the rarest class outweighs the most common; undefined
 * if all classes are equally frequent.
 */
export function effectOfBoth(
  labels: readonly string[],
  counts: readonly number[],
): { readonly rare: WeighedClass; readonly common: WeighedClass; readonly times: number } | undefined {
  const weights = balanced(counts)
  const classes = counts
    .map((rows, code) => ({ rows, label: labels[code] ?? '', weight: weights[code] ?? 1 }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => a.rows - b.rows)
  const [rare, common] = [classes[0], classes.at(-1)]
  if (!rare || !common || rare.rows === common.rows) return undefined
  return { rare, common, times: rare.weight / common.weight }
}
