/** @file StoppingForm: whether a run ends by itself when it gets no better. */
import type { EarlyStopping } from '../../catalog/plan'
import type { OutputBinding } from '../../data/binding'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/option'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
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
            options={metricsFor(outputs, earlyStopping.metric)}
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

/** What can be watched: the losses, and what the one output is measured by. */
function metricsFor(outputs: readonly OutputBinding[], present: string): readonly Option[] {
  const options: Option[] = [
    { value: 'validationLoss', title: 'validation loss' },
    { value: 'loss', title: 'training loss' },
  ]
  const [only] = outputs
  if (only && outputs.length === 1) {
    options.push(
      only.task.kind === 'classes'
        ? { value: 'validationAccuracy', title: 'validation accuracy' }
        : { value: 'validationMae', title: 'validation mean absolute error' },
    )
  }
  if (!options.some(({ value }) => value === present)) options.push({ value: present, title: present })
  return options
}
