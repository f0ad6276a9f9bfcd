/** @file All activations: every file of `activations/` is one, so that a new activation needs no entry elsewhere. */
import type { ActivationFormula } from './activation-formula'
import { variablesOf } from './expression'

const found = import.meta.glob<ActivationFormula>('./activations/*.ts', { eager: true, import: 'activation' })

/** The activations by name, in alphabetical order. Softmax is not among them, because it works on a whole row. */
export const ACTIVATIONS: ReadonlyMap<string, ActivationFormula> = new Map(
  Object.values(found)
    .map((formula) => [formula.name, formula] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** The activation with this name. Throws if there is none. */
export function activationFormula(name: string): ActivationFormula {
  const known = ACTIVATIONS.get(name)
  if (!known) throw new Error(`no activation is called ${name}`)
  return known
}

/** Activations with a setting. A layer of their own offers them, because in Keras the name of an activation has none. */
export const WITH_SETTING: ReadonlySet<string> = new Set(
  [...ACTIVATIONS.values()].filter(({ result }) => variablesOf(result).has('alpha')).map(({ name }) => name),
)

/**
 * Activations whose derivative can be computed from their result, so that they can be fused with a matrix product or a
 * convolution.
 */
export const DERIVATIVE_FROM_RESULT: ReadonlySet<string> = new Set(
  [...ACTIVATIONS.values()].filter(({ derivative }) => !variablesOf(derivative).has('x')).map(({ name }) => name),
)
