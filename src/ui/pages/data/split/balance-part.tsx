/** @file Balance part: what each way to balance would do to the counts, shown before one is chosen. */
import { rowNumber } from '../../../../data/row-number'
import { useMemo } from 'react'
import { count, significant } from '../../../../messages/format'
import type { BalancePick } from '../../../../catalog/plan'
import { balanced, classCounts } from '../../../../compile/class-weights'
import { weightsOfRows, unweighted } from '../../../../data/row-weights'
import type { Dataset, Split } from '../../../../data/dataset'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { ClassWeightsForm } from '../../../plan/class-weights-form'
import { usePlan } from '../../../plan/use-plan'
import { useSelect } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from './split.module.css'
import { twiceWords } from './twice-words'
import room from '../../pages.module.css'

type Way = 'none' | NonNullable<BalancePick['sampling']>

const WAYS: readonly { readonly value: Way; readonly title: string; readonly about: string }[] = [
  { value: 'none', title: 'as they are', about: 'Every training row once an epoch.' },
  {
    value: 'over',
    title: 'over-sampling',
    about:
      'Rows of rare classes come again until there are as many as of the commonest; which come once more is drawn anew each epoch.',
  },
  {
    value: 'under',
    title: 'under-sampling',
    about: 'As few rows of each class as the rarest has, drawn anew each epoch, so that in time all are seen.',
  },
]

const NONE = ''

export interface BalancePartProps {
  readonly dataset: Dataset
  readonly split: Split
}

/** Sampling, weights of classes, and weights from a column. */
export function BalancePart({ dataset, split }: BalancePartProps) {
  const [{ balance }, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const task = outputs.map((output) => output.task).find(({ kind }) => kind === 'classes')
  const { schema } = dataset
  const numbers = schema.columns.filter(
    ({ type, name }) => type === 'number' && !outputs.some((one) => one.task.column === name),
  )
  const way = balance?.sampling ?? 'none'
  if (!task && numbers.length === 0) return null
  return (
    <section className={room.part} aria-label="Balance">
      <div className={room.title}>
        <h3>Balance</h3>
        <span>of the training rows alone; validation and test stay as they are</span>
      </div>
      {task?.kind === 'classes' && (
        <>
          <div className={styles.ways}>
            <Segmented
              label="Rows of an epoch"
              layout="bare"
              value={way}
              options={WAYS}
              onChange={(to) => set({ balance: { sampling: to === 'none' ? null : to } })}
            />
          </div>
          <p className={styles.about}>{WAYS.find(({ value }) => value === way)?.about}</p>
          <Counts
            dataset={dataset}
            split={split}
            column={task.column}
            labels={task.labels}
            way={way}
            weights={balance?.weights}
          />
          <div className={styles.ways}>
            <ClassWeightsForm />
          </div>
          <Twice dataset={dataset} split={split} column={task.column} labels={task.labels} />
        </>
      )}
      {numbers.length > 0 && (
        <div className={styles.weights}>
          <Select
            label="Rows count by"
            value={balance?.weights ?? NONE}
            options={[
              { value: NONE, title: 'nothing: all alike' },
              ...numbers.map(({ name }) => ({ value: name, title: name })),
            ]}
            onChange={(name) => set({ balance: { weights: name === NONE ? null : name } })}
          />
          {balance?.weights !== undefined && <WeightWords dataset={dataset} split={split} column={balance.weights} />}
        </div>
      )}
    </section>
  )
}

type TwiceProps = BalancePartProps & { readonly column: string; readonly labels: readonly string[] }

/** Sampling and balanced weights mend the same imbalance: both at once turn it round. */
function Twice({ dataset, split, column, labels }: TwiceProps) {
  const [{ balance, classWeights }, set] = usePlan()
  const said = useMemo(
    () => twiceWords(labels, classCounts(dataset, column, labels.length, split.train)),
    [dataset, column, labels, split],
  )
  const sampling = WAYS.find(({ value }) => value === balance?.sampling)?.title
  if (classWeights !== 'balanced' || !sampling || !said) return null
  return (
    <div className={styles.notes}>
      <ul aria-label="Balanced twice">
        <li data-tone="wrong">
          <Icon name="warning" size={14} />
          <span>
            {sampling[0]?.toUpperCase()}
            {sampling.slice(1)} and balanced weights both correct the same imbalance: {said}. One of them is enough.
          </span>
        </li>
      </ul>
      <div className={styles.off}>
        <Button size="small" onClick={() => set({ classWeights: null })}>
          Take off the weights
        </Button>
        <Button size="small" onClick={() => set({ balance: { sampling: null } })}>
          Take off {sampling}
        </Button>
      </div>
    </div>
  )
}

interface CountsProps extends BalancePartProps {
  readonly column: string
  readonly labels: readonly string[]
  readonly way: Way
  readonly weights: string | undefined
}

function Counts({ dataset, split, column, labels, way, weights }: CountsProps) {
  const counts = useMemo(
    () => classCounts(dataset, column, labels.length, split.train),
    [dataset, column, labels, split],
  )
  const there = counts.filter((rows) => rows > 0)
  const even = balanced(counts)
  const sums = useMemo(
    () => sumsBy(dataset, column, labels.length, split.train, weights),
    [dataset, column, labels, split, weights],
  )
  const of = (rows: number, to: Way) =>
    to === 'none' || rows === 0 ? rows : to === 'over' ? Math.max(...there) : Math.min(...there)
  const total = (to: Way) => counts.reduce((sum, rows) => sum + of(rows, to), 0)
  return (
    <div className={styles.scroll}>
      <table className={`${table.figures} ${styles.table}`}>
        <caption className="only-spoken">Rows of each class in an epoch, by each way to balance</caption>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            {WAYS.map(({ value, title }) => (
              <th key={value} scope="col" data-chosen={value === way ? 'yes' : 'no'}>
                {title}
              </th>
            ))}
            <th scope="col">balanced weight</th>
            {sums && <th scope="col">sum of {weights}</th>}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, code) => {
            const rows = counts[code] ?? 0
            return (
              <tr key={label}>
                <th scope="row" title={label}>
                  {label}
                </th>
                {WAYS.map(({ value }) => (
                  <td key={value} data-chosen={value === way ? 'yes' : 'no'} data-none={rows === 0 ? 'yes' : 'no'}>
                    {count(of(rows, value))}
                    {value === 'over' && rows > 0 && of(rows, value) > rows && (
                      <i>each {significant(of(rows, value) / rows)} times</i>
                    )}
                  </td>
                ))}
                <td>× {significant(even[code] ?? 1)}</td>
                {sums && <td>{significant(sums[code] ?? 0)}</td>}
              </tr>
            )
          })}
          <tr className={styles.total}>
            <th scope="row">an epoch</th>
            {WAYS.map(({ value }) => (
              <td key={value} data-chosen={value === way ? 'yes' : 'no'}>
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

/** What the rows of each class count together. */
function sumsBy(dataset: Dataset, column: string, classes: number, rows: Uint32Array, weights: string | undefined) {
  const of = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === column)]
  if (!isWeighable(dataset, weights) || of?.type !== 'category') return undefined
  const each = weightsOfRows(dataset, weights, rows)
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

function WeightWords({ dataset, split, column }: BalancePartProps & { readonly column: string }) {
  const words = useMemo(() => {
    if (!isWeighable(dataset, column)) return `"${column}" is no column of numbers here.`
    const wrong = unweighted(dataset, column, split.train)
    if (wrong)
      return `${count(wrong.count)} training rows have no number of 0 or more, row ${count(rowNumber(dataset, wrong.row))} the first: training refuses until they have.`
    const each = weightsOfRows(dataset, column, split.train)
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, 0]
    for (const weight of each) {
      sum += weight
      low = Math.min(low, weight)
      high = Math.max(high, weight)
    }
    return `From ${significant(low)} to ${significant(high)}, ${significant(sum / Math.max(1, each.length))} on average: a step is as much larger than one of rows that count 1.`
  }, [dataset, split, column])
  return <p className={styles.about}>{words}</p>
}
