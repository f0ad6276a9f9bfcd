/**
 * @file Number literals and formulas as WGSL. Shaders that contain formulas must go through `withMaths`, whose functions
 * they call.
 */
import type { ActivationFormula } from '../../../formulas/activation-formula'
import { variablesOf } from '../../../formulas/expression'
import { printAll, type Syntax } from '../../../formulas/print'

/**
 * A WGSL f32 literal with the fewest digits that identify the value. Throws for values that have no literal in WGSL.
 */
export function f32(value: number): string {
  const rounded = Math.fround(value)
  if (!Number.isFinite(rounded)) throw new Error(`WGSL has no literal for ${value}`)
  let digits = 1
  while (Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits++
  const text = `${Number(rounded.toPrecision(digits))}f`
  return rounded < 0 ? `(${text})` : text
}

/** How WGSL writes formulas. Variables with a value become literals; others keep their name. */
export function wgslSyntax(values: Readonly<Record<string, number>> = {}): Syntax {
  return {
    operations: {
      negate: (x) => `(-${x})`,
      abs: (x) => `abs(${x})`,
      sqrt: (x) => `sqrt(${x})`,
      exp: (x) => `exp(${x})`,
      log: (x) => `log(${x})`,
      log1p: (x) => `log1p_of(${x})`,
      expm1: (x) => `expm1_of(${x})`,
      tanh: (x) => `tanh_of(${x})`,
      sigmoid: (x) => `sigmoid_of(${x})`,
      softplus: (x) => `softplus_of(${x})`,
      erf: (x) => `erf_of(${x})`,
      // All numbers are float32.
      single: (x) => x,
      add: (a, b) => `(${a} + ${b})`,
      subtract: (a, b) => `(${a} - ${b})`,
      multiply: (a, b) => `(${a} * ${b})`,
      divide: (a, b) => `(${a} / ${b})`,
      min: (a, b) => `min(${a}, ${b})`,
      max: (a, b) => `max(${a}, ${b})`,
      // Not `max`, which may turn a NaN into a number and thereby hide where it originated.
      atLeast: (x, bound) => `select(${x}, ${bound}, ${x} < ${bound})`,
      atMost: (x, bound) => `select(${x}, ${bound}, ${x} > ${bound})`,
      clip: (x, low, high) => `clamp(${x}, ${low}, ${high})`,
      less: (a, b) => `(${a} < ${b})`,
      atLeastEqual: (a, b) => `(${a} >= ${b})`,
      greater: (a, b) => `(${a} > ${b})`,
      equal: (a, b) => `(${a} == ${b})`,
      both: (a, b) => `(${a} && ${b})`,
      select: (condition, yes, no) => `select(${no}, ${yes}, ${condition})`,
    },
    number: f32,
    variable: (name) => (values[name] === undefined ? name : f32(values[name])),
    declare: (name, text) => `let ${name} = ${text};`,
  }
}

export type ActivationPart = 'result' | 'derivative'

/** The name of the WGSL function of an activation or its derivative. */
export function activationFunctionName({ name }: Pick<ActivationFormula, 'name'>, part: ActivationPart): string {
  return `${name}_${part}_of`
}

/** The WGSL function of an activation or its derivative, if its formula repeats a part; otherwise undefined. */
export function activationFunction(formula: ActivationFormula, part: ActivationPart): string | undefined {
  const expression = formula[part]
  const { statements, results } = printAll([expression], wgslSyntax())
  if (statements.length === 0) return undefined
  const parameters = activationVariables(formula, part).map((name) => `${name}: f32`)
  const lines = [...statements, `return ${results[0]};`].map((line) => `  ${line}`)
  return `fn ${activationFunctionName(formula, part)}(${parameters.join(', ')}) -> f32 {\n${lines.join('\n')}\n}`
}

/** The variables of an activation or its derivative, in the order of the WGSL function's parameters. */
export function activationVariables(formula: ActivationFormula, part: ActivationPart): readonly string[] {
  return [...variablesOf(formula[part])].sort()
}
