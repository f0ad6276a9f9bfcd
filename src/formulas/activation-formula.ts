/**
 * @file ActivationFormula: an activation and its derivative, written once for all engines, with the formulas and
 * constants of TensorFlow.js.
 */
import { type Expression, type Operand, toExpression, variable } from './expression'

export interface ActivationFormula {
  /** The name in Keras JSON. */
  readonly name: string
  /** The result, from the input `x`. A NaN must stay NaN. */
  readonly result: Expression
  /**
   * The derivative, from the input `x` and the result `y`. If it uses only `y`, engines fuse the activation with the
   * product or convolution before it, whose result then needs no second buffer.
   */
  readonly derivative: Expression
  /** Most networks use it, so the CPU engine inlines it. */
  readonly isFrequent?: true
}

/** Describes an activation. */
export function defineActivation(
  formula: Omit<ActivationFormula, 'derivative'> & { readonly derivative: Operand },
): ActivationFormula {
  return { ...formula, derivative: toExpression(formula.derivative) }
}

export const x = variable('x')
export const y = variable('y')
/** The setting of an activation that a layer of its own offers: the slope of leaky ReLU below 0. */
export const alpha = variable('alpha')
