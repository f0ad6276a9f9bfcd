/**
 * @file Losses: each formula of `program/interpret/losses.ts` as WGSL for one row, consisting of loops over the row's
 * values, then the loss, then the derivatives. In every expression, `y` is the target and `p` the output at index `j`.
 */
import { f32 } from './maths'

export interface RowLoss {
  /** Variables declared before the loops. */
  readonly variables?: readonly string[]
  /** Statements to run for each number, one loop per entry, in order. */
  readonly loops: readonly string[]
  /** Statements that run after the last loop and before the loss. */
  readonly before?: string
  readonly loss: string
  /** Statements that set `slope` for each number. */
  readonly derivative: string
}

type Config = Readonly<Record<string, unknown>>

/** Keras's epsilon, and one minus epsilon, as float32 values. */
const LOW = f32(Math.fround(1e-7))
const HIGH = f32(Math.fround(1 - 1e-7))

const clip = (p: string) => `clamp(${p}, ${LOW}, ${HIGH})`
const isInside = (p: string) => `(${p} >= ${LOW} && ${p} <= ${HIGH})`
/** The derivative of |x| as in TensorFlow.js, which is -1 at zero. */
const sign = (x: string) => `select(-1f, 1f, ${x} > 0f)`

/** The WGSL of this loss for rows of `width` numbers. Throws if the name is not in the catalog. */
export function rowLoss(name: string, config: Config, width: number): RowLoss {
  const known = Object.hasOwn(LOSSES, name) ? LOSSES[name] : undefined
  if (!known) throw new Error(`no loss is called ${name}`)
  return known(width, config)
}

/**
 * The gradient with respect to the pre-activations for softmax with cross entropy, or sigmoid with binary cross
 * entropy, as derived in `interpret/loss.ts`.
 */
export function fusedGradient(fused: 'softmax' | 'sigmoid', width: number): string {
  return fused === 'softmax'
    ? `slope = p * opened - select(0f, y, ${isInside('p')});`
    : `slope = select(0f, (p - y) / ${width}f, ${isInside('p')});`
}

/**
 * WGSL that accumulates the sum over the row that the gradient of a fused softmax needs: the sum of the targets whose
 * predicted probability is not clipped.
 */
export const UNCLIPPED_SUM = `opened += select(0f, y, ${isInside('p')});`

/** WGSL that applies label smoothing (`label_smoothing`) to a row's target, as an expression of `y`. */
export function smoothed(name: string, config: Config, width: number): string {
  const amount = Number(config.label_smoothing ?? 0)
  const among = name === 'categoricalCrossentropy' ? width : name === 'binaryCrossentropy' ? 2 : 0
  return amount === 0 || among === 0 ? 'y' : `y * ${f32(1 - amount)} + ${f32(amount / among)}`
}

/** A loss that is the mean over a row; `[loss, derivative]` are the expressions for a single number. */
function each(
  formula: (config: Config) => readonly [loss: string, slope: string],
): (width: number, c: Config) => RowLoss {
  return (width, config) => {
    const [loss, slope] = formula(config)
    return {
      variables: ['mean'],
      loops: [`mean += ${loss};`],
      loss: `mean / ${width}f`,
      derivative: `slope = (${slope}) / ${width}f;`,
    }
  }
}

const crossentropy = (): RowLoss => ({
  variables: ['total', 'cost', 'drift'],
  loops: [
    'total += p;',
    `let chance = p / total;
    cost -= y * log(${clip('chance')});
    drift += select(0f, -y / chance, ${isInside('chance')}) * p / (total * total);`,
  ],
  loss: 'cost',
  // `drift` is needed because all outputs are divided by their total, to which every output contributes.
  derivative: `let chance = p / total; slope = select(0f, -y / chance, ${isInside('chance')}) / total - drift;`,
})

const LOSSES: Readonly<Record<string, (width: number, config: Config) => RowLoss>> = {
  categoricalCrossentropy: crossentropy,
  sparseCategoricalCrossentropy: crossentropy,
  binaryCrossentropy: each(() => [
    `-(y * log(${clip('p')}) + (1f - y) * log(1f - ${clip('p')}))`,
    `select(0f, (1f - y) / (1f - p) - y / p, ${isInside('p')})`,
  ]),
  klDivergence: () => ({
    variables: ['cost'],
    loops: [`cost += y * log(clamp(y, ${LOW}, 1f) / clamp(p, ${LOW}, 1f));`],
    loss: 'cost',
    derivative: `slope = select(0f, -y / p, p >= ${LOW} && p <= 1f);`,
  }),
  categoricalHinge: () => ({
    variables: ['own', 'other'],
    loops: ['own += y * p; other = select(max(other, (1f - y) * p), (1f - y) * p, j == 0u);'],
    before: 'let above = 1f + other - own;',
    loss: 'max(0f, above)',
    derivative: 'slope = select(0f, select(0f, 1f - y, (1f - y) * p == other) - y, above > 0f);',
  }),
  cosineProximity: () => ({
    variables: ['own', 'aim', 'along'],
    loops: ['own += p * p; aim += y * y;', `along += p * y / sqrt(max(aim, ${LOW}));`],
    before: `let length = sqrt(max(own, ${LOW}));`,
    loss: '-along / length',
    derivative: `slope = select(0f, p * along / (length * length * length), own >= ${LOW}) - y / sqrt(max(aim, ${LOW})) / length;`,
  }),
  hinge: each(() => ['max(0f, 1f - y * p)', 'select(0f, -y, 1f - y * p > 0f)']),
  squaredHinge: each(() => ['max(0f, 1f - y * p) * max(0f, 1f - y * p)', '-2f * y * max(0f, 1f - y * p)']),
  meanSquaredError: each(() => ['(p - y) * (p - y)', '2f * (p - y)']),
  meanAbsoluteError: each(() => ['abs(p - y)', sign('p - y')]),
  huber: each((config) => {
    const delta = f32(Number(config.delta ?? 1))
    const near = `min(abs(p - y), ${delta})`
    return [`0.5f * ${near} * ${near} + ${delta} * (abs(p - y) - ${near})`, `${near} * ${sign('p - y')}`]
  }),
  // log cosh x = |x| - log(1 + tanh |x|).
  logcosh: each(() => ['abs(p - y) - log1p_of(tanh_of(abs(p - y)))', 'tanh_of(p - y)']),
  meanAbsolutePercentageError: each(() => [
    `100f * abs(y - p) / max(${LOW}, abs(y))`,
    `-100f * ${sign('y - p')} / max(${LOW}, abs(y))`,
  ]),
  meanSquaredLogarithmicError: each(() => {
    const miss = `(log1p_of(max(${LOW}, p)) - log1p_of(max(${LOW}, y)))`
    return [`${miss} * ${miss}`, `select(0f, 2f * ${miss} / (1f + p), p >= ${LOW})`]
  }),
  poisson: each(() => [`p - y * log(${LOW} + p)`, `1f - y / (${LOW} + p)`]),
}
