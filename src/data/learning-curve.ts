/**
 * @file Learning curve: how a model's error on a fixed set of validation rows falls as the training set grows. The
 * curve is a + b·n^-c, the inverse power law that learning curves follow (Cortes et al. 1993, "Learning curves:
 * asymptotic values and rate of convergence", NIPS 6; Hestness et al. 2017, arXiv:1712.00409). For each c in a grid, a
 * and b are the exact least-squares solution with a, b >= 0; the best c is chosen.
 */
import { rng, shuffle } from '../base/rng'

export interface CurvePoint {
  /** The number of training rows. */
  readonly rows: number
  /** For each seed, the error on each evaluated row: 0 or 1 for classes, the absolute error for numbers. */
  readonly errors: readonly Float32Array[]
}

export interface PowerLaw {
  /** The error that would remain with an unlimited number of rows. */
  readonly a: number
  readonly b: number
  readonly c: number
}

export interface Range {
  readonly low: number
  readonly high: number
}

export interface LearningCurve {
  /** The number of classes; 0 for a numeric target. */
  readonly classes: number
  readonly points: readonly (Range & {
    readonly rows: number
    readonly error: number
    readonly seeds: readonly number[]
  })[]
  readonly law: PowerLaw
  /** Points on the fitted curve with its 95% band, from the smallest training size to the largest forecast size. */
  readonly drawn: readonly (Range & { readonly rows: number; readonly error: number })[]
  /** How much the error is expected to fall if `rows` more training rows are added. */
  readonly more: Range & { readonly rows: number; readonly gain: number }
}

/**
 * The candidate exponents. A smaller exponent gives an almost horizontal line, and a larger exponent gives a curve that
 * falls before the first point.
 */
const EXPONENTS = Array.from({ length: 60 }, (_, i) => 0.05 * 1.065 ** i)
/** The number of bootstrap samples (of seeds and rows) used to compute the confidence band. */
const RESAMPLINGS = 400
const DRAWN = 40

/**
 * Fits the power law by least squares with equal weight for all points. The result is a horizontal line if the error
 * does not fall.
 */
export function fitPowerLaw(rows: readonly number[], errors: readonly number[], exponents = EXPONENTS): PowerLaw {
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
  let best: PowerLaw = { a: Math.max(0, mean), b: 0, c: 1 }
  let min = errors.reduce((sum, error) => sum + (error - best.a) ** 2, 0)
  // Express the number of rows as a multiple of the smallest training size, so that no power becomes tiny.
  const unit = Math.min(...rows)
  for (const c of exponents) {
    const x = rows.map((n) => (n / unit) ** -c)
    const { a, b } = nonNegative(x, errors)
    const rest = errors.reduce((sum, error, i) => sum + (error - a - b * (x[i] as number)) ** 2, 0)
    if (rest < min * (1 - 1e-12)) {
      min = rest
      best = { a, b: b * unit ** c, c }
    }
  }
  return best
}

/**
 * Least squares for y = a + b·x with a, b >= 0: if one coefficient would be negative, it is set to 0 and the other is
 * fitted alone.
 */
function nonNegative(x: readonly number[], y: readonly number[]): { readonly a: number; readonly b: number } {
  const n = x.length
  const [mx, my] = [x.reduce((sum, one) => sum + one, 0) / n, y.reduce((sum, one) => sum + one, 0) / n]
  let [xx, xy, xx0, xy0] = [0, 0, 0, 0]
  x.forEach((one, i) => {
    const value = y[i] as number
    xx += (one - mx) ** 2
    xy += (one - mx) * (value - my)
    xx0 += one * one
    xy0 += one * value
  })
  const b = xx > 0 ? xy / xx : 0
  const a = my - b * mx
  if (b < 0) return { a: Math.max(0, my), b: 0 }
  return a < 0 ? { a: 0, b: Math.max(0, xy0 / xx0) } : { a, b }
}

/** The error that the power law predicts for this number of rows. */
export function errorAt({ a, b, c }: PowerLaw, rows: number): number {
  return a + b * rows ** -c
}

/**
 * Computes the learning curve through these points. The confidence band comes from refitting the curve to seeds and
 * rows resampled with replacement (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13). Each sample
 * of rows is used for all training sizes, since all models were evaluated on the same rows.
 */
export function learningCurve(
  points: readonly CurvePoint[],
  { classes, more, seed }: { readonly classes: number; readonly more: number; readonly seed: number },
): LearningCurve {
  const rows = points.map((point) => point.rows)
  const means = points.map(({ errors }) => errors.map(meanOf))
  const law = fitPowerLaw(
    rows,
    means.map((of) => meanOf(of)),
  )
  const max = Math.max(...rows)
  const evaluated = points[0]?.errors[0]?.length ?? 0
  const random = rng(seed, { kind: 'generate' })
  const at = logSpaced(Math.min(...rows), max + more)
  const laws: PowerLaw[] = []
  const sums: number[][] = points.map(() => [])
  for (let round = 0; round < RESAMPLINGS; round++) {
    const drawn = Uint32Array.from({ length: evaluated }, () => random.below(evaluated))
    const again = points.map(({ errors }, i) => {
      const smaller = errors.map(() => errors[random.below(errors.length)] as Float32Array)
      let sum = 0
      for (const one of smaller) for (const row of drawn) sum += one[row] as number
      const error = sum / (smaller.length * Math.max(1, evaluated))
      sums[i]?.push(error)
      return error
    })
    laws.push(fitPowerLaw(rows, again))
  }
  const gainOf = (one: PowerLaw) => errorAt(one, max) - errorAt(one, max + more)
  return {
    classes,
    points: points.map((point, i) => ({
      rows: point.rows,
      error: meanOf(means[i] as number[]),
      seeds: means[i] as number[],
      ...middle95(sums[i] as number[]),
    })),
    law,
    drawn: at.map((n) => ({ rows: n, error: errorAt(law, n), ...middle95(laws.map((one) => errorAt(one, n))) })),
    more: { rows: more, gain: gainOf(law), ...middle95(laws.map(gainOf)) },
  }
}

/** The range of the middle 95% of the values. */
function middle95(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { low: at(0.025), high: at(0.975) }
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / Math.max(1, values.length)
}

function logSpaced(from: number, to: number): readonly number[] {
  return Array.from({ length: DRAWN }, (_, i) => from * (to / from) ** (i / (DRAWN - 1)))
}

/** The minimum number of training rows for a point on the curve: two per class, and at least six in total. */
function minRows(classes: number): number {
  return Math.max(6, 2 * classes)
}

/** The minimum number of training rows to draw a curve. */
export function minTrainingRows(classes: number): number {
  return 3 * minRows(classes)
}

/** The training set sizes of a curve, growing by a constant factor up to all rows; empty if there are too few rows. */
export function curveSizes(rows: number, classes: number): readonly number[] {
  const from = Math.max(minRows(classes), Math.round(rows / 16))
  if (rows < minTrainingRows(classes)) return []
  const sizes = Array.from({ length: 5 }, (_, i) => Math.round(from * (rows / from) ** (i / 4)))
  return [...new Set(sizes)]
}

/**
 * Draws a stratified sample of `size` rows by seed, with at least one row per class. With the same seed, a smaller
 * sample is a subset of a larger one.
 */
export function stratifiedSample(
  rows: Uint32Array,
  classOf: (row: number) => number,
  size: number,
  seed: number,
): Uint32Array<ArrayBuffer> {
  const byClass = new Map<number, number[]>()
  for (const row of shuffle(rows.slice(), rng(seed, { kind: 'split' }))) {
    const label = classOf(row)
    const cluster = byClass.get(label)
    if (cluster) cluster.push(row)
    else byClass.set(label, [row])
  }
  // Rank the rows by their relative position within their class, and select the rows with the smallest positions.
  const positions = [...byClass.values()].flatMap((cluster) =>
    cluster.map((row, i) => ({ row, at: i === 0 ? -1 : i / cluster.length })),
  )
  positions.sort((one, two) => one.at - two.at || one.row - two.row)
  return Uint32Array.from(positions.slice(0, size), ({ row }) => row).sort()
}

/** A learning curve as displayed on the page. */
export interface CurveReport {
  readonly curve: LearningCurve
  readonly by: 'network' | 'forest'
  /** The total number of training rows, and the number of rows on which the models were evaluated. */
  readonly trainingRows: number
  readonly evaluatedOn: number
  /** The classes, starting with the class that benefited the most from additional rows; empty for a numeric target. */
  readonly needs: readonly ClassNeed[]
}

export interface ClassNeed {
  readonly label: string
  readonly rows: number
  /**
   * The class's error rate after training on about half of the training rows; `all` is the error rate after training on
   * all of them.
   */
  readonly half: number
  readonly all: number
}

/** How much each class gained from the last doubling of the training rows, largest drop in error rate first. */
export function classNeeds(
  points: readonly CurvePoint[],
  groundTruth: ArrayLike<number>,
  labels: readonly string[],
  rowsOf: readonly number[],
): readonly ClassNeed[] {
  const all = points.at(-1)
  const half = points.at(-2)
  if (!all || !half) return []
  const wrong = ({ errors }: CurvePoint, code: number) => {
    let [sum, count] = [0, 0]
    for (const one of errors) {
      one.forEach((error, i) => {
        if (groundTruth[i] !== code) return
        sum += error
        count++
      })
    }
    return count === 0 ? Number.NaN : sum / count
  }
  return labels
    .map((label, code) => ({ label, rows: rowsOf[code] ?? 0, half: wrong(half, code), all: wrong(all, code) }))
    .filter((need) => !Number.isNaN(need.all))
    .sort((one, two) => two.half - two.all - (one.half - one.all) || two.all - one.all || one.rows - two.rows)
}
