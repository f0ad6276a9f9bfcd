/** @file ReferenceFile: what features were like in the training rows, as it goes with a model: quantiles of numbers, counts of categories. */
import { MEASURES, type Measure, type Watched } from '../../data/watch/monitored-features'
import type { FeatureReference } from './reference'

export interface ReferenceFile {
  /** Rows it was found in. */
  readonly rows: number
  readonly features: readonly ReferenceFeature[]
}

export interface ReferenceFeature {
  readonly column: string
  readonly measure: Measure
  /** Rows in which it is missing. */
  readonly missing: number
  /** Of a number: the least, every hundredth and the largest. */
  readonly quantiles?: readonly number[]
  /** Of a category, with how often each comes; one count more is of values that none of them is. */
  readonly values?: readonly string[]
  readonly counts?: readonly number[]
}

const PARTS = 100

/** References as they are written. */
export function toReferenceFile(references: readonly FeatureReference[]): ReferenceFile {
  return {
    rows: references[0]?.rows ?? 0,
    features: references.map((one): ReferenceFeature => {
      const { column, measure, missing } = one
      if (one.kind === 'category') return { column, measure, missing, values: one.values, counts: one.counts }
      return { column, measure, missing, quantiles: quantilesOf(one.sorted) }
    }),
  }
}

/** What was written as references again: of a number its quantiles stand for the rows. */
export function fromReferenceFile({ rows, features }: ReferenceFile): readonly FeatureReference[] {
  return features.map(({ column, measure, missing, values, counts, quantiles }): FeatureReference => {
    const feature: Watched = { column, measure, ...(values && { values }) }
    const base = { ...feature, rows, missing }
    if (values && counts) return { ...base, kind: 'category', values, counts }
    const sorted = Float64Array.from(quantiles ?? [])
    // As many as there are: quantiles are no larger sample than they are numbers.
    return { ...base, kind: 'number', sorted, rows: Math.min(rows, sorted.length + missing) }
  })
}

/** What is wrong with it, where it was read from a file that has its form. */
export function referenceProblem({ rows, features }: ReferenceFile): string | undefined {
  for (const { column, measure, missing, quantiles, values, counts } of features) {
    if (!(MEASURES as readonly string[]).includes(measure)) return `${column} has no measure "${measure}"`
    if (missing > rows) return `${column} is missing in ${missing} of ${rows} rows`
    if (values ? counts?.length !== values.length + 1 : !quantiles) return `${column} has neither quantiles nor counts`
    if (counts && counts.reduce((a, b) => a + b, missing) !== rows) return `${column} does not count ${rows} rows`
    if (quantiles?.some((one, i) => i > 0 && one < (quantiles[i - 1] as number))) return `${column} does not rise`
  }
  return undefined
}

function quantilesOf(sorted: Float64Array): readonly number[] {
  if (sorted.length <= PARTS + 1) return [...sorted]
  return Array.from({ length: PARTS + 1 }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / PARTS)] as number)
}
