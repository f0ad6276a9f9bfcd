/**
 * @file Activation: each activation and its derivative as WGSL expressions, printed from their formulas. They call
 * functions of `maths.ts`, so shaders that contain them must go through `withMaths`. Arguments must be names or
 * parenthesized, because they may be repeated.
 */
import { activationFormula, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import { printAll } from '../../../formulas/print'
import type { Activation, Gate } from '../../program/ops'
import { type ActivationPart, activationFunctionName, activationVariables, f32, wgslSyntax } from './formula-text'

/** WGSL for the result of the activation at `x`. */
export function activationText(activation: Activation, x: string): string {
  return text(activation, 'result', { x })
}

/** WGSL for the derivative of any activation at `x`, given the activation's result `y`. */
export function derivativeText(activation: Activation, x: string, y: string): string {
  return text(activation, 'derivative', { x, y })
}

/**
 * WGSL for the derivative of an activation in DERIVATIVE_FROM_RESULT, computed from the activation's result `y`. Throws
 * for other activations.
 */
export function derivativeFromResult(activation: Activation, y: string): string {
  const { name } = activation
  if (!DERIVATIVE_FROM_RESULT.has(name)) throw new Error(`the result of ${name} does not determine its derivative`)
  return text(activation, 'derivative', { y })
}

/**
 * WGSL that multiplies `value` by the derivative of the gate's activation, computed from the activation's result
 * `result`; just `value` if there is no gate. If the op accumulates, the derivative also multiplies the number that
 * `value` is added to.
 */
export function gated(gate: Gate | undefined, result: string, value: string): string {
  return gate === undefined ? value : `(${value}) * ${derivativeFromResult(gate.activation, result)}`
}

/** An expression; a call of the activation's function if its formula repeats a part. */
function text(activation: Activation, part: ActivationPart, names: Readonly<Record<string, string>>): string {
  const formula = activationFormula(activation.name)
  const values: Readonly<Record<string, string>> = { ...names, alpha: f32(activation.alpha ?? 0) }
  const syntax = { ...wgslSyntax(), variable: (name: string) => values[name] ?? name }
  const { statements, results } = printAll([formula[part]], syntax)
  if (statements.length === 0) return results[0] ?? ''
  const given = activationVariables(formula, part).map((name) => values[name] ?? name)
  return `${activationFunctionName(formula, part)}(${given.join(', ')})`
}
