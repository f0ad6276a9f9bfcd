/**
 * @file ReferenceFile: the feature distributions of the training data, saved with a model: quantiles for numeric
 * features, counts for categorical features.
 */
import { referenceFileText as text } from '../../messages/en/operate/reference-file'
import { MEASURES, type Measure, type MonitoredFeature } from '../../data/monitoring/monitored-features'
import type { FeatureReference } from './feature-reference'

export interface ReferenceFile {
  /** The number of rows from which the reference was computed. */
  readonly rows: number
  readonly features: readonly ReferenceFeature[]
}

export interface ReferenceFeature {
  readonly column: string
  readonly measure: Measure
  /** The number of rows in which the feature is missing. */
  readonly missing: number
  /** For a numeric feature: the minimum, every percentile and the maximum. */
  readonly quantiles?: readonly number[]
  /** For a categorical feature: its values and their counts, with an additional count for all other values. */
  readonly values?: readonly string[]
  readonly counts?: readonly number[]
}

const PARTS = 100

/** Converts references to the format in which they are saved. */
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

/** Restores references from a file; the quantiles of a numeric feature take the place of its values. */
export function fromReferenceFile({ rows, features }: ReferenceFile): readonly FeatureReference[] {
  return features.map(({ column, measure, missing, values, counts, quantiles }): FeatureReference => {
    const feature: MonitoredFeature = { column, measure, ...(values && { values }) }
    const base = { ...feature, rows, missing }
    if (values && counts) return { ...base, kind: 'category', values, counts }
    const sorted = Float64Array.from(quantiles ?? [])
    // The quantiles are treated as a sample whose size is the number of quantiles.
    return { ...base, kind: 'number', sorted, rows: Math.min(rows, sorted.length + missing) }
  })
}

/** Describes the problem with a file that has the right structure; undefined if there is none. */
export function referenceProblem({ rows, features }: ReferenceFile): string | undefined {
  for (const { column, measure, missing, quantiles, values, counts } of features) {
    if (!(MEASURES as readonly string[]).includes(measure)) return text.measure({ column, measure })
    if (missing > rows) return text.missing({ column, missing, rows })
    if (values ? counts?.length !== values.length + 1 : !quantiles) return text.noDistribution({ column })
    if (counts && counts.reduce((a, b) => a + b, missing) !== rows) return text.counts({ column, rows })
    if (quantiles?.some((one, i) => i > 0 && one < (quantiles[i - 1] as number))) return text.quantiles({ column })
  }
  return undefined
}

function quantilesOf(sorted: Float64Array): readonly number[] {
  if (sorted.length <= PARTS + 1) return [...sorted]
  return Array.from({ length: PARTS + 1 }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / PARTS)] as number)
}
