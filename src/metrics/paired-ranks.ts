/**
 * @file Paired comparison of ordered classes: the difference of two models on the same rows in the metrics that count a
 * mistake by its distance in ranks.
 */
import { rankMae, weightedKappa } from './catalog/ordinal'
import { confusionMatrix } from './class-report'
import type { Interval, ValueWithInterval } from './intervals'
import { errorIncrease, pairedBootstrap } from './paired-comparison'

/** A metric of two models, and by how much that of `b` is higher, with the 95% interval. */
export interface MetricDifference extends Interval {
  readonly a: number
  readonly b: number
  readonly difference: number
}

/** The metrics of ordered classes by id; without kappa if all rows are of one class. */
export interface RankDifferences {
  readonly weightedKappa?: MetricDifference
  readonly rankMae: MetricDifference
}

/** Bootstrap samples draw at most this many rows in all, so that 10,000 rows take a fraction of a second. */
const MOST_DRAWS = 4e6
const [FEWEST_SAMPLES, MOST_SAMPLES] = [199, 1999]

/**
 * Compares two predictions of the same rows, as ranks from 0. The interval of the mean distance is Student's t interval of
 * the difference per row; that of kappa, which is no mean over rows, is from the paired bootstrap.
 */
export function rankDifferences(
  actual: Uint32Array,
  a: Uint32Array,
  b: Uint32Array,
  classes: number,
  samples: number = samplesOf(actual.length),
): RankDifferences {
  const apart = (predicted: Uint32Array) => predicted.map((rank, i) => Math.abs(rank - (actual[i] as number)))
  const { worse, low, high } = errorIncrease(apart(b), apart(a))
  const matrices = [a, b].map((predicted) => confusionMatrix(actual, predicted, classes))
  const valuesOf = (of: Formula) => matrices.map((counts) => of(counts) ?? Number.NaN) as [number, number]
  const mae = valuesOf(rankMae.formulas.ranks as Formula)
  const kappa = valuesOf(kappaOf)
  const difference = (rows: Uint32Array) => {
    const drawn = (ranks: Uint32Array) => rows.map((row) => ranks[row] as number)
    const [ofA, ofB] = [a, b].map((ranks) => kappaOf(confusionMatrix(drawn(actual), drawn(ranks), classes)))
    return (ofB ?? Number.NaN) - (ofA ?? Number.NaN)
  }
  return {
    ...(!kappa.some(Number.isNaN) && {
      weightedKappa: named(kappa, pairedBootstrap(actual.length, difference, { seed: 0, samples })),
    }),
    rankMae: named(mae, { value: worse, low, high }),
  }
}

type Formula = NonNullable<typeof weightedKappa.formulas.ranks>
const kappaOf = weightedKappa.formulas.ranks as Formula

function named([a, b]: readonly [number, number], { value, low, high }: ValueWithInterval): MetricDifference {
  return { a, b, difference: value, low, high }
}

function samplesOf(rows: number): number {
  return Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, Math.floor(MOST_DRAWS / rows)))
}
