/** @file Evaluates formulas on tensors of TensorFlow.js, which derives their gradients. */
import { type ElementOperation, NUMBER_OPERATIONS } from '../formulas/evaluate'
import type { Expression } from '../formulas/expression'
import { tf } from './tensorflow'

type Value = tf.Tensor | number

const OPERATIONS: Readonly<Record<ElementOperation, (a: Value, b: Value, c: Value) => tf.Tensor>> = {
  negate: (x) => tf.neg(x),
  abs: (x) => tf.abs(x),
  sqrt: (x) => tf.sqrt(x),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(x),
  log1p: (x) => tf.log(tf.add(1, x)),
  expm1: (x) => tf.expm1(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  erf: (x) => tf.erf(x),
  single: (x) => x as tf.Tensor,
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  divide: (a, b) => tf.div(a, b),
  min: (a, b) => tf.minimum(a, b),
  max: (a, b) => tf.maximum(a, b),
  atLeast: (x, bound) => tf.maximum(x, bound),
  atMost: (x, bound) => tf.minimum(x, bound),
  clip: (x, low, high) => tf.clipByValue(x, low as number, high as number),
  less: (a, b) => tf.less(a, b),
  atLeastEqual: (a, b) => tf.greaterEqual(a, b),
  greater: (a, b) => tf.greater(a, b),
  equal: (a, b) => tf.equal(a, b),
  both: (a, b) => tf.logicalAnd(a as tf.Tensor, b as tf.Tensor),
  select: (condition, yes, no) => tf.where(condition as tf.Tensor, yes, no),
}

/**
 * The values of expressions; a number where an expression depends on no tensor. Sums over a row are along the last axis,
 * which they keep. Parts that expressions share are computed once.
 */
export function evaluateOnTensors(
  expressions: readonly Expression[],
  variables: Readonly<Record<string, Value>>,
): readonly Value[] {
  const known = new Map<Expression, Value>()
  const evaluated = (part: Expression): Value => {
    const { operation, args, value = 0, name = '' } = part
    if (operation === 'number') return value
    if (operation === 'variable') {
      const found = variables[name]
      if (found === undefined) throw new Error(`the formula has no value for ${name}`)
      return found
    }
    const before = known.get(part)
    if (before !== undefined) return before
    const result = compute(operation, args.map(evaluated))
    known.set(part, result)
    return result
  }
  return expressions.map(evaluated)
}

function compute(operation: Exclude<Expression['operation'], 'number' | 'variable'>, args: readonly Value[]): Value {
  const [a = 0, b = 0, c = 0] = args
  switch (operation) {
    case 'rowSum':
    case 'rowSumOfTargets':
      return tf.sum(a, -1, true)
    case 'runningSum':
      // It takes no negative axis.
      return tf.cumsum(a as tf.Tensor, (a as tf.Tensor).rank - 1)
    case 'rowMax':
      return tf.max(a, -1, true)
    default: {
      if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number') return OPERATIONS[operation](a, b, c)
      return NUMBER_OPERATIONS[operation](a, b, c)
    }
  }
}
