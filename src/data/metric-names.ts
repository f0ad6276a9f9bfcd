/** @file Metric names: what the name of an epoch's figure says of its values. A name may stand behind its output's label. */

/** Whether it is a share, from 0 to 1. */
export function isShare(metric: string): boolean {
  return /(accuracy|iou|dice)$/i.test(metric)
}

/** Whether a larger value is the better one. */
export function moreIsBetter(metric: string): boolean {
  return isShare(metric) || /r2$/i.test(metric)
}
