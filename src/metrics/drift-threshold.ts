/**
 * @file Drift thresholds: whether a drift statistic is significant for the given window size. The threshold comes from
 * a formula if an accurate one exists (Kolmogorov-Smirnov; χ² and PSI with many rows per category), from the known
 * distribution of counts between quantiles of the reference, or otherwise from permutations. A conventional limit, such
 * as PSI above 0.1, is an effect size and not evidence of drift: without drift, with 100 rows and ten bins, PSI exceeds
 * that limit 85% of the time.
 */
import { type Rng, rng } from '../base/rng'
import { type Counts, jensenShannonDistance, psi, wasserstein } from './drift'
import { countsBetween, firstFrom, quantileCuts } from './histogram'
import { mmdTest, type Rows } from './mmd'
import { drawsFor, permutationTest, polyaUrn, shuffleFront, thresholdOf } from './null-distributions'
import { chiSquared, chiSquaredQuantile, kolmogorovCritical, kolmogorovSmirnov, upperGamma } from './two-sample-tests'

export interface DriftTest {
  readonly statistic: number
  /**
   * For samples of these sizes, a statistic above the threshold means drift. Infinite if the samples are too small to
   * detect any drift.
   */
  readonly threshold: number
  readonly p: number
  readonly drifted: boolean
  readonly by: 'formula' | 'simulation' | 'permutation'
}

export interface Level {
  readonly alpha: number
  /**
   * The seed of the permutations, which is the number of the window, so that every window uses different permutations.
   */
  readonly seed: number
}

export type OfCounts = 'psi' | 'jensen-shannon' | 'chi-squared'
export type OfNumbers = 'kolmogorov-smirnov' | 'wasserstein'

const COUNTED: Readonly<Record<OfCounts, (reference: Counts, current: Counts) => number>> = {
  psi,
  'jensen-shannon': jensenShannonDistance,
  'chi-squared': (reference, current) => chiSquared([Array.from(reference), Array.from(current)]).statistic,
}

/**
 * Formulas are used if the smallest expected count of any category is at least this (Cochran 1954 for χ²; the other
 * limits come from simulation).
 */
const MIN_EXPECTED: Readonly<Record<OfCounts, number>> = { 'chi-squared': 5, psi: 50, 'jensen-shannon': 50 }

/**
 * Converts a statistic to one that follows the χ² distribution in large samples. For example, near 0, PSI is 8 times
 * the Jensen-Shannon divergence.
 */
const AS_CHI: Readonly<Record<OfCounts, (statistic: number, spread: number) => number>> = {
  'chi-squared': (statistic) => statistic,
  psi: (statistic, spread) => statistic / spread,
  'jensen-shannon': (distance, spread) => (8 * distance * distance) / spread,
}
const FROM_CHI: Readonly<Record<OfCounts, (chi: number, spread: number) => number>> = {
  'chi-squared': (chi) => chi,
  psi: (chi, spread) => chi * spread,
  'jensen-shannon': (chi, spread) => Math.sqrt((chi * spread) / 8),
}

/** Tests drift of counts in predefined categories. */
export function driftOfCounts(kind: OfCounts, reference: Counts, current: Counts, { alpha, seed }: Level): DriftTest {
  const pooled = Array.from(reference, (count, i) => count + (current[i] as number))
  const [n, m] = [total(reference), total(current)]
  const used = pooled.filter((count) => count > 0)
  const statistic = COUNTED[kind](reference, current)
  if (n === 0 || m === 0 || used.length < 2) return noDrift(statistic)
  if ((Math.min(...used) * Math.min(n, m)) / (n + m) >= MIN_EXPECTED[kind]) {
    const freedom = used.length - 1
    const spread = 1 / n + 1 / m
    const threshold = FROM_CHI[kind](chiSquaredQuantile(freedom, alpha), spread)
    const p = upperGamma(freedom / 2, AS_CHI[kind](statistic, spread) / 2)
    return { statistic, threshold, p, drifted: statistic > threshold, by: 'formula' }
  }
  const items = Uint32Array.from(pooled.flatMap((count, category) => new Array<number>(count).fill(category)))
  const random = shuffler(seed)
  const front = Math.min(n, m)
  const shuffled = () => {
    shuffleFront(items, front, random)
    const counts = pooled.map(() => 0)
    for (let i = 0; i < front; i++) counts[items[i] as number] = (counts[items[i] as number] as number) + 1
    const rest = pooled.map((count, i) => count - (counts[i] as number))
    return n <= m ? COUNTED[kind](counts, rest) : COUNTED[kind](rest, counts)
  }
  return byPermutation(statistic, alpha, shuffled)
}

/** If the bins lie between quantiles, the reference counts are fixed, so the formulas need more rows. */
const MIN_EXPECTED_IN_BINS = 20
const MAX_SIMULATED = 5000

/**
 * Tests drift of numbers, using bins between quantiles of the reference. Both arrays must be sorted and contain no NaN.
 */
export function driftOfBins(
  kind: OfCounts,
  reference: Float64Array,
  current: Float64Array,
  level: Level & { readonly bins: number },
): DriftTest {
  const cuts = quantileCuts(reference, level.bins)
  const counts = countsBetween(reference, cuts)
  const seen = countsBetween(current, cuts)
  const emptiest = (Math.min(...counts) * Math.min(reference.length, current.length)) / reference.length
  const filled = emptiest >= Math.max(MIN_EXPECTED[kind], MIN_EXPECTED_IN_BINS)
  // If ties merge some bins, the simulated distribution does not apply, so the bins are treated as categories.
  if (filled || cuts.length < level.bins - 1 || current.length > MAX_SIMULATED) {
    return driftOfCounts(kind, counts, seen, level)
  }
  const statistic = COUNTED[kind](counts, seen)
  if (reference.length === 0 || current.length === 0) return noDrift(statistic)
  const nulls = binNulls(kind, counts, current.length, level.alpha)
  const threshold = thresholdOf(nulls, level.alpha)
  const above = nulls.length - firstFrom(nulls, statistic)
  return { statistic, threshold, p: (above + 1) / (nulls.length + 1), drifted: statistic > threshold, by: 'simulation' }
}

/** Tests drift of numbers without bins. Both arrays must be sorted and contain no NaN. */
export function driftOfNumbers(
  kind: OfNumbers,
  reference: Float64Array,
  current: Float64Array,
  { alpha, seed }: Level,
): DriftTest {
  const [n, m] = [reference.length, current.length]
  if (n === 0 || m === 0) return noDrift(0)
  if (kind === 'kolmogorov-smirnov') {
    const { statistic, p } = kolmogorovSmirnov(reference, current)
    return { statistic, threshold: kolmogorovLevel(n, m, alpha), p, drifted: p <= alpha, by: 'formula' }
  }
  const values = Float64Array.from([...reference, ...current]).sort()
  const items = Uint32Array.from(values, (_, i) => i)
  const random = shuffler(seed)
  const front = Math.min(n, m)
  const inFront = new Uint8Array(n + m)
  const shuffled = () => {
    shuffleFront(items, front, random)
    inFront.fill(0)
    for (let i = 0; i < front; i++) inFront[items[i] as number] = 1
    return distributionDistance(values, inFront, front, n + m - front)
  }
  return byPermutation(wasserstein(reference, current), alpha, shuffled)
}

/** Tests drift of complete rows with MMD² and a Gaussian kernel. */
export function driftOfRows(reference: Rows, current: Rows, { alpha, seed }: Level): DriftTest {
  const { statistic, threshold, p } = mmdTest(reference, current, { alpha, random: shuffler(seed) })
  return { statistic, threshold, p, drifted: p <= alpha, by: 'permutation' }
}

function noDrift(statistic: number): DriftTest {
  return { statistic, threshold: Number.POSITIVE_INFINITY, p: 1, drifted: false, by: 'formula' }
}

function byPermutation(statistic: number, alpha: number, shuffled: () => number): DriftTest {
  const { p, threshold } = permutationTest(statistic, alpha, shuffled)
  return { statistic, threshold, p, drifted: p <= alpha, by: 'permutation' }
}

function shuffler(seed: number): Rng {
  return rng(seed, { kind: 'resample', epoch: 0 })
}

function total(counts: Counts): number {
  return Array.from(counts).reduce((a, b) => a + b, 0)
}

/**
 * Computes ∫ |F - G| over the sorted values of both samples; `inFirst` marks the values that belong to the first
 * sample.
 */
function distributionDistance(values: Float64Array, inFirst: Uint8Array, n: number, m: number): number {
  let [ahead, sum] = [0, 0]
  for (let i = 0; i + 1 < values.length; i++) {
    ahead += inFirst[i] === 1 ? 1 / n : -1 / m
    sum += Math.abs(ahead) * ((values[i + 1] as number) - (values[i] as number))
  }
  return sum
}

const levels = new Map<string, number>()
const nullsBySize = new Map<string, Float64Array>()
/** A small cache is sufficient, because a service's windows have only a few different sizes. */
const MAX_CACHED = 200

function cached<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  if (map.size >= MAX_CACHED) map.clear()
  const made = make()
  map.set(key, made)
  return made
}

function kolmogorovLevel(n: number, m: number, alpha: number): number {
  return cached(levels, `${n} ${m} ${alpha}`, () => kolmogorovCritical(n, m, alpha))
}

/**
 * The null distribution of counts between order statistics of a reference. It is the same for any continuous
 * distribution of the values: each new value falls with equal probability into any of the gaps between all previous
 * values, so the counts are Dirichlet-multinomial (Pólya's urn).
 */
function binNulls(kind: OfCounts, counts: readonly number[], m: number, alpha: number): Float64Array {
  const draws = Math.max(4999, drawsFor(alpha))
  return cached(nullsBySize, `${kind} ${counts.join()} ${m} ${draws}`, () => {
    const random = shuffler(m)
    // Each cut is the first value of its bin, so the lowest bin has one more gap than it has values.
    const draw = polyaUrn(
      counts.map((count, bin) => (bin === 0 ? count + 1 : count)),
      m,
    )
    return Float64Array.from({ length: draws }, () => COUNTED[kind](counts, draw(random))).sort()
  })
}
