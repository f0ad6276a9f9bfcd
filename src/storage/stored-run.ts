/**
 * @file Converts runs stored by any version when they are read. Runs are small, so this is fast, and startup does not
 * have to wait for a migration.
 */
import type { RunRecord } from './records'

/** A run as stored by the first version, with only the name of the engine. */
type FirstRun = Omit<RunRecord, 'engine'> & { readonly engine?: string }

export type StoredRun = RunRecord | FirstRun

/** A run of any version, converted to the current form. */
export function presentRun(kept: StoredRun): RunRecord {
  const { engine, ...rest } = kept
  if (engine === undefined) return rest
  return { ...rest, engine: typeof engine === 'string' ? { name: engine, device: '', reason: '' } : engine }
}
