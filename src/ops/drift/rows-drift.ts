/**
 * @file rowsDrift: whether requests differ from the reference in all their numbers together, where each by itself looks the same: MMD² by a
 * Gaussian kernel, on numbers in the reference's deviations, by permutation.
 */
import type { Watched } from '../../data/watch/monitored-features'
import { type DriftTest, driftOfRows } from '../../metrics/drift-threshold'
import type { Ring } from '../log/request-buffer'
import { columnOf, deviationOf, meanOf, sortedOf } from './reference'
import { featureIn, placesOf } from './window-drift'

/** Undefined where the window is not in the ring, or fewer than two features are numbers. */
export function rowsDrift(
  ring: Ring,
  features: readonly Watched[],
  table: Float32Array,
  { window, n, alpha }: { readonly window: number; readonly n: number; readonly alpha: number },
): (DriftTest & { readonly features: number }) | undefined {
  const numbers = features.flatMap(({ values }, at) => (values ? [] : [at]))
  const places = placesOf(ring, window, n)
  if (!places || numbers.length < 2 || table.length === 0) return undefined
  const rows = table.length / features.length
  const [before, now] = [new Float64Array(rows * numbers.length), new Float64Array(places.length * numbers.length)]
  numbers.forEach((at, k) => {
    const reference = columnOf(table, features.length, at)
    const known = sortedOf(reference)
    const [mean, deviation] = [meanOf(known), deviationOf(known) || 1]
    // What is missing lies in the middle: that it is missing is told by itself.
    const put = (out: Float64Array) => (value: number, row: number) => {
      out[row * numbers.length + k] = Number.isNaN(value) ? 0 : (value - mean) / deviation
    }
    reference.forEach(put(before))
    featureIn(ring, places, at).forEach(put(now))
  })
  const width = numbers.length
  return { ...driftOfRows({ values: before, width }, { values: now, width }, { alpha, seed: window }), features: width }
}
