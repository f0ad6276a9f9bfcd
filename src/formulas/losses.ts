/** @file All losses: every file of `losses/` is one, so that a new loss needs no entry elsewhere. */
import type { LossFormula } from './loss-formula'

const modules = import.meta.glob<Readonly<Record<string, LossFormula>>>('./losses/*.ts', { eager: true })

/** The losses by name, in alphabetical order. */
export const LOSSES: ReadonlyMap<string, LossFormula> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .map((formula) => [formula.kind, formula] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** The loss with this name. Throws if there is none. */
export function lossFormula(name: string): LossFormula {
  const known = LOSSES.get(name)
  if (!known) throw new Error(`no loss is called ${name}`)
  return known
}

/** The values of a loss's parameters, from the config that it was lowered to. */
export function lossParameters(
  { parameters = {} }: LossFormula,
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Number(config[name] ?? value)]))
}

/**
 * Label smoothing in a config: a target becomes y keep + spread. Without smoothing, keep is 1 and spread is 0. `width`
 * is the number of values in a row.
 */
export function smoothingOf(
  { smoothing }: LossFormula,
  config: Readonly<Record<string, unknown>>,
  width: number,
): { readonly keep: number; readonly spread: number } {
  const amount = smoothing === undefined ? 0 : Number(config.label_smoothing ?? 0)
  return { keep: 1 - amount, spread: amount / (smoothing === 'binary' ? 2 : width) }
}
