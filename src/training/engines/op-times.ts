/** @file profileOf: the measured times of a recording beside what each op has to do at least. */
import type { Recording } from '../program/machine'
import { opCost } from '../program/op-cost'
import type { OpTime } from '../train-step'

/** One line an op; `ms` in the order of the recording. */
export function profileOf(recording: Recording, ms: Float64Array): readonly OpTime[] {
  return recording.ops.map(({ op, layer, phase }, i) => ({ layer, phase, op: op.op, ms: ms[i] ?? 0, ...opCost(op) }))
}
