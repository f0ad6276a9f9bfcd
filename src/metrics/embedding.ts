/**
 * @file Maps of examples: their values in a layer reduced to two numbers, by the first two principal components or by
 * UMAP, and the examples with the most similar values. All results are equal on every machine.
 */
import { exp, log } from '../base/exact-math'
import { type Rng, rng } from '../base/rng'

/** The values of some rows, row by row. */
export interface RowValues {
  readonly values: ArrayLike<number>
  readonly rows: number
  /** How many values a row has. */
  readonly width: number
}

export interface Plane {
  readonly x: Float64Array
  readonly y: Float64Array
}

export interface Components extends Plane {
  /** The share of the variance that each of the two components explains. */
  readonly shares: readonly [number, number]
}

/** The most steps, and the residual relative to the eigenvalue at which a component is exact. */
const MOST_STEPS = 120
const EXACT = 1e-10

/**
 * The first two principal components (Pearson 1901), by the Lanczos iteration with full reorthogonalization (Lanczos
 * 1950; Paige 1971). The largest entry of each direction is positive.
 */
export function* principalComponents(data: RowValues): Generator<undefined, Components> {
  const { values, rows, width } = data
  const means = new Float64Array(width)
  for (let i = 0; i < rows * width; i++) means[i % width] = (means[i % width] as number) + (values[i] as number) / rows
  let variance = 0
  for (let i = 0; i < rows * width; i++) variance += ((values[i] as number) - (means[i % width] as number)) ** 2
  /** The coordinates of all rows along a direction. */
  const along = (direction: Float64Array) =>
    Float64Array.from({ length: rows }, (_, row) => {
      let sum = 0
      for (let k = 0; k < width; k++)
        sum += ((values[row * width + k] as number) - (means[k] as number)) * (direction[k] as number)
      return sum
    })
  const none = { x: new Float64Array(rows), y: new Float64Array(rows), shares: [0, 0] as const }
  if (!(variance > 0)) return none
  const random = rng(0, { kind: 'resample', epoch: 6 })
  const basis: Float64Array[] = []
  const [diagonal, beside]: [number[], number[]] = [[], []]
  let next = unit(Float64Array.from({ length: width }, () => random.uniform() - 0.5))
  for (let step = 1; step <= Math.min(width, MOST_STEPS); step++) {
    basis.push(next)
    const scores = along(next)
    const image = new Float64Array(width)
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < width; k++)
        image[k] =
          (image[k] as number) + ((values[row * width + k] as number) - (means[k] as number)) * (scores[row] as number)
    diagonal.push(dot(image, next))
    // Twice, because once leaves rounding errors.
    for (let pass = 0; pass < 2; pass++) for (const one of basis) addTo(image, one, -dot(image, one))
    const length = Math.sqrt(dot(image, image))
    const isLast = step === Math.min(width, MOST_STEPS) || length <= EXACT * variance
    if (isLast || step % 10 === 0) {
      const [first, second] = eigenpairs(diagonal, beside)
      const residual = (pair: Eigenpair | undefined) => length * Math.abs(pair?.vector.at(-1) ?? 0)
      const limit = EXACT * (first?.value ?? 0)
      if (isLast || (residual(first) <= limit && residual(second) <= limit)) {
        const [x, y] = [first, second].map((pair) => (pair ? along(directionOf(pair, basis)) : none.y))
        const shares = [(first?.value ?? 0) / variance, (second?.value ?? 0) / variance] as const
        return { x: x as Float64Array, y: y as Float64Array, shares }
      }
    }
    beside.push(length)
    next = unit(image)
    yield
  }
  return none
}

function directionOf({ vector }: Eigenpair, basis: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(basis[0]?.length ?? 0)
  vector.forEach((weight, i) => {
    addTo(sum, basis[i] as Float64Array, weight)
  })
  const largest = sum.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
  return largest < 0 ? sum.map((one) => -one) : sum
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function addTo(to: Float64Array, from: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + times * (from[i] as number)
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((one) => one / length)
}

interface Eigenpair {
  readonly value: number
  readonly vector: readonly number[]
}

/** The eigenpairs of a symmetric tridiagonal matrix by Jacobi's rotations (1846), largest value first. */
function eigenpairs(diagonal: readonly number[], beside: readonly number[]): readonly Eigenpair[] {
  const n = diagonal.length
  const a = diagonal.map((value, i) => diagonal.map((_, j) => (i === j ? value : (beside[Math.min(i, j)] ?? 0))))
  for (const [i, row] of a.entries()) for (let j = 0; j < n; j++) if (Math.abs(i - j) > 1) row[j] = 0
  const v = diagonal.map((_, i) => diagonal.map((_, j) => Number(i === j)))
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p]?.[q] as number
        if (apq === 0) continue
        off = Math.max(off, Math.abs(apq))
        const theta = ((a[q]?.[q] as number) - (a[p]?.[p] as number)) / (2 * apq)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        rotate(a, v, [p, q], [c, t * c])
      }
    }
    if (off <= 1e-15 * Math.abs(a[0]?.[0] as number)) break
  }
  return diagonal
    .map((_, i) => ({ value: a[i]?.[i] as number, vector: v.map((row) => row[i] as number) }))
    .sort((one, other) => other.value - one.value)
}

type Matrix = readonly number[][]

/** Applies a rotation of rows and columns p and q to a matrix, and to the columns of its eigenvectors. */
function rotate(a: Matrix, v: Matrix, [p, q]: readonly [number, number], [c, s]: readonly [number, number]): void {
  const turn = (row: number[]) => {
    const [one, other] = [row[p] as number, row[q] as number]
    row[p] = c * one - s * other
    row[q] = s * one + c * other
  }
  for (const row of a) turn(row)
  const [first, second] = [a[p] as number[], a[q] as number[]]
  for (let k = 0; k < first.length; k++) {
    const [one, other] = [first[k] as number, second[k] as number]
    first[k] = c * one - s * other
    second[k] = s * one + c * other
  }
  for (const row of v) turn(row)
}

export interface RowDistance {
  /** The place of the row in the values. */
  readonly at: number
  readonly distance: number
}

/** The rows whose values are nearest to these, by cosine distance or Euclidean distance, nearest first. */
export function nearestValues(
  { values, rows, width }: RowValues,
  to: ArrayLike<number>,
  most: number,
  metric: 'cosine' | 'euclidean',
): readonly RowDistance[] {
  let length = 0
  for (let k = 0; k < width; k++) length += (to[k] as number) ** 2
  return Array.from({ length: rows }, (_, at) => {
    let [squares, product, own] = [0, 0, 0]
    for (let k = 0; k < width; k++) {
      const [a, b] = [values[at * width + k] as number, to[k] as number]
      squares += (a - b) ** 2
      product += a * b
      own += a * a
    }
    // Two rows of zeros are equal; a row of zeros has no direction to compare.
    const cosine = own * length === 0 ? Number(own === length) : product / Math.sqrt(own * length)
    return { at, distance: metric === 'cosine' ? 1 - cosine : Math.sqrt(squares) }
  })
    .sort((a, b) => a.distance - b.distance || a.at - b.at)
    .slice(0, most)
}

const NEIGHBORS = 15
const EPOCHS = 300
/** Random rows that each attracted pair pushes away. */
const NEGATIVES = 5
/** The curve 1 / (1 + a d^2b) that fits a least distance of 0.1. */
const [A, B] = [1.576943460405378, 0.8950608781227859]
/** Above this width, distances are those of random projections. */
const MOST_WIDTH = 128

/**
 * UMAP (McInnes, Healy, Melville 2018, arXiv 1802.03426) with 15 exact neighbors and a least distance of 0.1, starting
 * from the principal components.
 */
export function* umap(data: RowValues, seed: number): Generator<undefined, Plane> {
  const random = rng(seed, { kind: 'resample', epoch: 7 })
  const start = yield* principalComponents(data)
  const { rows } = data
  if (rows < 3) return start
  const near = yield* neighborsOf(projected(data, random))
  const edges = edgesOf(near, rows)
  const most = edges.reduce((top, { weight }) => Math.max(top, weight), 0)
  const spread = Math.max(...start.x.map(Math.abs), 1e-12)
  const place = (from: Float64Array) => from.map((one) => (10 * one) / spread + 1e-4 * (random.uniform() - 0.5))
  const [x, y] = [place(start.x), place(start.y)]
  const due = edges.map(({ weight }) => most / weight)
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const rate = 1 - (epoch - 1) / EPOCHS
    for (const [i, { a, b, weight }] of edges.entries()) {
      if ((due[i] as number) > epoch) continue
      due[i] = (due[i] as number) + most / weight
      const d2 = squared(x, y, a, b)
      // The gradient of the attraction; 0 for rows in the same place.
      const pull = d2 > 0 ? (-2 * A * B * power(d2, B - 1)) / (1 + A * power(d2, B)) : 0
      move(x, y, a, b, pull, rate)
      move(x, y, b, a, pull, rate)
      for (let n = 0; n < NEGATIVES; n++) {
        const other = random.below(rows)
        if (other === a) continue
        const apart = squared(x, y, a, other)
        move(x, y, a, other, (2 * B) / ((0.001 + apart) * (1 + A * power(apart, B))), rate)
      }
    }
    yield
  }
  return { x, y }
}

const power = (base: number, exponent: number) => (base > 0 ? exp(exponent * log(base)) : 0)

function squared(x: Float64Array, y: Float64Array, a: number, b: number): number {
  return ((x[a] as number) - (x[b] as number)) ** 2 + ((y[a] as number) - (y[b] as number)) ** 2
}

/** Moves row a away from row b, or towards it if the force is negative; each step is at most 4. */
function move(x: Float64Array, y: Float64Array, a: number, b: number, force: number, rate: number): void {
  for (const axis of [x, y]) {
    const step = force * ((axis[a] as number) - (axis[b] as number))
    axis[a] = (axis[a] as number) + rate * Math.max(-4, Math.min(4, step))
  }
}

/** Wide values multiplied by random signs, which keeps distances (Achlioptas 2003, JCSS 66). */
function projected(data: RowValues, random: Rng): RowValues {
  const { values, rows, width } = data
  if (width <= MOST_WIDTH) return data
  const signs = Int8Array.from({ length: width * MOST_WIDTH }, () => (random.uniform() < 0.5 ? -1 : 1))
  const out = new Float32Array(rows * MOST_WIDTH)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < width; k++) {
      const value = values[row * width + k] as number
      if (value === 0) continue
      for (let j = 0; j < MOST_WIDTH; j++) {
        const at = row * MOST_WIDTH + j
        out[at] = (out[at] as number) + value * (signs[k * MOST_WIDTH + j] as number)
      }
    }
  }
  return { values: out, rows, width: MOST_WIDTH }
}

/** The nearest other rows of each row. */
function* neighborsOf({ values, rows, width }: RowValues): Generator<undefined, readonly (readonly RowDistance[])[]> {
  const distances = Array.from({ length: rows }, () => new Float64Array(rows))
  for (let a = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++) {
      let sum = 0
      for (let k = 0; k < width; k++) {
        const difference = (values[a * width + k] as number) - (values[b * width + k] as number)
        sum += difference * difference
      }
      ;(distances[a] as Float64Array)[b] = Math.sqrt(sum)
      ;(distances[b] as Float64Array)[a] = Math.sqrt(sum)
    }
    yield
  }
  const near: (readonly RowDistance[])[] = []
  for (const [row, own] of distances.entries()) {
    const order = Array.from(own, (distance, at) => ({ at, distance })).filter(({ at }) => at !== row)
    near.push(order.sort((a, b) => a.distance - b.distance || a.at - b.at).slice(0, NEIGHBORS))
    yield
  }
  return near
}

interface Edge {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** The fuzzy union of the neighborhoods: each row is connected to its nearest one with weight 1. */
function edgesOf(near: readonly (readonly RowDistance[])[], rows: number): readonly Edge[] {
  const weights = new Map<number, number>()
  near.forEach((own, a) => {
    const least = own.find(({ distance }) => distance > 0)?.distance ?? 0
    const width = widthOf(own, least)
    for (const { at, distance } of own) weights.set(a * rows + at, exp(-Math.max(0, distance - least) / width))
  })
  return [...weights].flatMap(([key, weight]) => {
    const [a, b] = [Math.floor(key / rows), key % rows]
    const back = weights.get(b * rows + a)
    if (back !== undefined && a > b) return []
    return [{ a, b, weight: weight + (back ?? 0) - weight * (back ?? 0) }]
  })
}

/** The width at which the weights of a row sum to log2 of their number, by bisection. */
function widthOf(own: readonly RowDistance[], least: number): number {
  const target = log(own.length) / log(2)
  let [low, high] = [1e-12, 1e12]
  for (let i = 0; i < 100; i++) {
    // Bisects the exponent, because widths have any scale.
    const middle = Math.sqrt(low * high)
    const sum = own.reduce((all, { distance }) => all + exp(-Math.max(0, distance - least) / middle), 0)
    if (sum > target) high = middle
    else low = middle
  }
  return Math.sqrt(low * high)
}
