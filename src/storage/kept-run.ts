/** @file Runs of any version, converted when they are read: they are small, and startup does not wait for it. */
import type { RunRecord } from './records'

/** The first version stored only an engine's name. */
type FirstRun = Omit<RunRecord, 'engine'> & { readonly engine?: string }

export type StoredRun = RunRecord | FirstRun

/** A run of any version in the current form. */
export function presentRun(kept: StoredRun): RunRecord {
  const { engine, ...rest } = kept
  if (engine === undefined) return rest
  return { ...rest, engine: typeof engine === 'string' ? { name: engine, device: '', reason: '' } : engine }
}
