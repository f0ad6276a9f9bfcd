/** @file Mistakes: the off-diagonal cells of the confusion matrix as a list. */
import { chartsText } from '../../messages/en/charts'

export interface Mistake {
  /** Indices of the actual and the predicted class. */
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

/** All mistakes, most frequent first. */
export function mistakes(confusion: readonly (readonly number[])[]): readonly Mistake[] {
  return confusion
    .flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
    .filter((cell) => cell.count > 0 && cell.actual !== cell.predicted)
    .sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}

/** Formats a mistake as text, such as "4 predicted as 9: 31". */
export function mistakeText(mistake: Mistake, labels: readonly string[]): string {
  const nameOf = (at: number) => labels[at] ?? chartsText.confusion.unknownLabel
  return chartsText.confusion.mistake({
    actual: nameOf(mistake.actual),
    predicted: nameOf(mistake.predicted),
    examples: mistake.count,
  })
}
