/** @file RateChart: a small curve of the learning rate over the run. */
import { count, counted } from '../../messages/format'
import type { Lowered } from '../../catalog/lowered'
import { numberText } from '../kit/number-text'
import { rateCurve, rateWords, type RunLength } from './rate-curve'
import styles from './rate-chart.module.css'

/** Of the curve, in CSS pixels. */
const WIDTH = 266
const HEIGHT = 64

interface RateChartProps {
  readonly schedule: Lowered | undefined
  readonly base: number
  readonly run: RunLength
}

/** The curve with its highest rate, nothing, and the epochs of the run. */
export function RateChart({ schedule, base, run }: RateChartProps) {
  const curve = rateCurve(schedule, base, run, WIDTH)
  const top = curve.reduce((most, { rate }) => Math.max(most, rate), 0)
  const x = (step: number) => (run.steps > 1 ? (step / (run.steps - 1)) * WIDTH : 0)
  const y = (rate: number) => (top > 0 ? HEIGHT - (rate / top) * (HEIGHT - 2) - 1 : HEIGHT)
  const places = curve.map(({ step, rate }) => `${x(step).toFixed(1)},${y(rate).toFixed(1)}`)
  const words = rateWords(curve)
  return (
    <figure className={styles.chart}>
      <div className={styles.scale} aria-hidden="true">
        <span>{numberText(Number(top.toPrecision(3)))}</span>
      </div>
      <svg width="100%" height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
        <title>{`Learning rate over the run: ${words}`}</title>
        <path className={styles.base} d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        <polyline className={styles.line} points={places.join(' ')} />
      </svg>
      <div className={styles.scale} aria-hidden="true">
        <span>0</span>
        <span>{`${counted(Math.round(run.steps / run.perEpoch), 'epoch')}, ${count(run.steps)} steps`}</span>
      </div>
      <figcaption className={styles.words}>{words}</figcaption>
    </figure>
  )
}
