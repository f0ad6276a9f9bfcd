/**
 * @file Request faults: the faults of a scenario that change the columns of a single request. The studio applies them
 * too, to show an input as the service received it.
 */
import type { Fault } from '../../ops/scenario/define-event'
import type { RawRow } from '../validate-input'
import { drawFor } from './queues'

/** A fault of a single request. */
export type RequestFault = Extract<Fault, { kind: 'schema' | 'missing' }>

/** Returns the active faults that affect this request. */
export function requestFaults(faults: readonly Fault[], seed: number, id: number): readonly RequestFault[] {
  if (faults.length === 0) return NOTHING
  const applyFault: RequestFault[] = []
  faults.forEach((fault, i) => {
    if (fault.kind !== 'schema' && fault.kind !== 'missing') return
    if (drawFor(seed, 'fault', id, i % 64) < fault.share) applyFault.push(fault)
  })
  return applyFault
}
const NOTHING: readonly RequestFault[] = []

/** Applies these faults to a row. */
export function applyFaults(row: RawRow, faults: readonly RequestFault[]): RawRow {
  let now = row
  for (const fault of faults) now = affected(now, fault)
  return now
}

function affected(row: RawRow, fault: RequestFault): RawRow {
  const names = Object.keys(row)
  const column = fault.column === '' ? names[0] : fault.column
  if (column === undefined || !Object.hasOwn(row, column)) return row
  const { [column]: value, ...rest } = row
  if (fault.kind === 'missing') return rest
  switch (fault.change) {
    case 'renamed':
      return { ...rest, [`${column}_new`]: value }
    case 'dropped':
      return rest
    case 'as text':
      return { ...row, [column]: typeof value === 'number' ? String(value) : `${String(value)} ` }
    case 'reordered': {
      // The schema fault: a caller that sends values by position, so that each value arrives under the name of the
      // wrong column.
      const values = names.map((_, i) => row[names[(i + 1) % names.length] as string])
      return Object.fromEntries(names.map((name, i) => [name, values[i]]))
    }
    default:
      return fault.change satisfies never
  }
}
