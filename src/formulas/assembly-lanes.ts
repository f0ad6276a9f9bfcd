/** @file Formulas as AssemblyScript on four float32 numbers at once, with the functions of `kernels/exact.ts`. */
import type { Syntax } from './print'

/** The functions of `kernels/exact.ts` that formulas may call. */
export const EXACT_FUNCTIONS = 'erf, exp, expm1OfNegative, log, sigmoid, softplus, tanh'

export const LANES: Syntax = {
  operations: {
    negate: (x) => `f32x4.neg(${x})`,
    abs: (x) => `f32x4.abs(${x})`,
    sqrt: (x) => `f32x4.sqrt(${x})`,
    exp: (x) => `exp(${x})`,
    log: (x) => `log(${x})`,
    log1p: (x) => `log(f32x4.add(f32x4.splat(1), ${x}))`,
    expm1: (x) => `expm1OfNegative(${x})`,
    tanh: (x) => `tanh(${x})`,
    sigmoid: (x) => `sigmoid(${x})`,
    softplus: (x) => `softplus(${x})`,
    erf: (x) => `erf(${x})`,
    single: (x) => x,
    add: (a, b) => `f32x4.add(${a}, ${b})`,
    subtract: (a, b) => `f32x4.sub(${a}, ${b})`,
    multiply: (a, b) => `f32x4.mul(${a}, ${b})`,
    divide: (a, b) => `f32x4.div(${a}, ${b})`,
    min: (a, b) => `f32x4.min(${a}, ${b})`,
    max: (a, b) => `f32x4.max(${a}, ${b})`,
    atLeast: (x, bound) => `f32x4.pmax(${x}, ${bound})`,
    atMost: (x, bound) => `f32x4.pmin(${x}, ${bound})`,
    clip: (x, low, high) => `f32x4.min(f32x4.max(${x}, ${low}), ${high})`,
    less: (a, b) => `f32x4.lt(${a}, ${b})`,
    atLeastEqual: (a, b) => `f32x4.ge(${a}, ${b})`,
    greater: (a, b) => `f32x4.gt(${a}, ${b})`,
    equal: (a, b) => `f32x4.eq(${a}, ${b})`,
    both: (a, b) => `v128.and(${a}, ${b})`,
    // All bits of a condition are set or cleared, so 0 elsewhere needs only `and`.
    select: (condition, yes, no, { args }) =>
      args[2]?.value === 0 ? `v128.and(${yes}, ${condition})` : `v128.bitselect(${yes}, ${no}, ${condition})`,
  },
  number: (value) => `f32x4.splat(${value})`,
  variable: (name) => name,
  declare: (name, text) => `const ${name} = ${text}`,
}
