/**
 * @file Class report: the confusion matrix of predicted classes, and the metrics of each class, following the
 * conventions of scikit-learn.
 */
import { CLASS_METRICS } from './catalog'
import { columnSums } from './catalog/classification'
import type { MetricEvidence } from './define-metric'
import type { ClassesEvaluation, ClassScore } from './evaluation'
import { measureClass } from './metrics-of'

/** Counts predicted classes (columns) by actual classes (rows). */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ClassesEvaluation['confusion'] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let i = 0; i < actual.length; i++) {
    const row = confusion[actual[i] as number] as number[]
    const column = predicted[i] as number
    row[column] = (row[column] as number) + 1
  }
  return confusion
}

/** Computes the metrics of each class from the confusion matrix. */
export function classScores(
  confusion: ClassesEvaluation['confusion'],
  labels: readonly string[],
): readonly ClassScore[] {
  const all = sum(confusion.map(sum))
  const asPredicted = columnSums(confusion)
  return labels.map((label, index) => {
    const support = sum(confusion[index] as readonly number[])
    const truePositives = confusion[index]?.[index] as number
    const falsePositives = (asPredicted[index] as number) - truePositives
    const falseNegatives = support - truePositives
    const trueNegatives = all - truePositives - falsePositives - falseNegatives
    return { label, ...measureClass({ truePositives, falsePositives, falseNegatives, trueNegatives }), support }
  })
}

/**
 * A class with a smaller share of the rows than this counts as rare, because a model that never predicts it is still
 * nearly always correct.
 */
const RARE_SHARE = 0.1

/**
 * Adds the metrics that need the scores of all rows, such as average precision, to each rare class. A class is rare if
 * it has less than a tenth of the rows and less than half of the rows that it would have if all classes were the same
 * size.
 */
export function withRareClasses(
  perClass: readonly ClassScore[],
  { actual, probabilities, classes }: MetricEvidence['scores'],
): readonly ClassScore[] {
  const max = Math.min(RARE_SHARE, 0.5 / classes) * actual.length
  return perClass.map((score, of) => {
    if (score.support === 0 || score.support >= max) return score
    const ofClass = Array.from(actual, (code) => code === of)
    const scores = Array.from({ length: actual.length }, (_, row) => probabilities[row * classes + of] as number)
    const ranked = CLASS_METRICS.flatMap(({ id, perClass: formulas }) =>
      formulas?.scores ? [[id, formulas.scores(ofClass, scores)] as const] : [],
    )
    return { ...score, ...Object.fromEntries(ranked) }
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
