/**
 * @file The policy comparison tab: four retraining policies simulated over one year, with their costs at given prices,
 * and the winner.
 */

import { useState } from 'react'
import { policiesText as text } from '../../../../messages/en/operate/policies'
import type { PolicyId, PolicyState } from '../../../../ops/policy-comparison/compare-policies'
import {
  DEFAULT_PRICES,
  type Outcome,
  type Prices,
  policyOutcome,
  verdictText,
} from '../../../../ops/policy-comparison/compare-policies'
import type { DriftPeriod } from '../../../../ops/policy-comparison/simulated-year'
import { WEEKS } from '../../../../ops/policy-comparison/simulated-year'
import type { PolicyComparison } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { NumberField } from '../../../kit/number-field'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { useStudio } from '../../../studio-context'
import { linePath, SvgPlot } from '../svg-plot'
import { useOperate } from '../use-operate'
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
    <div className={styles.tab}>
      <header className={styles.head}>
        <p>
          <Rich text={text.intro} marks={{ sim: (inner) => <span className={styles.simulated}>{inner}</span> }} />
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
      {comparison.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {comparison.why}
        </p>
      )}
      {(comparison.tag === 'running' || comparison.tag === 'over' || comparison.tag === 'stopped') && (
        <Shown race={comparison} prices={prices} onPrices={setPrices} />
      )}
    </div>
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
      <p className={styles.verdict} role="status">
        {tag === 'over'
          ? text.over({ dataset: title, seed, verdict: verdictText(outcomes) })
          : text[tag]({ dataset: title, seed, week: state.week, weeks: WEEKS })}
      </p>
      <div className={styles.costs}>
        <PoliciesChart policies={state.policies} course={course} />
        <div className={styles.totals}>
          <DataTable
            look="figures"
            className={styles.table}
            columns={COLUMNS}
            rows={outcomes}
            rowKey={({ id }) => id}
            rowAttributes={(one) => ({ 'data-best': tag === 'over' && one === best ? 'yes' : 'no' })}
          />
          <fieldset className={styles.prices}>
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
          <p className={styles.soft}>
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
        <i style={{ background: COLORS[id] }} />
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

/** The height of a row for a drift, and the radius of the dot of a training, in pixels. */
const [ROW, DOT] = [16, 2.5]
const X_TICKS = [0, 10, 20, 30, 40, 50].map((week) => ({
  at: week,
  text: week === 0 ? text.chart.start : text.chart.week({ week }),
}))

function PoliciesChart({ policies, course }: PoliciesChartProps) {
  const lines = policies.map((policy) => ({ policy, values: smoothed(policy.right, policy.asked) }))
  const [low, high] = domainOf(lines.flatMap(({ values }) => values))
  const weeks = Math.max(0, ...lines.map(({ values }) => values.length))
  return (
    <SvgPlot
      label={text.chart.label}
      className={styles.chart}
      margin={{ right: 76, bottom: 18 + course.length * ROW }}
      x={{ low: 0, high: WEEKS }}
      y={{ low, high }}
      yTicks={percentTicks([low, high]).map((share) => ({ at: share, text: text.chart.share({ share }) }))}
      xTicks={() => X_TICKS}
    >
      {({ bottom, x, y }) => {
        const ends = spreadOut(
          lines.map(({ values }) => y(values.at(-1) ?? low)),
          14,
        )
        return (
          <>
            {course.map(({ name, about, from, full, gone }, i) => {
              const at = bottom + 22 + i * ROW
              const [x0, x1, x2] = [x(from / 7), x(full / 7), x((gone ?? 7 * WEEKS) / 7)]
              return (
                <g key={name}>
                  <title>{about}</title>
                  <polygon
                    className={styles.drift}
                    points={`${x0},${at + 10} ${x1},${at} ${x2},${at} ${x2},${at + 10}`}
                  />
                  <text x={x0 - 4} y={at + 9} textAnchor="end">
                    {name}
                  </text>
                </g>
              )
            })}
            {lines.map(({ policy, values }, i) => (
              <g key={policy.id} style={{ stroke: COLORS[policy.id], fill: COLORS[policy.id] }}>
                <path className={styles.line} d={linePath(values.map((share, week) => [x(week + 0.5), y(share)]))} />
                {policy.trainings.slice(1).map(({ week }) => (
                  <circle key={week} r={DOT} cx={x(week)} cy={y(between(values, week) ?? low)} />
                ))}
                {weeks > 0 && (
                  <text className={styles.end} x={x(weeks) + DOT + 5} y={(ends[i] as number) + 4}>
                    {text.names[policy.id]}
                  </text>
                )}
              </g>
            ))}
          </>
        )
      }}
    </SvgPlot>
  )
}

/** The value of a line at the start of a week, interpolated between the midpoints of that week and the previous one. */
function between(values: readonly number[], week: number): number | undefined {
  const [before, after] = [values[week - 1], values[week]]
  return before === undefined || after === undefined ? (before ?? after) : (before + after) / 2
}

const COLORS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--data-1)',
  'on drift': 'var(--accent)',
  always: 'var(--data-2)',
}

// The lines of the chart: moving averages, the domain and ticks of the y-axis, and labels that do not overlap.

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

/** Moves positions apart so that they are at least `apart` from each other, preserving their order. */
export function spreadOut(places: readonly number[], apart: number): readonly number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number))
  const out = [...places]
  for (let k = 1; k < order.length; k++) {
    const [before, here] = [order[k - 1] as number, order[k] as number]
    out[here] = Math.max(out[here] as number, (out[before] as number) + apart)
  }
  return out
}
