/**
 * @file Losses of one row and their gradients: the formulas of `training/losses.ts` and their derivatives. If a value
 * is clipped, its derivative is zero.
 */
import { log, tanh } from '../../../base/exact-math'

/**
 * Computes the loss of a row from its targets and outputs, both of length `width`, and sets `slopes` to the gradient.
 */
type RowLoss = (y: Float64Array, p: Float64Array, slopes: Float64Array, config: Config) => number
type Config = Readonly<Record<string, unknown>>

/** Keras's epsilon, and one minus epsilon, as float32 values. */
const LOW = Math.fround(1e-7)
const HIGH = Math.fround(1 - 1e-7)

/** The formula of this loss. Throws if the name is not in the catalog. */
export function rowLoss(name: string): RowLoss {
  const known = Object.hasOwn(ROW_LOSSES, name) ? ROW_LOSSES[name] : undefined
  if (!known) throw new Error(`no loss is called ${name}`)
  return known
}

/** Applies label smoothing to the targets of a row, if the loss is configured with it (`label_smoothing`). */
export function smoothTargets(name: string, y: Float64Array, config: Config): void {
  const amount = Number(config.label_smoothing ?? 0)
  const among = name === 'categoricalCrossentropy' ? y.length : name === 'binaryCrossentropy' ? 2 : 0
  if (amount === 0 || among === 0) return
  y.forEach((value, i) => {
    y[i] = value * (1 - amount) + amount / among
  })
}

const clip = (p: number) => Math.min(HIGH, Math.max(LOW, p))
const isInside = (p: number) => p >= LOW && p <= HIGH
/** The derivative of |x| as in TensorFlow.js, which is -1 at zero. */
const sign = (x: number) => (x > 0 ? 1 : -1)

/** A loss that is the mean over a row; `formula` returns [loss, derivative] for a single number. */
function each(formula: (y: number, p: number, config: Config) => readonly [number, number]): RowLoss {
  return (y, p, slopes, config) => {
    let sum = 0
    p.forEach((value, i) => {
      const [loss, slope] = formula(y[i] as number, value, config)
      sum += loss
      slopes[i] = slope / p.length
    })
    return sum / p.length
  }
}

const crossentropy: RowLoss = (y, p, slopes) => {
  const total = p.reduce((sum, value) => sum + value, 0)
  let loss = 0
  let drift = 0
  p.forEach((value, i) => {
    const target = y[i] as number
    const probability = value / total
    loss -= target * log(clip(probability))
    const slope = isInside(probability) ? -target / probability : 0
    slopes[i] = slope / total
    // All outputs are divided by their total, to which every output contributes.
    drift += (slope * value) / (total * total)
  })
  slopes.forEach((slope, i) => {
    slopes[i] = slope - drift
  })
  return loss
}

const ROW_LOSSES: Readonly<Record<string, RowLoss>> = {
  categoricalCrossentropy: crossentropy,
  sparseCategoricalCrossentropy: crossentropy,
  binaryCrossentropy: each((y, p) => {
    const probability = clip(p)
    const loss = -(y * log(probability) + (1 - y) * log(1 - probability))
    return [loss, isInside(p) ? (1 - y) / (1 - p) - y / p : 0]
  }),
  klDivergence(y, p, slopes) {
    let loss = 0
    p.forEach((value, i) => {
      const target = y[i] as number
      const among = (x: number) => Math.min(1, Math.max(LOW, x))
      loss += target * log(among(target) / among(value))
      slopes[i] = value >= LOW && value <= 1 ? -target / value : 0
    })
    return loss
  },
  categoricalHinge(y, p, slopes) {
    let own = 0
    let other = Number.NEGATIVE_INFINITY
    const others = p.map((value, i) => (1 - (y[i] as number)) * value)
    p.forEach((value, i) => {
      own += (y[i] as number) * value
      other = Math.max(other, others[i] as number)
    })
    const loss = 1 + other - own
    slopes.forEach((_, i) => {
      const target = y[i] as number
      slopes[i] = loss > 0 ? (others[i] === other ? 1 - target : 0) - target : 0
    })
    return Math.max(0, loss)
  },
  cosineProximity(y, p, slopes) {
    const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0)
    const own = squares(p)
    const length = Math.sqrt(Math.max(own, LOW))
    const far = Math.sqrt(Math.max(squares(y), LOW))
    const along = p.reduce((sum, value, i) => sum + (value * (y[i] as number)) / far, 0)
    slopes.forEach((_, i) => {
      const turn = own >= LOW ? ((p[i] as number) * along) / (length * length * length) : 0
      slopes[i] = turn - (y[i] as number) / far / length
    })
    return -along / length
  },
  hinge: each((y, p) => (1 - y * p > 0 ? [1 - y * p, -y] : [0, 0])),
  squaredHinge: each((y, p) => {
    const miss = Math.max(0, 1 - y * p)
    return [miss * miss, -2 * y * miss]
  }),
  meanSquaredError: each((y, p) => [(p - y) * (p - y), 2 * (p - y)]),
  meanAbsoluteError: each((y, p) => [Math.abs(p - y), sign(p - y)]),
  huber: each((y, p, config) => {
    const delta = Number(config.delta ?? 1)
    const miss = Math.abs(p - y)
    const near = Math.min(miss, delta)
    return [0.5 * near * near + delta * (miss - near), near * sign(p - y)]
  }),
  logcosh: each((y, p) => {
    const miss = Math.abs(p - y)
    // log cosh x = |x| + log((1 + e^-2|x|) / 2) = |x| - log(1 + tanh |x|).
    return [miss - log(1 + tanh(miss)), tanh(p - y)]
  }),
  meanAbsolutePercentageError: each((y, p) => {
    const size = Math.max(LOW, Math.abs(y))
    return [(100 * Math.abs(y - p)) / size, (-100 * sign(y - p)) / size]
  }),
  meanSquaredLogarithmicError: each((y, p) => {
    const miss = log(1 + Math.max(LOW, p)) - log(1 + Math.max(LOW, y))
    return [miss * miss, p >= LOW ? (2 * miss) / (1 + p) : 0]
  }),
  poisson: each((y, p) => [p - y * log(LOW + p), 1 - y / (LOW + p)]),
}
