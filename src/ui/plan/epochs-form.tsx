/** @file EpochsForm: rounds over the data, what ends them sooner, and which of them are kept. */
import { isShare } from '../../data/metric-names'
import type { PlanPatch } from '../../studio/commands/plan'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import { metricOptions } from './metric-options'
import styles from './plan-forms.module.css'
import { useNextRun } from './use-next-run'
import { usePlan } from './use-plan'

/** The form of the epochs chip. */
export function EpochsForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  const { keepEvery = 0 } = plan
  return (
    <>
      <NumberField
        layout="stack"
        label="Epochs"
        value={plan.epochs}
        min={1}
        max={100000}
        integer
        help={`How many times all training rows are gone through.${next}`}
        onChange={(epochs) => set({ epochs })}
      />
      <StopSooner />
      <div className={styles.group}>
        <NumberField
          label="Keep every"
          unit="epochs"
          value={keepEvery}
          min={0}
          max={100000}
          integer
          help={
            keepEvery > 0
              ? 'These weights are kept for good, beside the last and the best.'
              : '0 keeps the last weights and the best alone.'
          }
          onChange={(every) => set({ keepEvery: every === 0 ? null : every })}
        />
      </div>
    </>
  )
}

const NONE = 'none'

/** Reasons to end before the last epoch; 0 is no limit. */
function StopSooner() {
  const [{ stopWhen = {} }, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const { metric, steps = 0, seconds = 0 } = stopWhen
  const change = (rules: NonNullable<PlanPatch['stopWhen']>) => set({ stopWhen: rules })
  return (
    <fieldset className={styles.part}>
      <legend>Stop sooner</legend>
      <Select
        label="At a figure"
        value={metric?.name ?? NONE}
        options={[{ value: NONE, title: 'no' }, ...metricOptions(outputs, metric?.name)]}
        onChange={(name) => change({ metric: name === NONE ? null : { name, value: goalOf(name) } })}
      />
      {metric && (
        <NumberField
          label="As good as"
          value={metric.value}
          min={-1e6}
          max={1e6}
          help={
            isShare(metric.name)
              ? 'A share: 0.95 is 95 %. The rule looks after each epoch.'
              : 'The rule looks after each epoch.'
          }
          onChange={(value) => change({ metric: { name: metric.name, value } })}
        />
      )}
      <NumberField
        label="After steps"
        value={steps}
        min={0}
        max={1e9}
        integer
        step={100}
        onChange={(most) => change({ steps: most === 0 ? null : most })}
      />
      <NumberField
        label="After seconds"
        value={seconds}
        min={0}
        max={1e9}
        step={10}
        help="0 is no limit. Pauses do not count."
        onChange={(most) => change({ seconds: most === 0 ? null : most })}
      />
    </fieldset>
  )
}

/** A first goal that is neither reached at once nor never. */
function goalOf(metric: string): number {
  return isShare(metric) ? 0.95 : 0.1
}
