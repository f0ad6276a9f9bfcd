/** @file EpochsForm: the number of epochs, limits that stop a run earlier, and which weights are saved. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import { metricInHistory } from '../../metrics/catalog'
import type { PlanPatch } from '../../studio/commands/plan'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import { metricOptions } from './metric-options'
import styles from './plan-forms.module.css'
import { useIsTraining, usePlan } from './use-plan'

const text = planFormsText.epochs

/** The form that opens from the epochs chip. */
export function EpochsForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  const { keepEvery = 0 } = plan
  return (
    <>
      <NumberField
        layout="stack"
        label={text.label}
        value={plan.epochs}
        min={1}
        max={100000}
        integer
        help={text.help({ isTraining })}
        onChange={(epochs) => set({ epochs })}
      />
      <StopLimits />
      <div className={styles.group}>
        <NumberField
          label={text.keepEvery}
          unit={planFormsText.epochsUnit}
          value={keepEvery}
          min={0}
          max={100000}
          integer
          help={keepEvery > 0 ? text.keepEveryHelp : text.keepEveryNone}
          onChange={(every) => set({ keepEvery: every === 0 ? null : every })}
        />
      </div>
    </>
  )
}

const NONE = 'none'

/** Limits that end a run before its last epoch; 0 means no limit. */
function StopLimits() {
  const [{ stopWhen = {} }, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const { metric, steps = 0, seconds = 0 } = stopWhen
  const change = (rules: NonNullable<PlanPatch['stopWhen']>) => set({ stopWhen: rules })
  return (
    <fieldset className={styles.part}>
      <legend>{text.limits}</legend>
      <Select
        label={text.metric}
        value={metric?.name ?? NONE}
        options={[{ value: NONE, title: text.off }, ...metricOptions(outputs, metric?.name)]}
        onChange={(name) => change({ metric: name === NONE ? null : { name, value: initialTarget(name) } })}
      />
      {metric && (
        <NumberField
          label={text.target}
          value={metric.value}
          min={-1e6}
          max={1e6}
          help={isShare(metric.name) ? text.targetHelpShare : text.targetHelp}
          onChange={(value) => change({ metric: { name: metric.name, value } })}
        />
      )}
      <NumberField
        label={text.steps}
        value={steps}
        min={0}
        max={1e9}
        integer
        step={100}
        onChange={(most) => change({ steps: most === 0 ? null : most })}
      />
      <NumberField
        label={text.seconds}
        value={seconds}
        min={0}
        max={1e9}
        step={10}
        help={text.secondsHelp}
        onChange={(most) => change({ seconds: most === 0 ? null : most })}
      />
    </fieldset>
  )
}

/** Initial value for the target of a metric: neither trivial nor out of reach. */
function initialTarget(metric: string): number {
  return isShare(metric) ? 0.95 : 0.1
}

function isShare(metric: string): boolean {
  return metricInHistory(metric)?.kind === 'share'
}
