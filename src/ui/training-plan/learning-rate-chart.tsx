/** @file LearningRateChart: a small curve of the learning rate during the run. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { Lowered } from '../../catalog/keras-json'
import { learningRateCurve, learningRateText, type RunLength } from './learning-rate-curve'
import styles from './learning-rate-chart.module.css'

const text = planFormsText.rate

/** Size of the chart in CSS pixels. */
const WIDTH = 266
const HEIGHT = 64

interface LearningRateChartProps {
  readonly schedule: Lowered | undefined
  readonly base: number
  readonly run: RunLength
}

/** The curve, labeled with its maximum rate, 0, and the length of the run. */
export function LearningRateChart({ schedule, base, run }: LearningRateChartProps) {
  const curve = learningRateCurve(schedule, base, run, WIDTH)
  const top = curve.reduce((most, { rate }) => Math.max(most, rate), 0)
  const x = (step: number) => (run.steps > 1 ? (step / (run.steps - 1)) * WIDTH : 0)
  const y = (rate: number) => (top > 0 ? HEIGHT - (rate / top) * (HEIGHT - 2) - 1 : HEIGHT)
  const points = curve.map(({ step, rate }) => `${x(step).toFixed(1)},${y(rate).toFixed(1)}`)
  const summary = learningRateText(curve)
  return (
    <figure className={styles.chart}>
      <div className={styles.scale} aria-hidden="true">
        <span>{text.top({ rate: top })}</span>
      </div>
      <svg width="100%" height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
        <title>{text.chart({ summary })}</title>
        <path className={styles.base} d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        <polyline className={styles.line} points={points.join(' ')} />
      </svg>
      <div className={styles.scale} aria-hidden="true">
        <span>0</span>
        <span>{text.length({ epochs: Math.round(run.steps / run.perEpoch), steps: run.steps })}</span>
      </div>
      <figcaption className={styles.words}>{summary}</figcaption>
    </figure>
  )
}
