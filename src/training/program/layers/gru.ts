/** @file GRU: update and reset gates, then a candidate of the state that was reset (reset before the product, as tf.js has it). */
import type { Matrix, View } from '../ops'
import { addState, type Cells, recurrent, recurrentBack, recurrentColumns, stepOf } from './recurrent'

/** The states that were reset, [rows, steps, units]. */
function resets({ b, rows, steps, units }: Cells): View {
  return b.scratch('reset', rows * steps * units)
}

export const gru = recurrent(3, {
  forward(cells) {
    const { b, z, rows, units, steps, activation, gates } = cells
    for (let s = 0; s < steps; s++) {
      const sums = stepOf(cells, z, 3 * units, s)
      const rh = stepOf(cells, resets(cells), units, s)
      const before = s > 0 ? { hBefore: cells.state(s - 1) } : {}
      if (before.hBefore) addState(cells, before.hBefore, sums, 0, 2 * units)
      b.emit({ op: 'gruGates', z: sums, ...before, rh, rows, units, gates })
      if (s > 0) addState(cells, rh, stepOf(cells, z, 3 * units, s, 2 * units), 2 * units, units)
      b.emit({ op: 'gruState', z: sums, ...before, h: cells.state(s), rows, units, activation })
    }
  },
  back(cells, dy) {
    const { b, z, dz, rows, units, steps, activation, gates, sequences } = cells
    const size = rows * units
    const drh = { ...b.scratch('reset slopes', size), stride: units }
    // Two places in turn: a step reads the one and writes the other.
    const turns = [b.scratch('state slopes', size), b.scratch('other state slopes', size)]
    const turn = (s: number): Matrix => ({ ...(turns[s % 2] as View), stride: units })
    for (let s = steps - 1; s >= 0; s--) {
      const dh = sequences ? stepOf(cells, dy, units, s) : s === steps - 1 ? { ...dy, stride: units } : turn(s)
      const opened = stepOf(cells, z, 3 * units, s)
      const own = stepOf(cells, dz, 3 * units, s)
      const before = s > 0 ? { hBefore: beforeOf(cells, s) } : {}
      const dhBefore = turn(s + 1)
      b.emit({ op: 'gruStateGrad', z: opened, ...before, dh, dz: own, dhBefore, rows, units, activation, gates })
      if (s === 0) break
      const candidate = stepOf(cells, dz, 3 * units, s, 2 * units)
      const back = { op: 'product', m: rows, n: units, transposeB: true } as const
      b.emit({ ...back, a: candidate, b: recurrentColumns(cells, 2 * units), out: drh, k: units })
      b.emit({ op: 'gruGatesGrad', z: opened, ...before, drh, dz: own, dhBefore, rows, units, gates })
      b.emit({ ...back, a: own, b: recurrentColumns(cells, 0), out: dhBefore, k: 2 * units, accumulate: true })
      if (sequences) {
        const { stride, ...to } = stepOf(cells, dy, units, s - 1)
        const sizes = { sizes: [rows, units], from: [units, 1], to: [stride, 1] }
        b.emit({ op: 'strided', x: dhBefore, out: to, ...sizes, accumulate: true })
      }
    }
    recurrentBack(cells, cells.before, 0, 2 * units)
    recurrentBack(cells, resets(cells), 2 * units, units)
  },
})

function beforeOf(cells: Cells, s: number): Matrix {
  return stepOf(cells, cells.before, cells.units, s)
}
