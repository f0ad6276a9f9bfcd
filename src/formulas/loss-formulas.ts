/** @file The formulas of all losses, as engines use them. */
import type { Loss, RowFormula } from './loss-formula'
import { lossesByPath } from './losses'

const formulas = import.meta.glob<RowFormula>('./losses/*.ts', { eager: true, import: 'formula' })

/** A loss with its formula. */
export interface LossFormula extends Loss {
  readonly formula: RowFormula
}

/** The losses by name, in alphabetical order. */
export const LOSS_FORMULAS: ReadonlyMap<string, LossFormula> = new Map(
  Object.entries(formulas)
    .flatMap(([path, formula]) => {
      const loss = lossesByPath.get(path)
      return loss ? [[loss.kind, { ...loss, formula }] as const] : []
    })
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** The loss with this name. Throws if there is none. */
export function lossFormula(name: string): LossFormula {
  const known = LOSS_FORMULAS.get(name)
  if (!known) throw new Error(`no loss is called ${name}`)
  return known
}

/** The values of a loss's parameters, from the config that it was lowered to. */
export function lossParameters(
  { parameters = {} }: Loss,
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Number(config[name] ?? value)]))
}

/** The level of each position of a row, from the config that a loss was lowered to; none if the loss has no levels. */
export function lossLevels(
  { levels = [] }: Pick<Loss, 'levels'>,
  config: Readonly<Record<string, unknown>>,
): readonly number[] {
  // Rounded as on devices, which keep them as float32.
  return (levels.length > 0 && Array.isArray(config.levels) ? config.levels : levels).map(Math.fround)
}

/**
 * Label smoothing in a config: a target becomes y keep + spread. Without smoothing, keep is 1 and spread is 0. `width`
 * is the number of values in a row.
 */
export function smoothingOf(
  { smoothing }: Loss,
  config: Readonly<Record<string, unknown>>,
  width: number,
): { readonly keep: number; readonly spread: number } {
  const amount = smoothing === undefined ? 0 : Number(config.label_smoothing ?? 0)
  return { keep: 1 - amount, spread: amount / (smoothing === 'binary' ? 2 : width) }
}
