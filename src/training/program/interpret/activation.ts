/** @file Activations and their derivatives for a single number, computed from their formulas. */
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import { compile } from '../../../formulas/evaluate'
import type { Activation } from '../ops'

const COMPILED = new Map(
  [...ACTIVATIONS.values()].map(
    ({ name, result, derivative }) => [name, { result: compile(result), derivative: compile(derivative) }] as const,
  ),
)

function compiled(name: string) {
  const known = COMPILED.get(name)
  if (!known) throw new Error(`no activation is called ${name}`)
  return known
}

/** The result of the activation at x. */
export function applyActivation({ name, alpha = 0 }: Activation, x: number): number {
  return compiled(name).result({ x, alpha })
}

/**
 * Returns the derivative at x, given the activation's result y. At a kink, the value is the same as in TensorFlow.js.
 */
export function derivative({ name, alpha = 0 }: Activation, x: number, y: number): number {
  return compiled(name).derivative({ x, y, alpha })
}

/**
 * Returns the derivative, computed from the activation's result y, for activations that allow this. Throws for other
 * activations.
 */
export function derivativeFromResult({ name, alpha = 0 }: Activation, y: number): number {
  if (!DERIVATIVE_FROM_RESULT.has(name)) throw new Error(`the result of ${name} does not determine its derivative`)
  return compiled(name).derivative({ y, alpha })
}
