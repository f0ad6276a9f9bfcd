/** @file metricOptions: the figures of an epoch that a plan can watch: the losses, and what the one output is measured by. */
import type { OutputBinding, Task } from '../../data/binding'
import type { Option } from '../kit/option'

/** The figures there are, and the present one whatever it is. */
export function metricOptions(outputs: readonly OutputBinding[], present?: string): readonly Option[] {
  const options: Option[] = [
    { value: 'validationLoss', title: 'validation loss' },
    { value: 'loss', title: 'training loss' },
  ]
  const [only] = outputs
  if (only && outputs.length === 1) {
    options.push(...optionsOf(only.task))
  }
  if (present !== undefined && !options.some(({ value }) => value === present)) {
    options.push({ value: present, title: present })
  }
  return options
}

function optionsOf(task: Task): readonly Option[] {
  const error = { value: 'validationMae', title: 'validation mean absolute error' }
  switch (task.kind) {
    case 'classes':
      return [{ value: 'validationAccuracy', title: 'validation accuracy' }]
    case 'sequence':
      return [
        { value: 'validationAccuracy', title: 'validation accuracy of a place' },
        { value: 'validationSequenceAccuracy', title: 'validation accuracy of whole texts' },
      ]
    case 'number':
      return [error]
    case 'image':
      return task.mask
        ? [
            { value: 'validationIou', title: 'validation IoU' },
            { value: 'validationDice', title: 'validation Dice' },
            { value: 'validationPixelAccuracy', title: 'validation pixel accuracy' },
            error,
          ]
        : [error]
    default:
      return task satisfies never
  }
}
