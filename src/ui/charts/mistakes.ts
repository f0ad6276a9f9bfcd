/** @file Mistakes: what was taken for what, as a list for eyes, keyboard and screen reader; the same content as the matrix. */

export interface Mistake {
  /** Positions of the true and the predicted class. */
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

/** Every kind of mistake, the most frequent first. */
export function mistakes(confusion: readonly (readonly number[])[]): readonly Mistake[] {
  return confusion
    .flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
    .filter((cell) => cell.count > 0 && cell.actual !== cell.predicted)
    .sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}

/** One mistake as a sentence's part: 4 taken for 9: 31. */
export function mistakeWords(mistake: Mistake, labels: readonly string[]): string {
  return `${labels[mistake.actual] ?? '?'} taken for ${labels[mistake.predicted] ?? '?'}: ${mistake.count.toLocaleString('en-US')}`
}
