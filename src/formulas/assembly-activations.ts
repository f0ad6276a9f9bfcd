/** @file Prints the activations and their derivatives as AssemblyScript, four numbers at once. */
import type { ActivationFormula } from './activation-formula'
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from './activations'
import { EXACT_FUNCTIONS, LANES } from './assembly-lanes'
import { type Expression, substitute, variable } from './expression'
import { printAll } from './print'

/** The source of all activations. An activation's code is its position in alphabetical order. */
export function activationKernels(): string {
  const all = [...ACTIVATIONS.values()]
  const fromResult = all.filter(({ name }) => DERIVATIVE_FROM_RESULT.has(name))
  const frequent = ({ isFrequent }: ActivationFormula) => isFrequent === true
  const rare = (formula: ActivationFormula) => !frequent(formula)
  return `/** @file Generated from src/formulas/activations by npm run kernels. */
import { ${EXACT_FUNCTIONS} } from '../exact'

/** Activation codes in records. */
export enum ActivationCode {
${all.map(({ name }) => `  ${name},`).join('\n')}
}

/** act(x). \`alpha\` is the slope of leaky_relu below 0. The most frequent ones are inlined; a NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function applyActivation(code: i32, alpha: f32, x: v128): v128 {
${all.filter(frequent).map(oneLine('result')).join('\n')}
  return applyOther(code, alpha, x)
}

/** act'(x) from the result y = act(x), for activations whose derivative needs only the result. */
// @ts-ignore: decorator
@inline
export function derivativeFromResult(code: i32, alpha: f32, y: v128): v128 {
${fromResult.filter(frequent).map(oneLine('derivative')).join('\n')}
  return derivativeOther(code, alpha, y)
}

function applyOther(code: i32, alpha: f32, x: v128): v128 {
  switch (code) {
${all.filter(rare).map(branch('result')).join('\n')}
    default:
      return unreachable()
  }
}

function derivativeOther(code: i32, alpha: f32, y: v128): v128 {
  switch (code) {
${fromResult.filter(rare).map(branch('derivative')).join('\n')}
    default:
      return unreachable()
  }
}

/** act'(x), where y = act(x). */
export function derivative(code: i32, alpha: f32, x: v128, y: v128): v128 {
  switch (code) {
${all
  .filter(({ name }) => !DERIVATIVE_FROM_RESULT.has(name))
  .map(branch('derivative'))
  .join('\n')}
    default:
      return derivativeFromResult(code, alpha, y)
  }
}
`
}

type Part = 'result' | 'derivative'

function oneLine(part: Part): (formula: ActivationFormula) => string {
  return (formula) => `  if (code == ActivationCode.${formula.name}) return ${printed(formula[part]).results[0]}`
}

function branch(part: Part): (formula: ActivationFormula) => string {
  return (formula) => {
    const { statements, results } = printed(formula[part])
    const lines = [...statements, `return ${results[0]}`].map((line) => `      ${line}`)
    return [`    case ActivationCode.${formula.name}: {`, ...lines, '    }'].join('\n')
  }
}

function printed(expression: Expression) {
  return printAll([substitute(expression, { alpha: variable('f32x4.splat(alpha)') })], LANES)
}
