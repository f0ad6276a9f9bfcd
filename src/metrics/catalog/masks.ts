/** @file Metrics of masks. All pixels count equally, regardless of which image they belong to. */
import { type BinaryCounts, defineMetric } from '../define-metric'

export const iou = defineMetric({
  id: 'iou',
  kind: 'share',
  better: 'higher',
  // Jaccard 1912, summed over all pixels of a dataset as in Everingham et al., The Pascal VOC Challenge, IJCV 2010.
  source: 'https://doi.org/10.1007/s11263-009-0275-4',
  formulas: { mask: intersectionOverUnion },
  everyEpoch: true,
  inSummary: true,
})

export const dice = defineMetric({
  id: 'dice',
  kind: 'share',
  better: 'higher',
  // Dice 1945, Ecology 26; it equals the F1 score of the marked pixels.
  source: 'https://doi.org/10.2307/1932409',
  formulas: {
    mask: ({ truePositives: hits, falsePositives, falseNegatives }) => {
      const difference = falsePositives + falseNegatives
      return hits + difference > 0 ? (2 * hits) / (2 * hits + difference) : 1
    },
  },
  everyEpoch: true,
})

export const pixelAccuracy = defineMetric({
  id: 'pixelAccuracy',
  kind: 'share',
  better: 'higher',
  source: 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics.accuracy_score.html',
  formulas: {
    mask: ({ truePositives, falsePositives, falseNegatives, trueNegatives }) => {
      const difference = falsePositives + falseNegatives
      const pixels = truePositives + trueNegatives + difference
      return pixels > 0 ? 1 - difference / pixels : 0
    },
  },
  everyEpoch: true,
  storedAs: 'accuracy',
})

/** TP / (TP + FP + FN), or 1 if neither mask has a marked pixel. */
export function intersectionOverUnion({ truePositives, falsePositives, falseNegatives }: BinaryCounts): number {
  const either = truePositives + falsePositives + falseNegatives
  return either > 0 ? truePositives / either : 1
}

/** A pixel with at least this value counts as marked. */
const MARKED_FROM = 255 / 2

/** Counts the marked pixels of a target and a prediction. */
export function maskCounts(target: ArrayLike<number>, predicted: ArrayLike<number>): BinaryCounts {
  let [truePositives, falsePositives, falseNegatives] = [0, 0, 0]
  for (let i = 0; i < target.length; i++) {
    const [isTarget, isMarked] = [(target[i] as number) > MARKED_FROM, (predicted[i] as number) > MARKED_FROM]
    if (isTarget && isMarked) truePositives++
    else if (isMarked) falsePositives++
    else if (isTarget) falseNegatives++
  }
  const trueNegatives = target.length - truePositives - falsePositives - falseNegatives
  return { truePositives, falsePositives, falseNegatives, trueNegatives }
}
