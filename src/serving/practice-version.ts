/** @file practiceVersion: makes a practice version from the registry predict like the bad model that it represents. */
import type { ServedModel, ServiceRows } from '../protocol/serving-messages'
import { badVersion } from './bad-models'
import type { OutputKind, Version } from './model-versions'
import { groundTruthReader } from './request-rows'

/** How many times the slow practice version repeats each prediction. */
const SLOW = 20

/**
 * Returns the version with its practice fault added; unchanged if the fault is already in the weights or if the version
 * has none.
 */
export function practiceVersion(
  { practice }: Pick<ServedModel, 'practice'>,
  version: Version,
  { kind, classes }: OutputKind,
  rows: ServiceRows | undefined,
): Version {
  if (!practice || practice.within) return version
  const { bad, slice = '' } = practice
  const { ref, close } = version
  if (bad === 'slow') return { ...version, predict: (inputs, count) => predictSlowly(version, inputs, count) }
  const inSlice = rows
    ? sliceFilter(rows, slice, groundTruthReader(version.pipeline, rows.dataset, classes))
    : () => false
  const { derivedFrom: _, ...made } = badVersion({ bad, of: version, kind, inSlice })
  return { ...made, ref, close }
}

/** Repeats the prediction, so that both the measured time and the real latency increase. */
async function predictSlowly(version: Version, inputs: readonly Float32Array[], count: number) {
  for (let i = 1; i < SLOW; i++) await version.predict(inputs, count)
  return version.predict(inputs, count)
}

// sliceFilter: tests whether a row is in a named slice. Without a name, the smallest slice is used or, if there are
// no slices, every class but the first.

/** Returns a predicate over row numbers of the dataset. */
export function sliceFilter(
  { slices }: Pick<ServiceRows, 'slices'>,
  name: string,
  truthOf: (row: number) => number,
): (row: number) => boolean {
  const smallest = [...slices].sort((a, b) => a.rows.length - b.rows.length)[0]
  const slice = name === '' ? smallest : slices.find((one) => one.name === name)
  if (!slice) return (row) => row >= 0 && truthOf(row) > 0
  const rows = new Set(slice.rows)
  return (row) => rows.has(row)
}
