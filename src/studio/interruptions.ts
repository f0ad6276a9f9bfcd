/** @file Setbacks: what threw a run back, as its record keeps it. */
import type { RunState } from '../protocol/run-state'
import type { RunRecord, Setback } from '../storage/records'

/** Setbacks kept of a run. */
const MOST = 12

const LOST = ['device-lost', 'worker-gone', 'worker-silent'] as const

/** The kind of setback that a fresh worker can go on after, by the code of its message; undefined for any other. */
export function lossOf(code: string): (typeof LOST)[number] | undefined {
  return LOST.find((one) => one === code)
}

/** The record with one more. */
export function withSetback(record: RunRecord, setback: Omit<Setback, 'at'>): RunRecord {
  const all = [...(record.setbacks ?? []), { ...setback, at: new Date().toISOString() }]
  return { ...record, setbacks: all.slice(-MOST) }
}

/** The record of a run that its user goes on with; one that was stopped at will was not thrown back. */
export function goneOn(record: RunRecord, run: RunState, from: number): RunRecord {
  const step = Math.max(record.step ?? 0, from)
  if (record.tag === 'interrupted') return withSetback(record, { kind: 'interrupted', step, from })
  if (record.tag !== 'failed') return record
  const code = run.tag === 'failed' && run.id === record.id ? run.said.code : ''
  return withSetback(record, { kind: lossOf(code) ?? 'failed', step, from })
}
