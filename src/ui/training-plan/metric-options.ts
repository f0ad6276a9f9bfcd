/**
 * @file metricOptions: the metrics that can stop a run early: the losses and, for a network with a single output, that
 * output's metrics.
 */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { OutputBinding, Task } from '../../data/column-binding'
import type { Option } from '../kit/field'

const text = planFormsText.metrics

/** The available metrics, which always include the current one. */
export function metricOptions(outputs: readonly OutputBinding[], current?: string): readonly Option[] {
  const options: Option[] = [
    { value: 'validationLoss', title: text.validationLoss },
    { value: 'loss', title: text.loss },
  ]
  const [only] = outputs
  if (only && outputs.length === 1) {
    options.push(...optionsOf(only.task))
  }
  if (current !== undefined && !options.some(({ value }) => value === current)) {
    options.push({ value: current, title: current })
  }
  return options
}

function optionsOf(task: Task): readonly Option[] {
  const error = { value: 'validationMae', title: text.validationMae }
  switch (task.kind) {
    case 'classes':
      return [{ value: 'validationAccuracy', title: text.validationAccuracy }]
    case 'sequence':
      return [
        { value: 'validationAccuracy', title: text.validationPositionAccuracy },
        { value: 'validationSequenceAccuracy', title: text.validationSequenceAccuracy },
      ]
    case 'number':
      return [error]
    case 'image':
      return task.mask
        ? [
            { value: 'validationIou', title: text.validationIou },
            { value: 'validationDice', title: text.validationDice },
            { value: 'validationPixelAccuracy', title: text.validationPixelAccuracy },
            error,
          ]
        : [error]
    default:
      return task satisfies never
  }
}
