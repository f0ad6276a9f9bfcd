/**
 * @file Expression: the small language in which the formulas of losses, activations, and optimizers are written. Each
 * formula is written once; `evaluate.ts` runs it, and the printers translate it to WGSL and AssemblyScript. The order of
 * operations in a formula is the order in every engine, because float results depend on it. Functions that build
 * expressions are marked as free of side effects, so that the page does not contain formulas that only engines use.
 */

export type Operation =
  | 'number'
  /** A value that differs between the places where a formula is used, such as the target `y`. */
  | 'variable'
  | 'negate'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  /** log(1 + x) for x >= 0. */
  | 'log1p'
  /** e^x - 1 for x <= 0; other results must not be used. */
  | 'expm1'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'erf'
  /** Rounds to float32, where an engine computes in float64. */
  | 'single'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'min'
  | 'max'
  /** The larger of x and a bound; unlike `max`, NaN stays NaN on every device. */
  | 'atLeast'
  | 'atMost'
  /** x limited to a range, whose derivative is 1 within the range, including its ends, and 0 outside. */
  | 'clip'
  | 'less'
  | 'atLeastEqual'
  | 'greater'
  | 'equal'
  | 'both'
  /** The second argument where the first, a condition, is true; elsewhere the third. */
  | 'select'
  /** The sum over a row, in the order of the row. */
  | 'rowSum'
  /** The sum over the elements of a row whose target is not 0. */
  | 'rowSumOfTargets'
  | 'rowMax'
  /** The sum over a row up to each element, including it, in the order of the row. */
  | 'runningSum'

export interface Expression {
  readonly operation: Operation
  readonly args: readonly Expression[]
  readonly value?: number
  readonly name?: string
}

/** An operand of a formula: an expression, or a constant. */
export type Operand = Expression | number

/* @__NO_SIDE_EFFECTS__ */
export function variable(name: string): Expression {
  return { operation: 'variable', args: [], name }
}

/* @__NO_SIDE_EFFECTS__ */
function node(operation: Operation, ...args: readonly Operand[]): Expression {
  return { operation, args: args.map(toExpression) }
}

/** The constant as an expression, if it is not one yet. */
/* @__NO_SIDE_EFFECTS__ */
export function toExpression(operand: Operand): Expression {
  return typeof operand === 'number' ? { operation: 'number', args: [], value: operand } : operand
}

type Unary = (x: Operand) => Expression
type Binary = (a: Operand, b: Operand) => Expression

export const negate: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('negate', x)
export const abs: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('abs', x)
export const sqrt: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('sqrt', x)
export const exp: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('exp', x)
export const log: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('log', x)
export const log1p: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('log1p', x)
export const expm1: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('expm1', x)
export const tanh: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('tanh', x)
export const sigmoid: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('sigmoid', x)
export const softplus: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('softplus', x)
export const erf: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('erf', x)
export const single: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('single', x)
export const square: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('multiply', x, x)
export const rowSum: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('rowSum', x)
export const rowSumOfTargets: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('rowSumOfTargets', x)
export const runningSum: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('runningSum', x)
export const rowMax: Unary = /* @__NO_SIDE_EFFECTS__ */ (x) => node('rowMax', x)

export const subtract: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('subtract', a, b)
export const divide: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('divide', a, b)
export const min: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('min', a, b)
export const max: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('max', a, b)
export const atLeast: Binary = /* @__NO_SIDE_EFFECTS__ */ (x, bound) => node('atLeast', x, bound)
export const atMost: Binary = /* @__NO_SIDE_EFFECTS__ */ (x, bound) => node('atMost', x, bound)
export const isLess: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('less', a, b)
export const isAtLeast: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('atLeastEqual', a, b)
export const isGreater: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('greater', a, b)
export const isEqual: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('equal', a, b)
export const both: Binary = /* @__NO_SIDE_EFFECTS__ */ (a, b) => node('both', a, b)

/** The sum of two or more operands, added from left to right. */
/* @__NO_SIDE_EFFECTS__ */
export function add(first: Operand, ...others: readonly Operand[]): Expression {
  return others.reduce<Expression>((sum, one) => node('add', sum, one), toExpression(first))
}

/** The product of two or more operands, multiplied from left to right. */
/* @__NO_SIDE_EFFECTS__ */
export function multiply(first: Operand, ...others: readonly Operand[]): Expression {
  return others.reduce<Expression>((product, one) => node('multiply', product, one), toExpression(first))
}

/* @__NO_SIDE_EFFECTS__ */
export function clip(x: Operand, low: Operand, high: Operand): Expression {
  return node('clip', x, low, high)
}

/* @__NO_SIDE_EFFECTS__ */
export function select(condition: Expression, yes: Operand, no: Operand): Expression {
  return node('select', condition, yes, no)
}

/** The derivative of |x| as in TensorFlow.js, which is -1 at zero. */
/* @__NO_SIDE_EFFECTS__ */
export function absDerivative(x: Operand): Expression {
  return select(isGreater(x, 0), 1, -1)
}

/** The moving average a k + b (1 - k). */
/* @__NO_SIDE_EFFECTS__ */
export function blend(a: Operand, b: Operand, keep: Operand): Expression {
  return add(multiply(a, keep), multiply(b, subtract(1, keep)))
}

/** The names of the variables in an expression. */
export function variablesOf(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = ({ name, args }: Expression) => {
    if (name !== undefined) names.add(name)
    args.forEach(visit)
  }
  visit(expression)
  return names
}

/** The expression with some of its variables replaced by other expressions. */
/* @__NO_SIDE_EFFECTS__ */
export function substitute(expression: Expression, values: Readonly<Record<string, Expression>>): Expression {
  const { name, args } = expression
  if (name !== undefined) return values[name] ?? expression
  const replaced = args.map((one) => substitute(one, values))
  // An unchanged part stays the same object, so that it is still shared with other expressions.
  return replaced.every((one, i) => one === args[i]) ? expression : { ...expression, args: replaced }
}
