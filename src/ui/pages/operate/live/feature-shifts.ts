/**
 * @file Feature shifts: how the inputs of recent failures differ from those of other requests, with the largest
 * differences first.
 */

import { featureName } from '../../../../data/monitoring/monitored-features'
import { nearestRank } from '../../../../metrics/latency-quantiles'
import { monitoredSlotOf, type RequestBuffer, UNLABELED } from '../../../../ops/log/request-buffer'
import { type LogDictionary, STATUSES } from '../../../../ops/log-entry'

export interface Shift {
  readonly name: string
  /**
   * For a numeric feature: (mean of failures - mean of others) / standard deviation of others. For a categorical
   * feature: the difference between the shares of `value`.
   */
  readonly size: number
  /**
   * For a numeric feature: the mean among failures (`bad`) and among other requests (`good`). For a categorical
   * feature: the share of `value` in each group.
   */
  readonly bad: number
  readonly good: number
  /**
   * For a categorical feature: the value whose share is most increased among failures; null stands for values that are
   * not in the training data.
   */
  readonly value?: string | null
}

export interface Shifts {
  readonly failures: number
  readonly others: number
  readonly shifts: readonly Shift[]
}

const OK = STATUSES.indexOf('ok')
/** The maximum number of most recent requests to compare. */
const MAX_REQUESTS = 20_000
/** With fewer failures than this, the mean is not reliable. */
const MIN_REQUESTS = 10

/**
 * Compares failures with all other requests. Failures are requests without a prediction or with a prediction that
 * differs from the label; for numeric predictions, the 10% of requests with the largest errors.
 */
export function featureShifts(
  buffer: RequestBuffer,
  { features = [], classes }: Pick<LogDictionary, 'features' | 'classes'>,
  { from, to }: { readonly from: number; readonly to: number },
): Shifts {
  const width = buffer.widths.features ?? 0
  const places: number[] = []
  const [bad, good]: [number[], number[]] = [[], []]
  for (let id = buffer.next - 1; id >= Math.max(0, buffer.next - Math.min(MAX_REQUESTS, buffer.capacity)); id--) {
    const index = monitoredSlotOf(buffer, id)
    if (index < 0) continue
    const at = buffer.columns.at[index] as number
    if (at < from) break
    if (at < to) places.push(index)
  }
  const most = classes.length > 0 ? Number.POSITIVE_INFINITY : largeError(buffer, places)
  for (const index of places) (isFailure(buffer, index) || errorAt(buffer, index) > most ? bad : good).push(index)
  if (bad.length < MIN_REQUESTS || good.length < MIN_REQUESTS)
    return { failures: bad.length, others: good.length, shifts: [] }
  const shifts = features.flatMap((feature, k): readonly Shift[] => {
    if (k >= width) return []
    const values = (places: readonly number[]) =>
      places.map((index) => buffer.columns.features[index * width + k] as number).filter((one) => !Number.isNaN(one))
    const [of, than] = [values(bad), values(good)]
    if (of.length < MIN_REQUESTS || than.length < MIN_REQUESTS) return []
    const name = featureName(feature)
    return feature.values ? [byValue(name, feature.values, of, than)] : [byMean(name, of, than)]
  })
  const sorted = shifts.filter(({ size }) => Number.isFinite(size)).sort((a, b) => Math.abs(b.size) - Math.abs(a.size))
  return { failures: bad.length, others: good.length, shifts: sorted }
}

function isFailure({ columns, label, labelBy }: RequestBuffer, index: number): boolean {
  if (columns.status[index] !== OK) return true
  const predicted = columns.predicted[index] as number
  return labelBy[index] !== UNLABELED && predicted >= 0 && label[index] !== predicted
}

/** The absolute error of a numeric prediction; NaN if there is no label. */
function errorAt({ columns, widths, label }: RequestBuffer, index: number): number {
  return Math.abs((label[index] as number) - (columns.outputs[index * widths.width] as number))
}

/** The 90th percentile of the absolute errors. */
function largeError(buffer: RequestBuffer, places: readonly number[]): number {
  const errors = Float64Array.from(places, (index) => errorAt(buffer, index)).filter((one) => !Number.isNaN(one))
  return errors.length === 0 ? Number.POSITIVE_INFINITY : nearestRank(errors.sort(), 0.9)
}

function byMean(name: string, bad: readonly number[], good: readonly number[]): Shift {
  const [of, than] = [mean(bad), mean(good)]
  const spread = Math.sqrt(mean(good.map((one) => (one - than) * (one - than))))
  return { name, size: (of - than) / spread, bad: of, good: than }
}

function byValue(name: string, values: readonly string[], bad: readonly number[], good: readonly number[]): Shift {
  let best: Shift = { name, size: 0, bad: 0, good: 0 }
  for (let code = 0; code <= values.length; code++) {
    const [of, than] = [bad, good].map((all) => all.filter((one) => one === code).length / all.length) as [
      number,
      number,
    ]
    if (of - than > best.size) best = { name, size: of - than, bad: of, good: than, value: values[code] ?? null }
  }
  return best
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
