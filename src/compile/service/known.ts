/** @file Known: what the check of a service needs from the model registry of this device. */
import type { Alias } from '../../catalog/lowered-stage'

export interface RegistrySnapshot {
  /** Every version of every model. */
  readonly models: readonly { readonly name: string; readonly version: number }[]
  /** The version that each alias of a model points to. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
}

/** Whether an alias points to an existing version. */
export function aliasExists(
  { models, aliases }: RegistrySnapshot,
  { model, alias }: { readonly model: string; readonly alias: Alias },
): boolean {
  const version = Object.hasOwn(aliases, model) ? aliases[model]?.[alias] : undefined
  return version !== undefined && models.some((one) => one.name === model && one.version === version)
}
