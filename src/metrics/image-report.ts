/**
 * @file imageReport: how far the pixels of pictures are off, and for masks how well what is marked covers what should be. All pixels
 * count alike, whichever picture they are of.
 */

export interface ImageReport {
  /** Mean of |given - wanted| and root of the mean square, 0 to 255. */
  readonly mae: number
  readonly rmse: number
}

/** With marked and rightly marked pixels TP, wrongly marked FP, missed FN, and rightly left TN: */
export interface MaskReport {
  /** (TP + TN) / all. */
  readonly accuracy: number
  /** TP / (TP + FP + FN): Jaccard 1912; over all pixels of a set as in Everingham et al., The Pascal VOC Challenge, IJCV 2010. */
  readonly iou: number
  /** 2 TP / (2 TP + FP + FN): Dice 1945, Ecology 26; the F1 of what is marked. */
  readonly dice: number
}

/** The report of given against wanted pixels; all 0 for none. */
export function imageReport(wanted: ArrayLike<number>, given: ArrayLike<number>): ImageReport {
  let absolute = 0
  let squares = 0
  for (let i = 0; i < wanted.length; i++) {
    const off = (given[i] as number) - (wanted[i] as number)
    absolute += Math.abs(off)
    squares += off * off
  }
  const pixels = Math.max(1, wanted.length)
  return { mae: absolute / pixels, rmse: Math.sqrt(squares / pixels) }
}

/** A pixel is marked from here up. */
export const MARKED = 255 / 2

/** The report of a mask. Where nothing is to be marked and nothing is, both overlaps are whole. */
export function maskReport(wanted: ArrayLike<number>, given: ArrayLike<number>): MaskReport {
  let both = 0
  let either = 0
  for (let i = 0; i < wanted.length; i++) {
    const [is, said] = [(wanted[i] as number) > MARKED, (given[i] as number) > MARKED]
    if (is && said) both++
    if (is || said) either++
  }
  const apart = either - both
  return {
    accuracy: wanted.length > 0 ? 1 - apart / wanted.length : 0,
    iou: either > 0 ? both / either : 1,
    dice: either > 0 ? (2 * both) / (2 * both + apart) : 1,
  }
}
