/** @file RegistrySnapshot: what the service check needs to know from this device's model registry. */
import type { Alias } from '../../catalog/lowered-stage'

export interface RegistrySnapshot {
  /** Every version of every model. */
  readonly models: readonly { readonly name: string; readonly version: number }[]
  /** For each model, the version that each of its aliases points to. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
}

/** Whether an alias of a model points to an existing version. */
export function aliasExists(
  { models, aliases }: RegistrySnapshot,
  { model, alias }: { readonly model: string; readonly alias: Alias },
): boolean {
  const version = Object.hasOwn(aliases, model) ? aliases[model]?.[alias] : undefined
  return version !== undefined && models.some((one) => one.name === model && one.version === version)
}
