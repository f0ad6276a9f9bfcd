/**
 * @file PoliciesChart: the weekly accuracy of each retraining policy as a line, with a dot for each training run and
 * the periods of drift below.
 */
import { policiesText as text } from '../../../../messages/en/operate/policies'
import { WEEKS, type DriftPeriod } from '../../../../ops/policy-comparison/drift-schedule'
import type { PolicyState } from '../../../../ops/policy-comparison/compare-policies'
import { useSize } from '../../../charts/use-size'
import { COLORS } from './policy-colors'
import styles from './policies.module.css'
import { domainOf, percentTicks, smoothed, spreadOut } from './policy-chart-lines'

export interface PoliciesChartProps {
  readonly policies: readonly PolicyState[]
  readonly course: readonly DriftPeriod[]
}

const [LEFT, RIGHT, TOP, ROW] = [46, 76, 8, 16]
const DOT = 2.5

export function PoliciesChart({ policies, course }: PoliciesChartProps) {
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
