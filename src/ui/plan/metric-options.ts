/** @file metricOptions: the figures of an epoch that a plan can watch: the losses, and what the one output is measured by. */
import type { OutputBinding } from '../../data/binding'
import type { Option } from '../kit/option'

/** The figures there are, and the present one whatever it is. */
export function metricOptions(outputs: readonly OutputBinding[], present?: string): readonly Option[] {
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
  if (present !== undefined && !options.some(({ value }) => value === present)) {
    options.push({ value: present, title: present })
  }
  return options
}
