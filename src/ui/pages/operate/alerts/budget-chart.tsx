/** @file BudgetChart: the remaining error budget over simulated time, from 100% to below zero. */
import { useMemo } from 'react'
import { objectivesText } from '../../../../messages/en/operate/objectives'
import { virtualTime } from '../../../../messages/format'
import { type Minutes, type Slo, sloSentence } from '../../../../ops/slo'
import { burnDown } from '../../../../ops/slo-burn'
import { useSize } from '../../../charts/use-size'
import styles from './alerts.module.css'
import { MINUTE } from '../../../../ops/scenario/scenario'

const text = objectivesText.budget

const HEIGHT = 92
/** Space for the axis labels, in pixels: on the left (`LEFT`) and below the chart (`BELOW`). */
const LEFT = 44
const BELOW = 16
const POINTS = 300

/** A line chart of the remaining error budget. */
export function BudgetChart({
  slo,
  minutes,
  left,
}: {
  readonly slo: Slo
  readonly minutes: Minutes
  readonly left: number
}) {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const { first, total } = minutes
  const length = total.length
  const points = useMemo(() => burnDown(minutes, slo, Math.max(1, Math.ceil(length / POINTS))), [minutes, slo, length])
  const lowest = Math.max(-1, Math.min(0, ...points.map((point) => point.left)))
  const inner = Math.max(1, width - LEFT - 6)
  const x = (minute: number) => LEFT + (inner * (minute - first)) / Math.max(1, length - 1)
  const y = (share: number) => 6 + (HEIGHT - BELOW - 12) * ((1 - Math.max(lowest, share)) / (1 - lowest))
  const path = points.map(
    ({ minute, left }, i) => `${i === 0 ? 'M' : 'L'}${x(minute).toFixed(1)} ${y(left).toFixed(1)}`,
  )
  const marks = lowest < 0 ? [1, 0, lowest] : [1, 0.5, 0]
  return (
    <div
      ref={frame}
      className={styles.chart}
      dir="ltr"
      role="img"
      aria-label={text.chart({ objective: sloSentence(slo), left, fromMinute: first, toMinute: first + length })}
    >
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {marks.map((share) => (
          <g key={share}>
            <line x1={LEFT} x2="100%" y1={y(share)} y2={y(share)} className={share === 0 ? styles.zero : styles.grid} />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end">
              {text.mark({ share })}
            </text>
          </g>
        ))}
        {width > 0 && points.length > 1 && <path d={path.join('')} className={styles.line} data-bad={left < 0} />}
        <text x={LEFT} y={HEIGHT - 3}>
          {virtualTime(first * MINUTE)}
        </text>
        <text x="100%" y={HEIGHT - 3} textAnchor="end">
          {virtualTime((first + length) * MINUTE)}
        </text>
      </svg>
    </div>
  )
}
