/**
 * @file Learning curve: what a model's error on the same validation rows does as it learns from more rows: a + b·n^-c, the inverse power
 * law that such curves follow (Cortes et al. 1993, "Learning curves: asymptotic values and rate of convergence", NIPS 6; Hestness et al.
 * 2017, arXiv:1712.00409). For each c of a grid, a and b are the exact least squares with a, b >= 0; the best c is taken.
 */
import { rng, shuffle } from '../base/rng'

export interface CurvePoint {
  /** Training rows. */
  readonly rows: number
  /** Of each seed the error of every judged row: 0 or 1 of classes, how far off of numbers. */
  readonly errors: readonly Float32Array[]
}

export interface PowerLaw {
  /** The error that stays however many rows there are. */
  readonly a: number
  readonly b: number
  readonly c: number
}

export interface Range {
  readonly low: number
  readonly high: number
}

export interface LearningCurve {
  /** How many classes there are; 0 where numbers are told. */
  readonly classes: number
  readonly points: readonly (Range & {
    readonly rows: number
    readonly error: number
    readonly seeds: readonly number[]
  })[]
  readonly law: PowerLaw
  /** The law and its 95 % band, from the fewest rows to those asked about. */
  readonly drawn: readonly (Range & { readonly rows: number; readonly error: number })[]
  /** What so many more rows would take off the error. */
  readonly more: Range & { readonly rows: number; readonly gain: number }
}

/** Exponents tried: flatter cannot be told from a line that stands, steeper is over before it begins. */
const EXPONENTS = Array.from({ length: 60 }, (_, i) => 0.05 * 1.065 ** i)
/** Resamplings of seeds and rows for the band. */
const RESAMPLINGS = 400
const DRAWN = 40

/** The law of least squares through points of equal weight; a level line where the error does not fall. */
export function fitPowerLaw(rows: readonly number[], errors: readonly number[], exponents = EXPONENTS): PowerLaw {
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
  let best: PowerLaw = { a: Math.max(0, mean), b: 0, c: 1 }
  let least = errors.reduce((sum, error) => sum + (error - best.a) ** 2, 0)
  // Counted in the fewest rows, so that no power is tiny.
  const unit = Math.min(...rows)
  for (const c of exponents) {
    const x = rows.map((n) => (n / unit) ** -c)
    const { a, b } = nonNegative(x, errors)
    const rest = errors.reduce((sum, error, i) => sum + (error - a - b * (x[i] as number)) ** 2, 0)
    if (rest < least * (1 - 1e-12)) {
      least = rest
      best = { a, b: b * unit ** c, c }
    }
  }
  return best
}

/** Least squares of y = a + b·x with a and b not below 0: where one would be, it is 0 and the other the best alone. */
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

/** The error of the law at so many rows. */
export function errorAt({ a, b, c }: PowerLaw, rows: number): number {
  return a + b * rows ** -c
}

/**
 * The curve through points judged on the same rows. The band is that of fits to seeds and judged rows drawn again with replacement
 * (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13): rows are drawn once for all sizes, as all were judged on them.
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
  const most = Math.max(...rows)
  const judged = points[0]?.errors[0]?.length ?? 0
  const random = rng(seed, { kind: 'generate' })
  const at = spaced(Math.min(...rows), most + more)
  const laws: PowerLaw[] = []
  const sums: number[][] = points.map(() => [])
  for (let turn = 0; turn < RESAMPLINGS; turn++) {
    const drawn = Uint32Array.from({ length: judged }, () => random.below(judged))
    const again = points.map(({ errors }, i) => {
      const few = errors.map(() => errors[random.below(errors.length)] as Float32Array)
      let sum = 0
      for (const one of few) for (const row of drawn) sum += one[row] as number
      const error = sum / (few.length * Math.max(1, judged))
      sums[i]?.push(error)
      return error
    })
    laws.push(fitPowerLaw(rows, again))
  }
  const gainOf = (one: PowerLaw) => errorAt(one, most) - errorAt(one, most + more)
  return {
    classes,
    points: points.map((point, i) => ({
      rows: point.rows,
      error: meanOf(means[i] as number[]),
      seeds: means[i] as number[],
      ...middle(sums[i] as number[]),
    })),
    law,
    drawn: at.map((n) => ({ rows: n, error: errorAt(law, n), ...middle(laws.map((one) => errorAt(one, n))) })),
    more: { rows: more, gain: gainOf(law), ...middle(laws.map(gainOf)) },
  }
}

/** The middle 95 % of values. */
function middle(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { low: at(0.025), high: at(0.975) }
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / Math.max(1, values.length)
}

function spaced(from: number, to: number): readonly number[] {
  return Array.from({ length: DRAWN }, (_, i) => from * (to / from) ** (i / (DRAWN - 1)))
}

/** With fewer rows than these there is nothing to learn: two of a class, six in all. */
function leastRows(classes: number): number {
  return Math.max(6, 2 * classes)
}

/** The training rows that a curve needs. */
export function fewestRows(classes: number): number {
  return 3 * leastRows(classes)
}

/** The sizes to learn from: up to all rows, each by the same factor more than the one before; none where there are too few. */
export function curveSizes(rows: number, classes: number): readonly number[] {
  const from = Math.max(leastRows(classes), Math.round(rows / 16))
  if (rows < fewestRows(classes)) return []
  const sizes = Array.from({ length: 5 }, (_, i) => Math.round(from * (rows / from) ** (i / 4)))
  return [...new Set(sizes)]
}

/** So many of the rows, drawn by seed, each class in its share and with one row at least. Fewer of a seed are among more of it. */
export function curveShare(
  rows: Uint32Array,
  classOf: (row: number) => number,
  size: number,
  seed: number,
): Uint32Array<ArrayBuffer> {
  const heaps = new Map<number, number[]>()
  for (const row of shuffle(rows.slice(), rng(seed, { kind: 'split' }))) {
    const label = classOf(row)
    const heap = heaps.get(label)
    if (heap) heap.push(row)
    else heaps.set(label, [row])
  }
  // Each row has its place within its class, as a share of it: the lowest shares come first.
  const placed = [...heaps.values()].flatMap((heap) =>
    heap.map((row, i) => ({ row, at: i === 0 ? -1 : i / heap.length })),
  )
  placed.sort((one, two) => one.at - two.at || one.row - two.row)
  return Uint32Array.from(placed.slice(0, size), ({ row }) => row).sort()
}

/** A learning curve as it is told. */
export interface CurveReport {
  readonly curve: LearningCurve
  readonly by: 'network' | 'forest'
  /** Training rows there are, and rows judged on. */
  readonly of: number
  readonly judged: number
  /** The class that gained most from more of its rows first; none where numbers are told. */
  readonly needs: readonly ClassNeed[]
}

export interface ClassNeed {
  readonly label: string
  readonly rows: number
  /** Share told wrong from about half of the rows, and from all. */
  readonly half: number
  readonly all: number
}

/** What each class gained from the last sizes, the one first whose share of mistakes fell most as its rows became more. */
export function classNeeds(
  points: readonly CurvePoint[],
  truth: ArrayLike<number>,
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
        if (truth[i] !== code) return
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
