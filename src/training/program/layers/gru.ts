/**
 * @file GRU: computes the update and reset gates, then a candidate from the reset state (which is reset before the
 * matrix product, as in TensorFlow.js).
 */
import type { Matrix, View } from '../ops'
import type { LayerKind } from './layer'
import { addState, type Cells, recurrent, recurrentBackward, recurrentColumns, stepOf } from './recurrent'

/** The states multiplied by the reset gate, [rows, steps, units]. */
function resetStates({ b, rows, steps, units }: Cells): View {
  return b.scratch('reset', rows * steps * units)
}

const gru = recurrent(3, {
  forward(cells) {
    const { b, z, rows, units, steps, activation, gates } = cells
    for (let s = 0; s < steps; s++) {
      const sums = stepOf(cells, z, 3 * units, s)
      const rh = stepOf(cells, resetStates(cells), units, s)
      const before = s > 0 ? { hBefore: cells.state(s - 1) } : {}
      if (before.hBefore) addState(cells, before.hBefore, sums, 0, 2 * units)
      b.emit({ op: 'gruGates', z: sums, ...before, rh, rows, units, gates })
      if (s > 0) addState(cells, rh, stepOf(cells, z, 3 * units, s, 2 * units), 2 * units, units)
      b.emit({ op: 'gruState', z: sums, ...before, h: cells.state(s), rows, units, activation })
    }
  },
  backward(cells, dy) {
    const { b, z, dz, rows, units, steps, activation, gates, sequences } = cells
    const size = rows * units
    const drh = { ...b.scratch('reset slopes', size), stride: units }
    // Two alternating buffers: each step reads from one and writes to the other.
    const alternating = [b.scratch('state slopes', size), b.scratch('other state slopes', size)]
    const carriedGrad = (s: number): Matrix => ({ ...(alternating[s % 2] as View), stride: units })
    for (let s = steps - 1; s >= 0; s--) {
      const dh = sequences ? stepOf(cells, dy, units, s) : s === steps - 1 ? { ...dy, stride: units } : carriedGrad(s)
      const gatesAtStep = stepOf(cells, z, 3 * units, s)
      const dzAtStep = stepOf(cells, dz, 3 * units, s)
      const before = s > 0 ? { hBefore: beforeOf(cells, s) } : {}
      const dhBefore = carriedGrad(s + 1)
      b.emit({
        op: 'gruStateGrad',
        z: gatesAtStep,
        ...before,
        dh,
        dz: dzAtStep,
        dhBefore,
        rows,
        units,
        activation,
        gates,
      })
      if (s === 0) break
      const candidate = stepOf(cells, dz, 3 * units, s, 2 * units)
      const product = { op: 'product', m: rows, n: units, transposeB: true } as const
      b.emit({ ...product, a: candidate, b: recurrentColumns(cells, 2 * units), out: drh, k: units })
      b.emit({ op: 'gruGatesGrad', z: gatesAtStep, ...before, drh, dz: dzAtStep, dhBefore, rows, units, gates })
      b.emit({ ...product, a: dzAtStep, b: recurrentColumns(cells, 0), out: dhBefore, k: 2 * units, accumulate: true })
      if (sequences) {
        const { stride, ...to } = stepOf(cells, dy, units, s - 1)
        const sizes = { sizes: [rows, units], from: [units, 1], to: [stride, 1] }
        b.emit({ op: 'strided', x: dhBefore, out: to, ...sizes, accumulate: true })
      }
    }
    recurrentBackward(cells, cells.before, 0, 2 * units)
    recurrentBackward(cells, resetStates(cells), 2 * units, units)
  },
})

function beforeOf(cells: Cells, s: number): Matrix {
  return stepOf(cells, cells.before, cells.units, s)
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { GRU: gru }
