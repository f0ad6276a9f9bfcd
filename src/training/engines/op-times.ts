/** @file opTimesOf: combines the measured time of each op in a recording with its arithmetic and memory traffic. */
import type { Recording } from '../program/machine'
import { opCost } from '../program/op-cost'
import type { OpTime } from '../train-step'

/** Returns one entry per op; the times in `ms` are in the same order as the recording's ops. */
export function opTimesOf(recording: Recording, ms: Float64Array): readonly OpTime[] {
  return recording.ops.map(({ op, layer, phase }, i) => ({ layer, phase, op: op.op, ms: ms[i] ?? 0, ...opCost(op) }))
}
