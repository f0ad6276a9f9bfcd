/** @file averagePrecision: how well scores rank the rows of one class, as scikit-learn's average_precision_score; what rare classes are told by. */
import type { ClassScore } from './evaluation'

/** A class of fewer rows than this share is rare: nearly all are right for whoever never says it. */
const RARE = 0.1

/**
 * Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from the highest score down, a step at each and nothing between (rows of one score come
 * together). Scores drawn at random give the class's share. 0 where no row is of the class, NaN where a score is.
 */
export function averagePrecision(ofClass: ArrayLike<boolean>, scores: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i)
  if (order.some((i) => Number.isNaN(scores[i] as number))) return Number.NaN
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number))
  let [found, counted, sum] = [0, 0, 0]
  for (let at = 0; at < order.length; at++) {
    const i = order[at] as number
    if (ofClass[i]) counted++
    if (scores[i] === scores[order[at + 1] as number]) continue
    sum += ((counted - found) * counted) / (at + 1)
    found = counted
  }
  return found > 0 ? sum / found : 0
}

/** The scores with the average precision of each class that is rare: below a tenth of the rows, and half of what equal classes have. */
export function withRare(
  perClass: readonly ClassScore[],
  actual: ArrayLike<number>,
  probabilities: Float64Array,
): readonly ClassScore[] {
  const classes = perClass.length
  const most = Math.min(RARE, 0.5 / classes) * actual.length
  return perClass.map((score, of) => {
    if (score.support === 0 || score.support >= most) return score
    return {
      ...score,
      averagePrecision: averagePrecision(
        Array.from(actual, (code) => code === of),
        Array.from({ length: actual.length }, (_, row) => probabilities[row * classes + of] as number),
      ),
    }
  })
}
