/**
 * @file Mixed units: a column with two clusters of values that differ by a known factor, such as inches among
 * centimeters.
 */
import { kolmogorovSmirnov } from '../../metrics/two-sample-tests'
import { quantile } from '../profile-statistics/running-stats'
import type { Condition } from '../condition'
import type { MixedUnit } from '../../messages/en/findings'
import { unitsOfName } from './column-units'
import { isIdentifier, numericValues, sampleRows } from './column-values'
import { defineFinding, type Finding, finding, type ColumnData, type Severity } from './finding'
import { groupSimilarity } from './group-similarity'

/** The number of small units in one large unit. */
const FACTORS: readonly (readonly [factor: number, small: MixedUnit, large: MixedUnit])[] = [
  [2.54, 'centimeter', 'inch'],
  [30.48, 'centimeter', 'foot'],
  [3.28084, 'foot', 'meter'],
  [1.609344, 'kilometer', 'mile'],
  [2.204623, 'pound', 'kilogram'],
  [28.34952, 'gram', 'ounce'],
  [453.592, 'gram', 'pound'],
  [3.785412, 'liter', 'gallon'],
  [4.184, 'joule', 'calorie'],
  [60, 'second', 'minute'],
  [3600, 'second', 'hour'],
  [24, 'hour', 'day'],
  [10, 'millimeter', 'centimeter'],
  [100, 'hundredth', 'whole'],
  [1000, 'thousandth', 'whole'],
  [1_000_000, 'millionth', 'whole'],
]
/** The maximum difference between the logarithm of the ratio of the two medians and the logarithm of a known factor. */
const MAX_FACTOR_ERROR = 0.06
/** The maximum width of a cluster, as a fraction of the distance between the two clusters. */
const MAX_WIDTH = 0.3
const MIN = 5
const MIN_SHARE = 0.005
/** If the classes of a column explain at least this share of which values are in which cluster, they are kinds of things. */
const MIN_EXPLAINED = 0.75
/** If another column depends on the cluster at least this much, the clusters may be natural. */
const MIN_RELATED = 0.1
/** If the smaller cluster has more than this share of the values, the clusters may be natural. */
const MAX_MINORITY = 0.25
/**
 * The maximum number of rows used to find the clusters. Afterward, all rows are searched for values of the smaller
 * cluster.
 */
const SAMPLE = 50_000

interface Clusters {
  /** Values at or above this number are in the upper cluster. */
  readonly cut: number
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export const mixedUnits = defineFinding({
  codes: ['mixed-units'],
  *find({ dataset, columns }) {
    const findings: Finding[] = []
    for (const column of columns) {
      yield
      if (column.values.type !== 'number' || isIdentifier(column, dataset.schema.rows)) continue
      const some = sampleRows(dataset.schema.rows, SAMPLE)
      const sample = some ? numericValues(column, some) : Float64Array.from(column.values.values)
      const sorted = sample.filter((value) => !Number.isNaN(value)).sort()
      const units = unitsOfName(column.schema.name)
      const mixed = sorted.length >= 4 * MIN ? (byFactor(sorted, units) ?? byDegrees(sorted, units)) : undefined
      const all = column.values.values
      const rows = some ?? Uint32Array.from(all.keys())
      const severity =
        mixed &&
        severityOf(
          mixed,
          rows.filter((row) => !Number.isNaN(all[row] as number)),
          all,
          columns.filter((other) => other !== column),
        )
      if (mixed && severity) findings.push(mixedFinding(column, all, mixed, some?.length, severity))
    }
    return findings
  },
})

interface Mixed extends Clusters {
  /** upper = lower × factor + offset. */
  readonly factor: number
  readonly offset: number
  readonly small: MixedUnit
  readonly large: MixedUnit
}

/**
 * Undefined if a category column explains the clusters, as the weights of cats and dogs: then they are kinds of things,
 * and not units. A warning if the clusters are related to another column, or if neither is rare.
 */
function severityOf(
  { cut, lower, upper }: Mixed,
  rows: Uint32Array,
  values: Float32Array | Float64Array,
  others: readonly ColumnData[],
): Severity | undefined {
  const clusters = Int32Array.from(rows, (row) => Number((values[row] as number) >= cut))
  const cluster: ColumnData = {
    schema: { name: '', type: 'category', values: ['lower', 'upper'] }, // not text: values that are not shown
    values: {
      type: 'category',
      codes: Int16Array.from(values, (value) => (Number.isNaN(value) ? -1 : Number(value >= cut))),
    },
  }
  const explained = others.some(({ values: other }) => {
    if (other.type !== 'category') return false
    const known = rows.filter((row) => (other.codes[row] as number) >= 0)
    const classes = Int32Array.from(known, (row) => other.codes[row] as number)
    return (groupSimilarity(cluster, known, classes)?.share ?? 0) >= MIN_EXPLAINED
  })
  if (explained) return undefined
  const related = others.some((other) => (groupSimilarity(other, rows, clusters)?.share ?? 0) >= MIN_RELATED)
  const minority = Math.min(lower.length, upper.length) / (lower.length + upper.length)
  return related || minority > MAX_MINORITY ? 'warn' : 'bad'
}

function mixedFinding(
  { schema: { name } }: ColumnData,
  all: Float32Array | Float64Array,
  mixed: Mixed,
  sampled: number | undefined,
  severity: Severity,
): Finding {
  const { cut, lower, upper, factor, offset, small, large } = mixed
  const fewAbove = upper.length < lower.length
  const rows = Uint32Array.from(all.keys()).filter((row) => {
    const value = all[row] as number
    return fewAbove ? value >= cut : value < cut
  })
  const where: Condition = { column: name, is: fewAbove ? '>=' : '<', value: cut }
  const [smaller, many] = fewAbove ? [upper, lower] : [lower, upper]
  // Converts the values of the smaller cluster to the unit of the larger cluster.
  const [times, plus] = fewAbove ? [1 / factor, -offset / factor] : [factor, offset]
  return finding(
    'mixed-units',
    {
      column: name,
      count: rows.length,
      around: quantile(smaller, 0.5),
      others: quantile(many, 0.5),
      ...{ factor, offset },
      ...(fewAbove ? { unit: small, otherUnit: large } : { unit: large, otherUnit: small }),
    },
    {
      severity,
      columns: [name],
      rows,
      sampled,
      remedies: [{ do: 'scale', column: name, where, count: rows.length, factor: times, offset: plus }],
    },
  )
}

/** `units` are the units that the column may have; undefined if any. */
function byFactor(sorted: Float64Array, units?: ReadonlySet<MixedUnit>): Mixed | undefined {
  // The values must be positive, because units measure sizes and the comparison uses logarithms.
  if ((sorted[0] as number) <= 0) return undefined
  const logs = sorted.map(Math.log)
  const clusters = findClusters(logs)
  if (!clusters) return undefined
  const distance = quantile(clusters.upper, 0.5) - quantile(clusters.lower, 0.5)
  const near = FACTORS.filter(([, small, large]) => !units || units.has(small) || units.has(large))
    .map((one) => ({ one, off: Math.abs(distance - Math.log(one[0])) }))
    .sort((a, b) => a.off - b.off)[0]
  if (!near || near.off > MAX_FACTOR_ERROR) return undefined
  if (!sameShape(clusters.lower, clusters.upper, 1, distance)) return undefined
  const [factor, small, large] = near.one
  const at = clusters.lower.length
  return {
    cut: roundNumberBetween(Math.exp(clusters.lower.at(-1) as number), Math.exp(clusters.upper[0] as number)),
    lower: sorted.subarray(0, at),
    upper: sorted.subarray(at),
    ...{ factor, offset: 0, small, large },
  }
}

/** Tests whether the values mix Celsius and Fahrenheit temperatures: °F = 1.8 °C + 32. */
function byDegrees(sorted: Float64Array, units?: ReadonlySet<MixedUnit>): Mixed | undefined {
  if (units && !units.has('celsius') && !units.has('fahrenheit')) return undefined
  const clusters = findClusters(sorted)
  if (!clusters) return undefined
  const [low, high] = [quantile(clusters.lower, 0.5), quantile(clusters.upper, 0.5)]
  if (low < -40 || low > 60 || Math.abs(high - (1.8 * low + 32)) > 0.05 * (high - low)) return undefined
  if (!sameShape(clusters.lower, clusters.upper, 1.8, high - 1.8 * low)) return undefined
  return { ...clusters, factor: 1.8, offset: 32, small: 'fahrenheit', large: 'celsius' }
}

/**
 * Finds two clusters with Lloyd's algorithm, provided that the gap between them is empty and both are narrow compared
 * with the gap.
 */
function findClusters(sorted: Float64Array): Clusters | undefined {
  const n = sorted.length
  let cut = ((sorted[0] as number) + (sorted[n - 1] as number)) / 2
  for (let round = 0; round < 30; round++) {
    const at = lowerBound(sorted, cut)
    if (at === 0 || at === n) return undefined
    const next = (mean(sorted.subarray(0, at)) + mean(sorted.subarray(at))) / 2
    if (next === cut) break
    cut = next
  }
  const at = lowerBound(sorted, cut)
  const [lower, upper] = [sorted.subarray(0, at), sorted.subarray(at)]
  if (Math.min(at, n - at) < Math.max(MIN, MIN_SHARE * n)) return undefined
  const distance = quantile(upper, 0.5) - quantile(lower, 0.5)
  const breadth = (cluster: Float64Array) => quantile(cluster, 0.84) - quantile(cluster, 0.16)
  if (Math.max(breadth(lower), breadth(upper)) > MAX_WIDTH * 2 * distance) return undefined
  const gap = quantile(upper, 0.02) - quantile(lower, 0.98)
  if (gap <= 0.15 * distance) return undefined
  return { cut: roundNumberBetween(lower.at(-1) as number, upper[0] as number), lower, upper }
}

/** The number with the fewest digits above `low` and up to `high`, as close to their mean as these digits allow. */
function roundNumberBetween(low: number, high: number): number {
  const middle = (low + high) / 2
  for (let digits = 1; digits < 15; digits++) {
    const rounded = Number(middle.toPrecision(digits))
    if (rounded > low && rounded <= high) return rounded
  }
  return middle
}

/** Whether the lower cluster, after conversion, has the same distribution as the upper cluster. */
function sameShape(lower: Float64Array, upper: Float64Array, factor: number, offset: number): boolean {
  const { statistic, p } = kolmogorovSmirnov(
    lower.map((value) => value * factor + offset),
    upper,
  )
  return statistic < 0.2 || p > 0.001
}

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const at = (low + high) >>> 1
    if ((sorted[at] as number) < value) low = at + 1
    else high = at
  }
  return low
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
