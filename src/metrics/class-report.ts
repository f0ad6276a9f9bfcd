/**
 * @file classReport: accuracy, precision, recall and F1 for each class, and the confusion matrix, following the
 * conventions of scikit-learn.
 */
import type { ClassScore } from './evaluation'

export interface ClassReport {
  readonly accuracy: number
  readonly perClass: readonly ClassScore[]
  /** Rows are actual classes, columns are predicted classes. */
  readonly confusion: readonly (readonly number[])[]
  readonly macro: Averages
  readonly weighted: Averages
}

export interface Averages {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Computes the report from predicted and actual class indexes. 0 / 0 is defined as 0, as with `zero_division=0`. */
export function classReport(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: readonly string[],
): ClassReport {
  const confusion = labels.map(() => labels.map(() => 0))
  for (let i = 0; i < actual.length; i++) {
    const row = confusion[actual[i] as number] as number[]
    const column = predicted[i] as number
    row[column] = (row[column] as number) + 1
  }
  return reportOf(confusion, labels)
}

/**
 * Computes the report from an existing confusion matrix, in which rows are actual classes and columns are predicted
 * classes.
 */
export function reportOf(confusion: readonly (readonly number[])[], labels: readonly string[]): ClassReport {
  const asPredicted = labels.map((_, column) => sum(confusion.map((row) => row[column] as number)))
  const perClass = labels.map((label, index): ClassScore => {
    const support = sum(confusion[index] as readonly number[])
    const hits = confusion[index]?.[index] as number
    const guesses = asPredicted[index] as number
    return {
      label,
      precision: ratio(hits, guesses),
      recall: ratio(hits, support),
      // F1 = 2 TP / (2 TP + FP + FN). The denominator is the number of rows of the class plus the number of rows
      // predicted as the class.
      f1: ratio(2 * hits, support + guesses),
      support,
    }
  })
  const hits = sum(confusion.map((row, index) => row[index] as number))
  // A class that neither occurs nor is predicted does not count toward the means.
  const seen = perClass.filter((score, index) => score.support > 0 || (asPredicted[index] as number) > 0)
  return {
    accuracy: ratio(hits, sum(confusion.map(sum))),
    perClass,
    confusion,
    macro: average(seen, () => 1),
    weighted: average(seen, ({ support }) => support),
  }
}

function average(scores: readonly ClassScore[], weight: (score: ClassScore) => number): Averages {
  const total = sum(scores.map(weight))
  const mean = (of: (score: ClassScore) => number) =>
    ratio(sum(scores.map((score) => of(score) * weight(score))), total)
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
