/**
 * @file jointDrift: tests whether the joint distribution of all numeric features differs from the reference, which can
 * happen even if no individual feature does. Uses MMD² with a Gaussian kernel on standardized values and a permutation
 * test.
 */
import type { MonitoredFeature } from '../../data/monitoring/monitored-features'
import { type DriftTest, driftOfRows } from '../../metrics/drift-threshold'
import type { RequestBuffer } from '../log/request-buffer'
import { columnOf, deviationOf, meanOf, sortedOf } from './feature-reference'
import { featureValues, slotsOf } from './window-drift'

/** Returns undefined if the window is no longer stored, or if fewer than two features are numeric. */
export function jointDrift(
  buffer: RequestBuffer,
  features: readonly MonitoredFeature[],
  table: Float32Array,
  { window, n, alpha }: { readonly window: number; readonly n: number; readonly alpha: number },
): (DriftTest & { readonly features: number }) | undefined {
  const numbers = features.flatMap(({ values }, at) => (values ? [] : [at]))
  const slots = slotsOf(buffer, window, n)
  if (!slots || numbers.length < 2 || table.length === 0) return undefined
  const rows = table.length / features.length
  const [before, now] = [new Float64Array(rows * numbers.length), new Float64Array(slots.length * numbers.length)]
  numbers.forEach((at, k) => {
    const reference = columnOf(table, features.length, at)
    const known = sortedOf(reference)
    const [mean, deviation] = [meanOf(known), deviationOf(known) || 1]
    // Missing values are replaced by the mean; the share of missing values is tested separately.
    const put = (out: Float64Array) => (value: number, row: number) => {
      out[row * numbers.length + k] = Number.isNaN(value) ? 0 : (value - mean) / deviation
    }
    reference.forEach(put(before))
    featureValues(buffer, slots, at).forEach(put(now))
  })
  const width = numbers.length
  return { ...driftOfRows({ values: before, width }, { values: now, width }, { alpha, seed: window }), features: width }
}
