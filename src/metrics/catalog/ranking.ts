/** @file Metrics of how well scores rank the rows of one class above all others; used for rare classes. */
import { defineMetric } from '../define-metric'

export const averagePrecision = defineMetric({
  id: 'averagePrecision',
  kind: 'score',
  better: 'higher',
  source: 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics.average_precision_score.html',
  formulas: {},
  perClass: { scores: averagePrecisionOf },
})

/**
 * Computes Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from the highest score down, without interpolation; rows with equal
 * scores share a threshold. Random scores give the class's share of the rows. The result is 0 if no row belongs to the
 * class, and NaN if any score is NaN.
 */
export function averagePrecisionOf(ofClass: ArrayLike<boolean>, scores: ArrayLike<number>): number {
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
