/**
 * @file The forms for the optimizer, with clipping and averaging, and for the learning rate, with its schedule as a
 * curve.
 */

import type { Lowered } from '../../catalog/keras-json'
import { findSchedule, schedules } from '../../catalog/learning-rate-schedules'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import type { ParamValue } from '../../catalog/params'
import { type Clip, LEARNING_RATES, type SchedulePick } from '../../catalog/training-plan'
import { lowerSchedule } from '../../compile/lower-plan'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { Chart } from '../charts/chart'
import type { Option } from '../kit/field'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import { learningRateCurve, learningRateText, type RunLength } from './learning-rate-curve'
import { SpecFields } from './parameter-fields'
import kit from '../kit/kit.module.css'
import styles from './plan-forms.module.css'
import { useIsTraining, usePlan, useRunLength } from './use-plan'

const text = planFormsText.optimizer

/** The form that opens from the optimizer chip. */
export function OptimizerForm() {
  const [plan, set] = usePlan()
  const isRunning = useSelect(({ run }) => ['preparing', 'training', 'paused'].includes(run.tag))
  const { kind, ...values } = plan.optimizer
  const def = findOptimizer(kind)
  const isDefaultRate = plan.learningRate === def?.learningRate
  return (
    <>
      <Select
        label={text.label}
        value={kind}
        options={optimizers.map((one) => ({ value: one.kind, title: one.title }))}
        {...(def ? { help: def.summary } : {})}
        // A default learning rate becomes that of the new optimizer, except during a run, which would use it at once. A
        // rate that the user set stays.
        onChange={(next) => {
          const learningRate = isRunning || !isDefaultRate ? undefined : findOptimizer(next)?.learningRate
          set({ optimizer: { kind: next }, ...(learningRate === undefined ? {} : { learningRate }) })
        }}
      />
      {def && !isDefaultRate && (
        <p className={kit.faintCaption}>
          {text.otherRate({ rate: plan.learningRate, optimizer: def.title, usual: def.learningRate })}
        </p>
      )}
      {def && (
        <SpecFields
          key={kind}
          specs={def.params}
          values={values}
          onChange={(name, value) => set({ optimizer: { kind, [name]: value } })}
        />
      )}
      <div className={styles.group}>
        <Clipping />
        <Averaging />
      </div>
    </>
  )
}

const CLIPS: readonly Option<Clip['by'] | 'off'>[] = [
  { value: 'off', title: text.clipping.off },
  { value: 'globalNorm', title: text.clipping.globalNorm, about: text.clipping.globalNormAbout },
  { value: 'norm', title: text.clipping.norm, about: text.clipping.normAbout },
  { value: 'value', title: text.clipping.value, about: text.clipping.valueAbout },
]

/** Gradient clipping settings. */
function Clipping() {
  const [{ clip }, set] = usePlan()
  return (
    <>
      <Select
        label={text.clipping.label}
        value={clip?.by ?? 'off'}
        options={CLIPS}
        {...(clip ? {} : { help: text.clipping.help })}
        onChange={(by) => set({ clip: by === 'off' ? null : { limit: clip?.limit ?? 1, by } })}
      />
      {clip && (
        <NumberField
          label={text.clipping.limit}
          value={clip.limit}
          min={1e-6}
          max={1e6}
          help={clip.by === 'value' ? text.clipping.limitHelpValue : text.clipping.limitHelp}
          onChange={(limit) => set({ clip: { ...clip, limit } })}
        />
      )}
    </>
  )
}

/** The default decay averages over roughly the last hundred updates, because runs in a browser are short. */
const DEFAULT_DECAY = 0.99

function Averaging() {
  const [{ movingAverage = 0, accumulate = 1 }, set] = usePlan()
  return (
    <>
      <Switch
        label={text.averaging.label}
        value={movingAverage > 0}
        help={text.averaging.help}
        onChange={(on) => set({ movingAverage: on ? DEFAULT_DECAY : null })}
      />
      {movingAverage > 0 && (
        <NumberField
          label={text.averaging.decay}
          value={movingAverage}
          min={0}
          max={0.9999}
          step={0.001}
          help={text.averaging.reach({ updates: Math.round(1 / (1 - movingAverage)), batches: accumulate })}
          onChange={(decay) => set({ movingAverage: decay === 0 ? null : decay })}
        />
      )}
    </>
  )
}

const rateText = planFormsText.rate

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
        label={rateText.label}
        value={plan.learningRate}
        {...LEARNING_RATES}
        help={rateText.help}
        onChange={(learningRate) => set({ learningRate })}
      />
      <div className={styles.group}>
        <Select
          label={rateText.schedule}
          value={kind}
          options={schedules.map((one) => ({ value: one.kind, title: one.title }))}
          {...(def ? { help: rateText.scheduleHelp({ summary: def.summary, isTraining }) } : {})}
          onChange={(other) =>
            change({ kind: other, ...scheduleDefaults(other, plan.epochs), ...(warmup === 0 ? {} : { warmup }) })
          }
        />
        {def && plan.schedule && (
          <LearningRateChart schedule={lowerSchedule(plan.schedule)} base={plan.learningRate} run={run} />
        )}
        {kind === 'plateau' && (
          <p className={`${kit.faintCaption} ${kit.above}`}>
            {hasNoValidation ? rateText.plateauBlind : rateText.plateau}
          </p>
        )}
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

/** The number of points of the curve. */
const POINTS = 200

interface LearningRateChartProps {
  readonly schedule: Lowered | undefined
  readonly base: number
  readonly run: RunLength
}

/** The learning rate over the steps of the run, and its course in words. */
function LearningRateChart({ schedule, base, run }: LearningRateChartProps) {
  const curve = learningRateCurve(schedule, base, run, POINTS)
  const summary = learningRateText(curve)
  return (
    <>
      <Chart
        title={rateText.title}
        label={rateText.chart({ summary })}
        height={110}
        source={{
          x: {
            ...{ name: rateText.steps, domain: [0, Math.max(1, run.steps - 1)], whole: true },
            format: (step) => rateText.step({ step, epoch: Math.floor(step / run.perEpoch) + 1 }),
          },
          y: { name: rateText.label, start: 0, format: (rate) => rateText.top({ rate }) },
          series: [
            {
              ...{ name: '', kind: 'line', token: 'train', look: 'thin' },
              ...{ x: curve.map(({ step }) => step), y: curve.map(({ rate }) => rate) },
            },
          ],
        }}
      />
      <p className={`${kit.caption} ${kit.above}`}>{summary}</p>
    </>
  )
}
