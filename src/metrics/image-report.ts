/**
 * @file imageReport: computes pixel errors of images and, for masks, how well the predicted mask overlaps the target.
 * All pixels count equally, regardless of which image they belong to.
 */

export interface ImageReport {
  /** Mean absolute error |predicted - target| and root mean square error, both from 0 to 255. */
  readonly mae: number
  readonly rmse: number
}

/** TP are correctly marked pixels, FP wrongly marked, FN wrongly unmarked, and TN correctly unmarked pixels. */
export interface MaskReport {
  /** (TP + TN) / number of pixels. */
  readonly accuracy: number
  /**
   * TP / (TP + FP + FN) (Jaccard 1912), summed over all pixels of a dataset as in Everingham et al., The Pascal VOC
   * Challenge, IJCV 2010.
   */
  readonly iou: number
  /** 2 TP / (2 TP + FP + FN) (Dice 1945, Ecology 26), which equals the F1 score of the marked pixels. */
  readonly dice: number
}

/** Computes the report from target and predicted pixels; all values are 0 if there are no pixels. */
export function imageReport(target: ArrayLike<number>, predicted: ArrayLike<number>): ImageReport {
  let absolute = 0
  let squares = 0
  for (let i = 0; i < target.length; i++) {
    const off = (predicted[i] as number) - (target[i] as number)
    absolute += Math.abs(off)
    squares += off * off
  }
  const pixels = Math.max(1, target.length)
  return { mae: absolute / pixels, rmse: Math.sqrt(squares / pixels) }
}

/** A pixel with at least this value counts as marked. */
export const MARKED_FROM = 255 / 2

/** Computes the report for a mask. If neither mask has a marked pixel, IoU and Dice are 1. */
export function maskReport(target: ArrayLike<number>, predicted: ArrayLike<number>): MaskReport {
  let overlap = 0
  let either = 0
  for (let i = 0; i < target.length; i++) {
    const [isTarget, isMarked] = [(target[i] as number) > MARKED_FROM, (predicted[i] as number) > MARKED_FROM]
    if (isTarget && isMarked) overlap++
    if (isTarget || isMarked) either++
  }
  const difference = either - overlap
  return {
    accuracy: target.length > 0 ? 1 - difference / target.length : 0,
    iou: either > 0 ? overlap / either : 1,
    dice: either > 0 ? (2 * overlap) / (2 * overlap + difference) : 1,
  }
}
