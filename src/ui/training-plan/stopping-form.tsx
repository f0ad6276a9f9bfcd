/** @file StoppingForm: early stopping, which ends a run when its metric stops improving. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { EarlyStopping } from '../../catalog/training-plan'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import { metricOptions } from './metric-options'
import { usePlan } from './use-plan'

const text = planFormsText.stopping

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
        label={text.label}
        value={earlyStopping !== undefined}
        help={text.help}
        onChange={(on) => set({ earlyStopping: on ? FIRST : null })}
      />
      {earlyStopping && (
        <>
          <Select
            label={text.metric}
            value={earlyStopping.metric}
            options={metricOptions(outputs, earlyStopping.metric)}
            onChange={(metric) => change({ metric })}
          />
          <NumberField
            label={text.patience}
            value={earlyStopping.patience}
            min={1}
            max={10000}
            integer
            unit={planFormsText.epochsUnit}
            help={text.patienceHelp}
            onChange={(patience) => change({ patience })}
          />
          <Switch
            label={text.restore}
            value={earlyStopping.restoreBest}
            help={text.restoreHelp}
            onChange={(restoreBest) => change({ restoreBest })}
          />
        </>
      )}
    </>
  )
}
