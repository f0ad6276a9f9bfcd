/** @file Where a network fails: rows of a set whose label is probably wrong. */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { labelErrors } from '../../metrics/label-errors'
import { predictionsOf } from './prediction-table'
import type { SetPredictions } from './predictions'

/** A row that is confidently predicted as another class than its label. */
export interface SuspectLabel {
  readonly row: number
  readonly actual: string
  readonly suggested: string
  /** The probability of the suggested class. */
  readonly confidence: number
  /** The probability of the label minus the highest of another class. */
  readonly margin: number
}

/**
 * The rows whose label is probably wrong, lowest margin first. Refuses outputs that predict no classes, and rows that
 * all have the same label.
 */
export function labelErrorsOf(predictions: SetPredictions, output?: string, most = 100) {
  const { split, mayBeSeen } = predictions
  const decoded = predictionsOf(predictions, output)
  if (decoded.kind !== 'classes') return refuse('label-errors-no-classes', {})
  const { labels, rows, actual, probabilities } = decoded
  const [first = 0] = actual
  if (actual.every((one) => one === first)) return refuse('label-errors-one-class', { label: labels[first] ?? '' })
  const { errors, estimated } = labelErrors({ actual, probabilities, classes: labels.length })
  return {
    ...{ split, n: rows.length, found: errors.length, estimated },
    // The network has been fitted to these labels, so it agrees with some of the wrong ones.
    ...(split === 'train' ? { isInSample: true } : {}),
    ...(mayBeSeen ? { mayBeSeen } : {}),
    rows: errors.slice(0, most).map(
      ({ at, actual: label, suggested, confidence, margin }): SuspectLabel => ({
        ...{ row: rows[at] as number, actual: labels[label] as string, suggested: labels[suggested] as string },
        ...{ confidence, margin },
      }),
    ),
  }
}

export type SuspectLabels = ReturnType<typeof labelErrorsOf>
