/** @file The curves of "Threshold and costs" as data: ROC, precision and recall, and the cost of each threshold. */
import { thresholdText as text } from '../../../messages/en/evaluate/curves'
import { metricNumber } from '../../../messages/format'
import type { CostCurve, precisionRecallCurve } from '../../../metrics/curves'
import type { Axis, ChartData, Series } from '../../charts/chart-data'
import type { Layout } from '../../charts/chart-layout'

/** A rate or a cost, with its 95% interval. */
export interface Rated {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The cost at a threshold: that of the lowest score that is not below it. */
export function costAt({ thresholds, cost, low, high }: CostCurve, threshold: number): Rated {
  let i = 0
  while (i + 1 < thresholds.length && (thresholds[i + 1] as number) >= threshold) i++
  return { value: cost[i] as number, low: low[i] as number, high: high[i] as number }
}

const axis = (name: string): Axis => ({ name, domain: [0, 1], format: metricNumber })
const here = (point: { readonly x: number; readonly y: number }): Series => ({
  ...{ name: text.atThreshold, kind: 'points', look: 'thin', token: 'accent', unlisted: true },
  ...{ x: [point.x], y: [point.y] },
})

/** The share of the class that is found, against what finding it takes. */
export function recallData(
  name: string,
  x: ArrayLike<number>,
  recall: ArrayLike<number>,
  point: { readonly x: number; readonly y: number },
): ChartData {
  return {
    x: axis(name),
    y: axis(text.recall),
    series: [
      // With the same points as the curve, so that the tooltip has its value at each of them.
      { name: text.chance, kind: 'line', token: 'data-other', look: 'thin', unlisted: true, x, y: x },
      { name: text.recall, kind: 'line', token: 'data-1', unlisted: true, x, y: recall },
      here(point),
    ],
  }
}

/** Precision at each recall, and the precision of chance. */
export function prData(
  { precision, recall }: ReturnType<typeof precisionRecallCurve>,
  point: { readonly x: number; readonly y: number },
  share: number,
): ChartData {
  return {
    x: axis(text.recall),
    y: axis(text.precision),
    series: [
      {
        ...{ name: text.chance, kind: 'line', token: 'data-other', look: 'thin', unlisted: true },
        ...{ x: [0, 1], y: [share, share] },
      },
      { name: text.precision, kind: 'line', token: 'data-1', unlisted: true, x: recall, y: precision },
      here(point),
    ],
  }
}

/** How many times the lowest cost the axis shows. */
const MOST_COST = 3

/**
 * Per 1,000 examples, from the lowest threshold up. All thresholds from one score, exclusive, to the next higher one
 * decide the same, so that the cost is a step.
 */
export function costData({ thresholds, cost, low, high, best }: CostCurve): ChartData {
  const scores = thresholds.slice(1).reverse()
  // Below the lowest score and above the highest one, up to the ends of the axis.
  const [before, after] = [(scores[0] ?? 0) > 0, (scores.at(-1) ?? 1) < 1]
  const steps = (values: Float64Array) => {
    const up = values.map((value) => value * 1000).reverse()
    return [...up.subarray(before ? 0 : 1), ...(after ? up.slice(-1) : [])]
  }
  // The costs around the lowest one are what matters: the largest would make them look flat.
  const limit = MOST_COST * best.cost * 1000
  const isCut = limit > 0 && high.some((value) => value * 1000 > limit)
  return {
    x: axis(text.threshold),
    y: { name: text.costAxis, start: 0, format: (value) => text.amount({ value }), ...(isCut && { limit }) },
    ...(isCut && { marks: [{ axis: 'y', at: limit, text: text.cut({ limit }), token: 'faint', look: 'soft' }] }),
    series: [
      {
        ...{ name: text.costAxis, kind: 'step', token: 'data-1', unlisted: true },
        x: [...(before ? [0] : []), ...scores, ...(after ? [1] : [])],
        ...{ y: steps(cost), low: steps(low), high: steps(high) },
      },
    ],
  }
}

/** Where the chosen threshold is on the curve of costs, in pixels: at the upper edge of the plot if it costs more. */
export function costPoint({ x, y, top }: Pick<Layout, 'x' | 'y' | 'top'>, threshold: number, cost: number) {
  return { cx: x.toPx(threshold), cy: Math.max(top, y.toPx(cost * 1000)) }
}
