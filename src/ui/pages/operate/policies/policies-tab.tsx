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
import { useSize } from '../../../charts/canvas-hooks'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { NumberField } from '../../../kit/number-field'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './policies.module.css'
import { domainOf, percentTicks, smoothed, spreadOut } from './policy-chart-lines'

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

const [LEFT, RIGHT, TOP, ROW] = [46, 76, 8, 16]
const DOT = 2.5

function PoliciesChart({ policies, course }: PoliciesChartProps) {
  const [frame, { width, height }] = useSize<HTMLDivElement>()
  const below = TOP + 18 + course.length * ROW
  const [inner, tall] = [Math.max(60, width - LEFT - RIGHT), Math.max(60, height - below)]
  const lines = policies.map((policy) => ({ policy, values: smoothed(policy.right, policy.asked) }))
  const [low, high] = domainOf(lines.flatMap(({ values }) => values))
  const x = (week: number) => LEFT + (week / WEEKS) * inner
  const y = (share: number) => TOP + tall - ((share - low) / (high - low)) * tall
  const ends = spreadOut(
    lines.map(({ values }) => y(values.at(-1) ?? low)),
    14,
  )
  const ticks = percentTicks([low, high])
  const weeks = Math.max(0, ...lines.map(({ values }) => values.length))
  return (
    <div ref={frame} className={styles.chart} dir="ltr">
      <svg width={width} height={height} role="img" aria-label={text.chart.label}>
        {ticks.map((share) => (
          <g key={share}>
            <line className={styles.grid} x1={LEFT} x2={LEFT + inner} y1={y(share)} y2={y(share)} />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end">
              {text.chart.share({ share })}
            </text>
          </g>
        ))}
        {course.map((one, i) => {
          const at = TOP + tall + 22 + i * ROW
          const [from, full, gone] = [one.from, one.full, one.gone ?? 7 * WEEKS].map((day) => x(day / 7)) as [
            number,
            number,
            number,
          ]
          return (
            <g key={one.name}>
              <title>{one.about}</title>
              <polygon
                className={styles.drift}
                points={`${from},${at + 10} ${full},${at} ${gone},${at} ${gone},${at + 10}`}
              />
              <text x={from - 4} y={at + 9} textAnchor="end">
                {one.name}
              </text>
            </g>
          )
        })}
        {lines.map(({ policy, values }, i) => (
          <g key={policy.id} style={{ stroke: COLORS[policy.id], fill: COLORS[policy.id] }}>
            <polyline
              className={styles.line}
              points={values.map((share, week) => `${x(week + 0.5)},${y(share)}`).join(' ')}
            />
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
        {[0, 10, 20, 30, 40, 50].map((week) => (
          <text key={week} x={x(week)} y={TOP + tall + 14} textAnchor="middle">
            {week === 0 ? text.chart.start : text.chart.week({ week })}
          </text>
        ))}
      </svg>
    </div>
  )
}

/** The value of a line at the start of a week, interpolated between the midpoints of that week and the previous one. */
function between(values: readonly number[], week: number): number | undefined {
  const [before, after] = [values[week - 1], values[week]]
  return before === undefined || after === undefined ? (before ?? after) : (before + after) / 2
}

const COLORS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--class-0)',
  'on drift': 'var(--accent)',
  always: 'var(--class-1)',
}
