/**
 * @file Linear: ridge regression for numbers and logistic regression for classes, both with scikit-learn's small
 * default L2 penalty. Ridge regression solves the normal equations; logistic regression uses L-BFGS (Liu and Nocedal
 * 1989).
 */
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'
import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { BaselineDef, TrainingData, Predict } from './baseline'

/**
 * The L2 penalty. Half the penalty times the sum of squared weights is added to half the sum of squared errors, or to
 * the sum of log losses.
 */
const PENALTY = 1

export const linear: BaselineDef = {
  id: 'linear',
  title: ({ classes }) => (classes > 0 ? text.logisticRegression : text.linearRegression),
  *fit(data) {
    return data.classes > 0 ? yield* fitLogistic(data) : fitRidge(data)
  },
}

/** The number of rows processed between two yields. */
const BLOCK = 256

function fitRidge({ x, y, rows, width }: TrainingData): Predict {
  const mean = y.reduce((sum, one) => sum + one, 0) / rows
  // The features have mean 0, so the intercept is the mean of the target, regardless of the weights.
  const gram = Matrix.zeros(width, width)
  const right = Matrix.zeros(width, 1)
  for (let row = 0; row < rows; row++) {
    const of = x.subarray(row * width, (row + 1) * width)
    const rest = (y[row] as number) - mean
    for (let i = 0; i < width; i++) {
      const a = of[i] as number
      right.set(i, 0, right.get(i, 0) + a * rest)
      for (let j = 0; j <= i; j++) gram.set(i, j, gram.get(i, j) + a * (of[j] as number))
    }
  }
  for (let i = 0; i < width; i++) {
    gram.set(i, i, gram.get(i, i) + PENALTY)
    for (let j = 0; j < i; j++) gram.set(j, i, gram.get(i, j))
  }
  const weights = new CholeskyDecomposition(gram).solve(right).to1DArray()
  return function* (queries, count) {
    const out = new Float64Array(count).fill(mean)
    for (let row = 0; row < count; row++) {
      if (row % BLOCK === 0) yield
      for (let i = 0; i < width; i++) {
        out[row] = (out[row] as number) + (queries[row * width + i] as number) * (weights[i] as number)
      }
    }
    return out
  }
}

const MAX_STEPS = 100
const MEMORY = 8
/** The search has converged when the gradient per row is at most this large. */
const TOLERANCE = 1e-5

/**
 * Fits a softmax regression with weights of shape [classes, width + 1]. The last weight of each class is its intercept,
 * which is not penalized.
 */
function* fitLogistic(data: TrainingData): Generator<void, Predict> {
  const { width, classes, rows } = data
  const size = classes * (width + 1)
  let weights = new Float64Array(size)
  let current = yield* lossGradient(data, weights)
  const steps: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = []
  for (let step = 0; step < MAX_STEPS && maxAbs(current.gradient) > TOLERANCE * rows; step++) {
    const direction = lbfgsDirection(current.gradient, steps)
    const slope = dot(direction, current.gradient)
    let length = steps.length === 0 ? 1 / Math.max(1, maxAbs(current.gradient)) : 1
    // Armijo line search: halves the step until the loss falls by at least a fixed fraction of the decrease that the
    // gradient predicts.
    let next = moveAlong(weights, direction, length)
    let candidate = yield* lossGradient(data, next)
    while (candidate.loss > current.loss + 1e-4 * length * slope && length > 1e-10) {
      length /= 2
      next = moveAlong(weights, direction, length)
      candidate = yield* lossGradient(data, next)
    }
    const s = next.map((value, i) => value - (weights[i] as number))
    const y = candidate.gradient.map((value, i) => value - (current.gradient[i] as number))
    const curvature = dot(s, y)
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature })
    if (steps.length > MEMORY) steps.shift()
    weights = next
    current = candidate
  }
  return function* (queries, count) {
    const out = new Float64Array(count)
    const scores = new Float64Array(classes)
    for (let row = 0; row < count; row++) {
      if (row % BLOCK === 0) yield
      scoresOf(queries, row, width, weights, scores)
      out[row] = scores.indexOf(Math.max(...scores))
    }
    return out
  }
}

interface LossGradient {
  readonly loss: number
  readonly gradient: Float64Array
}

function* lossGradient(
  { x, y, rows, width, classes, weights: counts }: TrainingData,
  weights: Float64Array,
): Generator<void, LossGradient> {
  const gradient = new Float64Array(weights.length)
  const scores = new Float64Array(classes)
  let loss = 0
  for (let row = 0; row < rows; row++) {
    if (row % BLOCK === 0) yield
    scoresOf(x, row, width, weights, scores)
    const max = Math.max(...scores)
    let sum = 0
    for (let c = 0; c < classes; c++) {
      scores[c] = Math.exp((scores[c] as number) - max)
      sum += scores[c] as number
    }
    const label = y[row] as number
    const count = counts?.[row] ?? 1
    loss -= count * Math.log((scores[label] as number) / sum)
    for (let c = 0; c < classes; c++) {
      const pull = count * ((scores[c] as number) / sum - (c === label ? 1 : 0))
      const at = c * (width + 1)
      for (let i = 0; i < width; i++) {
        gradient[at + i] = (gradient[at + i] as number) + pull * (x[row * width + i] as number)
      }
      gradient[at + width] = (gradient[at + width] as number) + pull
    }
  }
  for (let i = 0; i < weights.length; i++) {
    if (i % (width + 1) === width) continue
    const weight = weights[i] as number
    loss += (PENALTY / 2) * weight * weight
    gradient[i] = (gradient[i] as number) + PENALTY * weight
  }
  return { loss, gradient }
}

function scoresOf(x: Float32Array, row: number, width: number, weights: Float64Array, scores: Float64Array): void {
  for (let c = 0; c < scores.length; c++) {
    const at = c * (width + 1)
    let score = weights[at + width] as number
    for (let i = 0; i < width; i++) score += (weights[at + i] as number) * (x[row * width + i] as number)
    scores[c] = score
  }
}

/** Computes the search direction by the two-loop recursion of L-BFGS. */
function lbfgsDirection(
  gradient: Float64Array,
  steps: readonly { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[],
): Float64Array {
  const q = gradient.slice()
  const shares = new Float64Array(steps.length)
  for (let k = steps.length - 1; k >= 0; k--) {
    const { s, y, rho } = steps[k] as (typeof steps)[number]
    shares[k] = rho * dot(s, q)
    add(q, y, -(shares[k] as number))
  }
  const last = steps.at(-1)
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y))
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale
  }
  steps.forEach(({ s, y, rho }, k) => {
    add(q, s, (shares[k] as number) - rho * dot(y, q))
  })
  return q.map((value) => -value)
}

function moveAlong(from: Float64Array, direction: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, i) => value + length * (direction[i] as number))
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + times * (what[i] as number)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function maxAbs(values: Float64Array): number {
  return values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
}
