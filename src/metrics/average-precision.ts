/**
 * @file averagePrecision: how well scores rank the rows of one class, as in scikit-learn's average_precision_score;
 * used for rare classes.
 */
import type { ClassScore } from './evaluation'

/**
 * A class with a smaller share of the rows than this counts as rare, because a model that never predicts it is still
 * nearly always correct.
 */
const RARE_SHARE = 0.1

/**
 * Computes Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from the highest score down, without interpolation; rows with equal
 * scores share a threshold. Random scores give the class's share of the rows. The result is 0 if no row belongs to the
 * class, and NaN if any score is NaN.
 */
export function averagePrecision(ofClass: ArrayLike<boolean>, scores: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i)
  if (order.some((i) => Number.isNaN(scores[i] as number))) return Number.NaN
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number))
  let [hits, counted, sum] = [0, 0, 0]
  for (let at = 0; at < order.length; at++) {
    const i = order[at] as number
    if (ofClass[i]) counted++
    if (scores[i] === scores[order[at + 1] as number]) continue
    sum += ((counted - hits) * counted) / (at + 1)
    hits = counted
  }
  return hits > 0 ? sum / hits : 0
}

/**
 * Adds the average precision of each rare class. A class is rare if it has less than a tenth of the rows and less than
 * half of the rows that it would have if all classes were the same size.
 */
export function withRareClasses(
  perClass: readonly ClassScore[],
  actual: ArrayLike<number>,
  probabilities: Float64Array,
): readonly ClassScore[] {
  const classes = perClass.length
  const max = Math.min(RARE_SHARE, 0.5 / classes) * actual.length
  return perClass.map((score, of) => {
    if (score.support === 0 || score.support >= max) return score
    return {
      ...score,
      averagePrecision: averagePrecision(
        Array.from(actual, (code) => code === of),
        Array.from({ length: actual.length }, (_, row) => probabilities[row * classes + of] as number),
      ),
    }
  })
}
