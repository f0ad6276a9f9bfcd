/** @file Known: what the registry of this device has, as far as the check of a service asks. */
import type { Alias } from '../../catalog/lowered-stage'

export interface Known {
  /** Every version of every model. */
  readonly models: readonly { readonly name: string; readonly version: number }[]
  /** Which version each alias of a model stands for. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
}

/** Whether a version that is there answers for an alias. */
export function stands(
  { models, aliases }: Known,
  { model, alias }: { readonly model: string; readonly alias: Alias },
): boolean {
  const version = Object.hasOwn(aliases, model) ? aliases[model]?.[alias] : undefined
  return version !== undefined && models.some((one) => one.name === model && one.version === version)
}
