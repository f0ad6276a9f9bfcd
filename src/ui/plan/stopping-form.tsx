/** @file StoppingForm: whether a run ends by itself when it gets no better. */
import type { EarlyStopping } from '../../catalog/plan'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import { metricOptions } from './metric-options'
import { usePlan } from './use-plan'

const FIRST: EarlyStopping = { metric: 'validationLoss', patience: 3, restoreBest: true }

/** The form of the early stopping chip. */
export function StoppingForm() {
  const [plan, set] = usePlan()
  const outputs = useSelect((state) => state.report.binding.outputs)
  const { earlyStopping } = plan
  const change = (part: Partial<EarlyStopping>) => set({ earlyStopping: { ...FIRST, ...earlyStopping, ...part } })
  return (
    <>
      <Switch
        label="Stop early"
        value={earlyStopping !== undefined}
        help="Ends the run when it gets no better, before it learns the rows by heart."
        onChange={(on) => set({ earlyStopping: on ? FIRST : null })}
      />
      {earlyStopping && (
        <>
          <Select
            label="Watch"
            value={earlyStopping.metric}
            options={metricOptions(outputs, earlyStopping.metric)}
            onChange={(metric) => change({ metric })}
          />
          <NumberField
            label="Patience"
            value={earlyStopping.patience}
            min={1}
            max={10000}
            integer
            unit="epochs"
            help="Epochs without a better value before it stops."
            onChange={(patience) => change({ patience })}
          />
          <Switch
            label="Keep the best"
            value={earlyStopping.restoreBest}
            help="Goes back to the weights of the best epoch."
            onChange={(restoreBest) => change({ restoreBest })}
          />
        </>
      )}
    </>
  )
}
