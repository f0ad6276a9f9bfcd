/** @file Evaluates expressions on numbers, in float64. */
import { exp, log, tanh } from '../base/exact-math'
import type { Expression, Operation } from './expression'

/** Operations on the elements of a row; sums over a row and leaves are not among them. */
export type ElementOperation = Exclude<
  Operation,
  'number' | 'variable' | 'rowSum' | 'rowSumOfTargets' | 'rowMax' | 'runningSum'
>

const flag = (condition: boolean) => (condition ? 1 : 0)

/** What each operation computes. A condition is 1 if it is true and 0 if it is not. */
export const NUMBER_OPERATIONS: Readonly<Record<ElementOperation, (a: number, b: number, c: number) => number>> = {
  negate: (x) => -x,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  log,
  log1p: (x) => log(1 + x),
  expm1: (x) => exp(x) - 1,
  tanh,
  sigmoid,
  softplus: (x) => (x > 30 ? x : log(1 + exp(x))),
  erf,
  single: Math.fround,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  atLeast: (x, bound) => Math.max(x, bound),
  atMost: (x, bound) => Math.min(x, bound),
  clip: (x, low, high) => Math.min(high, Math.max(low, x)),
  less: (a, b) => flag(a < b),
  atLeastEqual: (a, b) => flag(a >= b),
  greater: (a, b) => flag(a > b),
  equal: (a, b) => flag(a === b),
  both: (a, b) => flag(a !== 0 && b !== 0),
  select: (condition, yes, no) => (condition === 0 ? no : yes),
}

/** Values of the variables of a formula. */
export type Variables = Readonly<Record<string, number>>

/** A function that computes an expression without sums over a row from the values of its variables. */
export function compile(expression: Expression): (variables: Variables) => number {
  const { operation, args, value = 0, name = '' } = expression
  switch (operation) {
    case 'number':
      return () => value
    case 'variable':
      return (variables) => {
        const found = variables[name]
        if (found === undefined) throw new Error(`the formula has no value for ${name}`)
        return found
      }
    case 'rowSum':
    case 'rowSumOfTargets':
    case 'rowMax':
    case 'runningSum':
      throw new Error(`${operation} needs a row`)
    default: {
      const compute = NUMBER_OPERATIONS[operation]
      const [first, second, third] = args.map(compile)
      const none = () => 0
      const [a, b, c] = [first ?? none, second ?? none, third ?? none]
      return (variables) => compute(a(variables), b(variables), c(variables))
    }
  }
}

/** 1 / (1 + e^-x) without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x))
  const e = exp(x)
  return e / (1 + e)
}

/** The approximation that TensorFlow.js uses: Abramowitz and Stegun 7.1.26, accurate to 1.5e-7. */
function erf(x: number): number {
  const a = Math.abs(x)
  const t = 1 / (1 + 0.3275911 * a)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const y = 1 - sum * exp(-a * a)
  return x < 0 ? -y : y
}
