/** @file Shade: every op as the dispatches that do it, by one function an op; the switch is closed by the compiler. */
import type { Op } from '../program/ops'
import type { Kernel, ShadeContext } from './kernel'
import { columnSum } from './shaders/column-sum'
import { activate, activateGrad, fill } from './shaders/elementwise'

/** The dispatches of an op, in order. */
export function shade(op: Op, context: ShadeContext): Kernel[] {
  switch (op.op) {
    case 'columnSum':
      return columnSum(op, context)
    case 'fill':
      return fill(op)
    case 'activate':
      return activate(op)
    case 'activateGrad':
      return activateGrad(op)
    default:
      throw new Error(`no shader for ${op.op}`)
  }
}
