/**
 * @file LossFormula: a loss of one row with its derivative, written once for all engines. `y` is the target and `p` the
 * output at one position of the row.
 */
import {
  both,
  clip,
  divide,
  type Expression,
  isAtLeast,
  type Operand,
  rowSum,
  select,
  subtract,
  variable,
} from './expression'

/** How targets are encoded: one-hot, as -1 and 1, or unchanged. */
export type TargetForm = 'oneHot' | 'sign' | 'plain'

export interface RowFormula {
  /** The loss of a row. It may use `rowSum` and `rowMax`, and must not depend on the position otherwise. */
  readonly loss: Expression
  /** The derivative of the loss with respect to `p`, at each position. Where a value is clipped, it is 0. */
  readonly derivative: Expression
}

/** What a loss is for. Its formula is a separate export, so that the page does not load it. */
export interface Loss {
  /** The name in plans and in Keras JSON; the key of the loss's texts. */
  readonly kind: string
  /** The kind of targets that the loss compares outputs with. */
  readonly targets: 'classes' | 'binary' | 'number'
  readonly form: TargetForm
  /** The activation that the last layer should have, if the loss needs one. */
  readonly activation?: 'softmax' | 'sigmoid' | 'tanh' | 'softplus'
  /** The engines compute loss and activation together, because their joint derivative is simpler and more precise. */
  readonly fused?: 'softmax' | 'sigmoid'
  /** The loss takes raw scores, not probabilities, because it compares scores by a margin. */
  readonly scores?: true
  /** The loss compares the places of classes in their order. */
  readonly needsOrder?: true
  /** The loss offers label smoothing, over all classes of a row or over the two values of a binary target. */
  readonly smoothing?: 'classes' | 'binary'
  /** The loss also works on images, pixel by pixel, with values from 0 to 1. */
  readonly pixels?: true
  /** Targets are not standardized, because the loss measures ratios or counts, which have a true zero. */
  readonly asMeasured?: true
  /** Quantile levels by default: the formula has a variable `level`, whose value at position i of a row is level i. */
  readonly levels?: readonly number[]
  /** Constants of the loss, which are variables of its formula, with their values. */
  readonly parameters?: Readonly<Record<string, number>>
}

/** Describes a loss. */
export function defineLoss(loss: Loss): Loss {
  return loss
}

export const y = variable('y')
export const p = variable('p')
/** The number of values in a row. */
const width = variable('width')

/** Keras's epsilon, and one minus epsilon, as float32 values. They keep logarithms finite. */
export const LOW = Math.fround(1e-7)
export const HIGH = Math.fround(1 - 1e-7)

/** The mean over the row of a loss of single numbers. */
/* @__NO_SIDE_EFFECTS__ */
export function meanOverRow(loss: Operand, derivative: Operand): RowFormula {
  return { loss: divide(rowSum(loss), width), derivative: divide(derivative, width) }
}

/** A probability, limited so that its logarithm is finite. */
/* @__NO_SIDE_EFFECTS__ */
export function clipped(probability: Expression): Expression {
  return clip(probability, LOW, HIGH)
}

/** Whether a probability is within the limits of `clipped`. */
/* @__NO_SIDE_EFFECTS__ */
export function isUnclipped(probability: Expression): Expression {
  return both(isAtLeast(probability, LOW), isAtLeast(HIGH, probability))
}

/** The derivative, or 0 where the condition is false. */
/* @__NO_SIDE_EFFECTS__ */
export function where(condition: Expression, derivative: Operand): Expression {
  return select(condition, derivative, 0)
}

/** The distance of the output from the target. */
export const miss = subtract(p, y)

/** A sum over the row that a formula needs, as a variable. */
export interface RowSum {
  readonly name: string
  readonly operation: 'rowSum' | 'rowSumOfTargets' | 'rowMax'
  readonly of: Expression
  /** 0 if only values of the row are summed, 1 if it uses such sums, and so on. */
  readonly depth: number
}

/** A formula whose sums over the row are variables; engines compute them first, depth by depth. */
export interface SplitFormula extends RowFormula {
  /** The sums that the loss needs, and the further sums that only the derivative needs. */
  readonly lossSums: readonly RowSum[]
  readonly derivativeSums: readonly RowSum[]
}

/** Replaces the sums over the row in a formula by variables. */
export function splitSums(formula: RowFormula): SplitFormula {
  const known = new Map<string, RowSum>()
  const split = (expression: Expression): { readonly result: Expression; readonly depth: number } => {
    const args = expression.args.map(split)
    const depth = Math.max(0, ...args.map((one) => one.depth))
    const { operation } = expression
    const result = { ...expression, args: args.map((one) => one.result) }
    if (operation !== 'rowSum' && operation !== 'rowSumOfTargets' && operation !== 'rowMax') return { result, depth }
    const key = JSON.stringify(result)
    const [of] = result.args
    if (of && !known.has(key)) known.set(key, { name: `sum${known.size}`, operation, of, depth })
    return { result: variable(known.get(key)?.name ?? ''), depth: depth + 1 }
  }
  const loss = split(formula.loss).result
  const lossSums = [...known.values()]
  const derivative = split(formula.derivative).result
  return { loss, lossSums, derivative, derivativeSums: [...known.values()].slice(lossSums.length) }
}

/** A sum over a row up to each position, as a variable. It may use those before it in its list. */
export interface RunningSum {
  readonly name: string
  readonly of: Expression
}

/**
 * Replaces the running sums in expressions by variables, named by `prefix` and a number. Engines set them to 0 before a
 * loop over the row, and add to each of them, in order, before they use them at a position.
 */
export function splitRunningSums(
  expressions: readonly Expression[],
  prefix: string,
): { readonly expressions: readonly Expression[]; readonly running: readonly RunningSum[] } {
  const known = new Map<string, RunningSum>()
  const split = (expression: Expression): Expression => {
    const result = { ...expression, args: expression.args.map(split) }
    const [of] = result.args
    if (result.operation !== 'runningSum' || !of) return result
    const key = JSON.stringify(of)
    const found = known.get(key) ?? { name: `${prefix}${known.size}`, of }
    known.set(key, found)
    return variable(found.name)
  }
  return { expressions: expressions.map(split), running: [...known.values()] }
}
