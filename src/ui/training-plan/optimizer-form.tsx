/** @file OptimizerForm: the optimizer with its parameters, gradient clipping, and weight averaging. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import type { Clip } from '../../catalog/training-plan'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import { SpecFields } from './parameter-fields'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

const text = planFormsText.optimizer

/** The form that opens from the optimizer chip. */
export function OptimizerForm() {
  const [plan, set] = usePlan()
  const isRunning = useSelect(({ run }) => ['preparing', 'training', 'paused'].includes(run.tag))
  const { kind, ...values } = plan.optimizer
  const def = findOptimizer(kind)
  return (
    <>
      <Select
        label={text.label}
        value={kind}
        options={optimizers.map((one) => ({ value: one.kind, title: one.title }))}
        {...(def ? { help: def.summary } : {})}
        // Switching optimizers also sets the new optimizer's default learning rate, except during a run, because that
        // would change the rate of the run in progress.
        onChange={(next) => {
          const learningRate = isRunning ? undefined : findOptimizer(next)?.learningRate
          set({ optimizer: { kind: next }, ...(learningRate === undefined ? {} : { learningRate }) })
        }}
      />
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
