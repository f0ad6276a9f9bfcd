/** @file LearningRateForm: the learning rate and its schedule. */

import type { Lowered } from '../../catalog/keras-json'
import { findSchedule, schedules } from '../../catalog/learning-rate-schedules'
import type { ParamValue } from '../../catalog/params'
import { LEARNING_RATES, type SchedulePick } from '../../catalog/training-plan'
import { lowerSchedule } from '../../compile/lower-plan'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import learningRateChartStyles from './learning-rate-chart.module.css'
import { learningRateCurve, learningRateText, type RunLength } from './learning-rate-curve'
import { SpecFields } from './parameter-fields'
import styles from './plan-forms.module.css'
import { useIsTraining, usePlan, useRunLength } from './use-plan'

const text = planFormsText.rate

const CONSTANT: SchedulePick = { kind: 'constant' }

/**
 * The form that opens from the learning rate chip. The learning rate is the only setting that takes effect during a
 * run.
 */
export function LearningRateForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  const run = useRunLength()
  const hasNoValidation = useSelect(({ project }) => !(project.plan.split.validation > 0))
  const { kind, ...values } = plan.schedule ?? CONSTANT
  const { warmup = 0 } = values
  const def = findSchedule(kind)
  const change = (schedule: SchedulePick) => set({ schedule: isConstant(schedule) ? null : schedule })
  return (
    <>
      <NumberField
        layout="stack"
        label={text.label}
        value={plan.learningRate}
        {...LEARNING_RATES}
        help={text.help}
        onChange={(learningRate) => set({ learningRate })}
      />
      <div className={styles.group}>
        <Select
          label={text.schedule}
          value={kind}
          options={schedules.map((one) => ({ value: one.kind, title: one.title }))}
          {...(def ? { help: text.scheduleHelp({ summary: def.summary, isTraining }) } : {})}
          onChange={(other) =>
            change({ kind: other, ...scheduleDefaults(other, plan.epochs), ...(warmup === 0 ? {} : { warmup }) })
          }
        />
        {def && plan.schedule && (
          <LearningRateChart schedule={lowerSchedule(plan.schedule)} base={plan.learningRate} run={run} />
        )}
        {kind === 'plateau' && <p className={styles.note}>{hasNoValidation ? text.plateauBlind : text.plateau}</p>}
        {def && (
          <SpecFields
            key={kind}
            specs={def.params}
            values={values}
            onChange={(name, value) => change({ kind, [name]: value })}
          />
        )}
      </div>
    </>
  )
}

/**
 * Overrides a schedule's defaults in short runs, where the first drop of a step schedule would come after the last
 * epoch.
 */
function scheduleDefaults(kind: string, epochs: number): Readonly<Record<string, ParamValue>> {
  const every = findSchedule(kind)?.params.every
  if (kind !== 'step' || typeof every?.default !== 'number' || every.default < epochs) return {}
  return { every: Math.max(1, Math.round(epochs / 3)) }
}

/** Whether a schedule has no effect and can be omitted. */
function isConstant({ kind, warmup = 0 }: { readonly kind: string; readonly warmup?: ParamValue }): boolean {
  return kind === 'constant' && warmup === 0
}

const learningRateChartText = planFormsText.rate

/** Size of the chart in CSS pixels. */
const WIDTH = 266
const HEIGHT = 64

interface LearningRateChartProps {
  readonly schedule: Lowered | undefined
  readonly base: number
  readonly run: RunLength
}

/** The curve, labeled with its maximum rate, 0, and the length of the run. */
function LearningRateChart({ schedule, base, run }: LearningRateChartProps) {
  const curve = learningRateCurve(schedule, base, run, WIDTH)
  const top = curve.reduce((most, { rate }) => Math.max(most, rate), 0)
  const x = (step: number) => (run.steps > 1 ? (step / (run.steps - 1)) * WIDTH : 0)
  const y = (rate: number) => (top > 0 ? HEIGHT - (rate / top) * (HEIGHT - 2) - 1 : HEIGHT)
  const points = curve.map(({ step, rate }) => `${x(step).toFixed(1)},${y(rate).toFixed(1)}`)
  const summary = learningRateText(curve)
  return (
    <figure className={learningRateChartStyles.chart}>
      <div className={learningRateChartStyles.scale} aria-hidden="true">
        <span>{learningRateChartText.top({ rate: top })}</span>
      </div>
      <svg width="100%" height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
        <title>{learningRateChartText.chart({ summary })}</title>
        <path className={learningRateChartStyles.base} d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        <polyline className={learningRateChartStyles.line} points={points.join(' ')} />
      </svg>
      <div className={learningRateChartStyles.scale} aria-hidden="true">
        <span>0</span>
        <span>{learningRateChartText.length({ epochs: Math.round(run.steps / run.perEpoch), steps: run.steps })}</span>
      </div>
      <figcaption className={learningRateChartStyles.words}>{summary}</figcaption>
    </figure>
  )
}
