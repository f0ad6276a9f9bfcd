/** @file The forms for the epochs and for early stopping: when a run ends, and which weights it keeps. */

import { metricId, parseMetricId } from '../../base/metric-id'
import type { EarlyStopping } from '../../catalog/training-plan'
import type { OutputBinding, Task } from '../../data/column-binding'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { type MetricText, metricsText, metricText } from '../../messages/en/metrics'
import { metricInHistory, metricsFor } from '../../metrics/catalog'
import { textFor } from '../../metrics/format-metric'
import type { PlanPatch } from '../../studio/commands/plan'
import type { Option } from '../kit/field'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
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

const stoppingText = planFormsText.stopping

const FIRST: EarlyStopping = { metric: 'validationLoss', patience: 3, restoreBest: true }

/** The form that opens from the early stopping chip. */
export function StoppingForm() {
  const [plan, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const { earlyStopping } = plan
  const change = (part: Partial<EarlyStopping>) => set({ earlyStopping: { ...FIRST, ...earlyStopping, ...part } })
  return (
    <>
      <Switch
        label={stoppingText.label}
        value={earlyStopping !== undefined}
        help={stoppingText.help}
        onChange={(on) => set({ earlyStopping: on ? FIRST : null })}
      />
      {earlyStopping && (
        <>
          <Select
            label={stoppingText.metric}
            value={earlyStopping.metric}
            options={metricOptions(outputs, earlyStopping.metric)}
            onChange={(metric) => change({ metric })}
          />
          <NumberField
            label={stoppingText.patience}
            value={earlyStopping.patience}
            min={1}
            max={10000}
            integer
            unit={planFormsText.epochsUnit}
            help={stoppingText.patienceHelp}
            onChange={(patience) => change({ patience })}
          />
          <Switch
            label={stoppingText.restore}
            value={earlyStopping.restoreBest}
            help={stoppingText.restoreHelp}
            onChange={(restoreBest) => change({ restoreBest })}
          />
        </>
      )}
    </>
  )
}

/** The available metrics, which always include the current one. */
function metricOptions(outputs: readonly OutputBinding[], current?: string): readonly Option[] {
  const [only] = outputs
  const ofOutput = only && outputs.length === 1 ? optionsOf(only.task) : []
  const options = [option(metricId({ of: 'validation', metric: 'loss' })), option('loss'), ...ofOutput]
  if (current === undefined || options.some(({ value }) => value === current)) return options
  return [...options, option(current)]
}

function optionsOf(task: Task): readonly Option[] {
  return metricsFor(task)
    .filter(({ everyEpoch }) => everyEpoch)
    .map((metric) => option(metricId({ of: 'validation', metric: metric.id }), textFor(metric, task.kind)))
}

function option(id: string, text: MetricText | undefined = metricText(parseMetricId(id).metric)): Option {
  return { value: id, title: text ? metricsText.ofSet[parseMetricId(id).of]({ name: text.short }) : id }
}
