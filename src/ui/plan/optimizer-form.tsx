/** @file OptimizerForm: how steps are taken: the optimizer with its parameters, how gradients are clipped, what is averaged. */
import { counted } from '../../messages/format'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import type { Clip } from '../../catalog/plan'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/option'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import { SpecFields } from './spec-fields'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

/** The form of the optimizer chip. */
export function OptimizerForm() {
  const [plan, set] = usePlan()
  const running = useSelect(({ run }) => ['preparing', 'training', 'paused'].includes(run.tag))
  const { kind, ...values } = plan.optimizer
  const def = findOptimizer(kind)
  return (
    <>
      <Select
        label="Optimizer"
        value={kind}
        options={optimizers.map((one) => ({ value: one.kind, title: one.title }))}
        {...(def ? { help: def.summary } : {})}
        // A rate that suits one optimizer is far off for another: the new one brings its own, unless a run that is on would follow it.
        onChange={(next) => {
          const learningRate = running ? undefined : findOptimizer(next)?.learningRate
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
  { value: 'off', title: 'off' },
  { value: 'globalNorm', title: 'all together', about: 'the norm of all gradients; keeps their direction' },
  { value: 'norm', title: 'each weight', about: "the norm of each weight's gradient" },
  { value: 'value', title: 'each number', about: 'every number by itself' },
]

/** What one gradient may at most be. */
function Clipping() {
  const [{ clip }, set] = usePlan()
  return (
    <>
      <Select
        label="Clip gradients"
        value={clip?.by ?? 'off'}
        options={CLIPS}
        {...(clip ? {} : { help: 'Keeps one bad batch from throwing the weights far off.' })}
        onChange={(by) => set({ clip: by === 'off' ? null : { limit: clip?.limit ?? 1, by } })}
      />
      {clip && (
        <NumberField
          label="Clip at"
          value={clip.limit}
          min={1e-6}
          max={1e6}
          help={
            clip.by === 'value'
              ? 'No number of a gradient is larger than this.'
              : 'Longer gradients are made this long.'
          }
          onChange={(limit) => set({ clip: { ...clip, limit } })}
        />
      )}
    </>
  )
}

/** Runs here are short: an average over the last hundred updates is a good first one. */
const KEEP = 0.99

function Averaging() {
  const [{ movingAverage = 0, accumulate = 1 }, set] = usePlan()
  return (
    <>
      <Switch
        label="Average weights"
        value={movingAverage > 0}
        help="Validation and the result are of a moving average of the weights, which evens out the jumps of single updates."
        onChange={(on) => set({ movingAverage: on ? KEEP : null })}
      />
      {movingAverage > 0 && (
        <NumberField
          label="Decay"
          value={movingAverage}
          min={0}
          max={0.9999}
          step={0.001}
          help={reachWords(movingAverage, accumulate)}
          onChange={(keep) => set({ movingAverage: keep === 0 ? null : keep })}
        />
      )}
    </>
  )
}

/** How far back an average that keeps this much of itself reaches. */
function reachWords(keep: number, batches: number): string {
  const updates = counted(Math.round(1 / (1 - keep)), 'update')
  const made = batches > 1 ? `, each of ${batches} batches` : ''
  return `Once the run is that long, about the last ${updates}${made}, are in it; early on, fewer.`
}
