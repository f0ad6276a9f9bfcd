/** @file Runs as the versions kept them, brought to the present when they are read: few bytes, and none that a start waits for. */
import type { RunRecord } from './records'

/** The first version kept an engine's name alone. */
type FirstRun = Omit<RunRecord, 'engine'> & { readonly engine?: string }

export type KeptRun = RunRecord | FirstRun

/** A run of any version as it is written today. */
export function presentRun(kept: KeptRun): RunRecord {
  const { engine, ...rest } = kept
  if (engine === undefined) return rest
  return { ...rest, engine: typeof engine === 'string' ? { name: engine, device: '', reason: '' } : engine }
}
