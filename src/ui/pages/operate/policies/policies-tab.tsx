/**
 * @file The policy comparison tab: four retraining policies simulated over one year, with their costs at given prices,
 * and the winner.
 */

import { useState } from 'react'
import { policiesText as text } from '../../../../messages/en/operate/policies'
import { percent } from '../../../../messages/format'
import type { PolicyId, PolicyState } from '../../../../ops/policy-comparison/compare-policies'
import {
  DEFAULT_PRICES,
  POLICIES,
  type Outcome,
  type Prices,
  policyOutcome,
  verdictText,
} from '../../../../ops/policy-comparison/compare-policies'
import type { DriftPeriod } from '../../../../ops/policy-comparison/simulated-year'
import { WEEKS } from '../../../../ops/policy-comparison/simulated-year'
import type { PolicyComparison } from '../../../../studio/operate/state'
import { Chart } from '../../../charts/chart'
import type { Series } from '../../../charts/chart-data'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { NumberField } from '../../../kit/number-field'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './policies.module.css'

export default function PoliciesTab() {
  const studio = useStudio()
  const comparison = useOperate(({ policies }) => policies)
  const [prices, setPrices] = useState<Prices>(DEFAULT_PRICES)
  const [seed, setSeed] = useState(7)
  // A failed or stopped comparison is reported through the state.
  const start = () => void studio.run('policies.start', { seed }).catch(() => undefined)
  const running = comparison.tag === 'running'
  return (
    <div className={kit.stackWide}>
      <header className={`${kit.wrapWide} ${styles.head}`}>
        <p>
          <Rich text={text.intro} marks={{ sim: (inner) => <span className={kit.tag}>{inner}</span> }} />
        </p>
        <NumberField
          label={text.seed}
          layout="stack"
          integer
          isIdentifier
          value={seed}
          min={0}
          max={999_999}
          onChange={setSeed}
        />
        {running ? (
          <Button icon="stop" onClick={() => void studio.run('policies.stop')}>
            {text.stop}
          </Button>
        ) : (
          <Button tone="primary" icon="play" onClick={start}>
            {comparison.tag === 'none' ? text.start : text.startAgain}
          </Button>
        )}
      </header>
      {comparison.tag === 'none' && <Preview />}
      {comparison.tag === 'failed' && (
        <p role="alert" className={kit.bad}>
          {comparison.why}
        </p>
      )}
      {(comparison.tag === 'running' || comparison.tag === 'over' || comparison.tag === 'stopped') && (
        <Shown race={comparison} prices={prices} onPrices={setPrices} />
      )}
    </div>
  )
}

/** What will be compared, until there is a result. */
function Preview() {
  return (
    <>
      <ul className={kit.columns}>
        {POLICIES.map((id) => (
          <li key={id} className={kit.card}>
            <h3>{text.names[id]}</h3>
            <p className={kit.soft}>{text.about[id]}</p>
          </li>
        ))}
      </ul>
      <p className={kit.soft}>{text.next}</p>
    </>
  )
}

interface ShownProps {
  readonly race: Extract<PolicyComparison, { readonly tag: 'running' | 'over' | 'stopped' }>
  readonly prices: Prices
  readonly onPrices: (prices: Prices) => void
}

function Shown({ race: comparison, prices, onPrices }: ShownProps) {
  const { state, course, title, seed, from, ms, tag } = comparison
  if (!state) return <Progress label={text.preparing} text={text.preparingOf({ dataset: title })} />
  const outcomes = state.policies.map((policy) => policyOutcome(policy, prices))
  const best = outcomes.toSorted((a, b) => a.cost - b.cost)[0]
  return (
    <>
      <p className={kit.large} role="status">
        {tag === 'over'
          ? text.over({ dataset: title, seed, verdict: verdictText(outcomes) })
          : text[tag]({ dataset: title, seed, week: state.week, weeks: WEEKS })}
      </p>
      <div className={`${kit.columns} ${styles.costs}`}>
        <PoliciesChart policies={state.policies} course={course} />
        <div className={kit.stackWide}>
          <DataTable
            look="figures"
            className={styles.table}
            columns={COLUMNS}
            rows={outcomes}
            rowKey={({ id }) => id}
            rowAttributes={(one) => ({ 'data-best': tag === 'over' && one === best ? 'yes' : 'no' })}
          />
          <fieldset className={`${kit.wrapWide} ${styles.prices}`}>
            <legend>{text.prices.title}</legend>
            <Price
              label={text.prices.wrong}
              value={prices.wrong}
              onChange={(wrong) => onPrices({ ...prices, wrong })}
            />
            <Price
              label={text.prices.label}
              value={prices.label}
              onChange={(label) => onPrices({ ...prices, label })}
            />
            <Price
              label={text.prices.training}
              value={prices.training}
              onChange={(training) => onPrices({ ...prices, training })}
            />
          </fieldset>
          <p className={kit.caption}>
            {text.notes.chart} {from === 'rows' ? text.notes.rows : text.notes.world}{' '}
            {tag === 'over' && text.notes.took({ ms })}
          </p>
        </div>
      </div>
    </>
  )
}

const COLUMNS: readonly Column<Outcome>[] = [
  {
    head: text.table.policy,
    heading: true,
    cell: ({ id }) => (
      <>
        <i style={{ background: `var(--${TOKENS[id]})` }} />
        {text.names[id]}
      </>
    ),
  },
  { head: text.table.accuracy, cell: ({ accuracy }) => text.table.share({ share: accuracy }) },
  { head: text.table.labels, cell: ({ labels }) => text.table.amount({ n: labels }) },
  { head: text.table.trainings, cell: ({ trainings }) => text.table.amount({ n: trainings }) },
  {
    head: text.table.products.head,
    about: text.table.products.about,
    cell: ({ products }) => text.table.large({ n: products }),
  },
  { head: text.table.cost, cell: ({ cost }) => text.table.amount({ n: cost }) },
]

function Price({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  return <NumberField label={label} layout="stack" value={value} min={0} max={100_000} onChange={onChange} />
}

interface PoliciesChartProps {
  readonly policies: readonly PolicyState[]
  readonly course: readonly DriftPeriod[]
}

const X_TICKS = [0, 10, 20, 30, 40, 50].map((week) => ({
  at: week,
  text: week === 0 ? text.chart.start : text.chart.week({ week }),
}))

/** The accuracy of each policy by week with its training runs, over the drifts of the year. */
function PoliciesChart({ policies, course }: PoliciesChartProps) {
  const lines = policies.map((policy) => ({ policy, values: smoothed(policy.right, policy.asked) }))
  const domain = domainOf(lines.flatMap(({ values }) => values))
  return (
    <div className={styles.chart}>
      <Chart
        title={text.chart.label}
        source={{
          x: {
            ...{ name: text.chart.weeks, domain: [0, WEEKS], ticks: () => X_TICKS },
            format: (week) => text.chart.week({ week: Math.round(week + 0.5) }),
          },
          y: {
            ...{ name: text.table.accuracy, domain, format: percent },
            ticks: () => percentTicks(domain).map((share) => ({ at: share, text: text.chart.share({ share }) })),
          },
          series: [
            ...lines.map(({ policy, values }): Series => {
              const x = values.map((_, week) => week + 0.5)
              return { name: text.names[policy.id], kind: 'line', token: TOKENS[policy.id], x, y: values }
            }),
            ...lines.map(({ policy, values }): Series => {
              const weeks = policy.trainings.slice(1).map(({ week }) => week)
              return {
                ...{ name: text.chart.trained({ policy: text.names[policy.id] }), unlisted: true },
                ...{ kind: 'points', token: TOKENS[policy.id] },
                ...{ x: weeks, y: weeks.map((week) => between(values, week) ?? domain[0]) },
              }
            }),
          ],
          lanes: course.map(({ name, about, from, full, gone }) => ({
            name,
            bars: [
              { from: from / 7, full: full / 7, to: gone === undefined ? WEEKS : gone / 7, text: about, token: 'edge' },
            ],
          })),
        }}
      />
    </div>
  )
}

/** The value of a line at the start of a week, interpolated between the midpoints of that week and the previous one. */
function between(values: readonly number[], week: number): number | undefined {
  const [before, after] = [values[week - 1], values[week]]
  return before === undefined || after === undefined ? (before ?? after) : (before + after) / 2
}

const TOKENS: Readonly<Record<PolicyId, string>> = {
  never: 'data-other',
  monthly: 'data-1',
  'on drift': 'data-3',
  always: 'data-2',
}

// The lines of the chart: moving averages, and the domain and ticks of the y-axis.

/** Each point is an average over this many weeks, because a single week has only a few hundred predictions. */
const OVER = 3

/** The accuracy of each week, averaged with the two weeks before it. */
export function smoothed(right: readonly number[], asked: readonly number[]): readonly number[] {
  return right.map((_, week) => {
    const from = Math.max(0, week - OVER + 1)
    const sum = (values: readonly number[]) => values.slice(from, week + 1).reduce((all, value) => all + value, 0)
    return sum(right) / Math.max(1, sum(asked))
  })
}

/** The domain of the y-axis in multiples of 5%, with some padding. */
export function domainOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1]
  const low = Math.floor((Math.min(...values) - 0.01) * 20) / 20
  const high = Math.ceil((Math.max(...values) + 0.01) * 20) / 20
  return [Math.max(0, low), Math.min(1, Math.max(high, low + 0.1))]
}

/** Round percentages within the domain, using the smallest step size that results in at most five ticks. */
export function percentTicks([low, high]: readonly [number, number]): readonly number[] {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)]
  const step = [5, 10, 20, 25].find((one) => (to - from) / one <= 5) ?? 50
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => (first + i * step) / 100)
}
