/**
 * @file Class report: the confusion matrix of predicted classes, and the metrics of each class, following the
 * conventions of scikit-learn.
 */
import { log } from '../base/exact-math'
import { logLoss } from './calibration'
import { CLASS_METRICS } from './catalog'
import { columnSums } from './catalog/classification'
import { rocAuc } from './curves'
import type { MetricEvidence } from './define-metric'
import type { BaseRateComparison, ClassesEvaluation, ClassScore, HeadEvaluation } from './evaluation'
import { student } from './intervals'
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

/** The only class of the evaluated rows, of which any accuracy says nothing; undefined if there are several. */
export function onlyClassOf(head: HeadEvaluation): OnlyClass | undefined {
  if (head.kind !== 'classes') return undefined
  const known = head.perClass.filter(({ support }) => support > 0)
  const [only] = known
  return only && known.length === 1
    ? { label: only.label, examples: only.support, of: head.perClass.length }
    : undefined
}

/** A class that all evaluated rows have, and how many classes the network knows. */
export interface OnlyClass {
  readonly label: string
  readonly examples: number
  readonly of: number
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

/**
 * Compares the log loss of each row with that of the base rates of these rows, which is the lowest loss that the same
 * probabilities for all rows can have. The interval is Student's t of the differences.
 */
export function compareWithBaseRates(
  { actual, probabilities, classes }: MetricEvidence['scores'],
  supports: readonly number[],
): BaseRateComparison {
  const n = actual.length
  const own = new Float64Array(classes)
  const baseLosses = supports.map((support) => (support > 0 ? -log(support / n) : 0))
  const gains = Float64Array.from(actual, (one, row) => {
    for (let k = 0; k < classes; k++) own[k] = probabilities[row * classes + k] as number
    return (baseLosses[one] as number) - logLoss([one], own, classes)
  })
  const value = gains.reduce((all, gain) => all + gain, 0) / Math.max(1, n)
  const squares = gains.reduce((all, gain) => all + (gain - value) ** 2, 0)
  const half = n < 2 ? Number.POSITIVE_INFINITY : student(n - 1) * Math.sqrt(squares / (n - 1) / n)
  const comparison = {
    baseLoss: sum(supports.map((support, k) => support * (baseLosses[k] as number))) / Math.max(1, n),
    gain: { value, low: value - half, high: value + half },
  }
  if (classes !== 2) return comparison
  const scores = Float64Array.from({ length: n }, (_, row) => probabilities[row * 2 + 1] as number)
  return { ...comparison, rocAuc: rocAuc({ positive: Uint8Array.from(actual), scores }) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
