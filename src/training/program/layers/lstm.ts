/** @file LSTM: four gates; the cell states of all steps are stored for the backward pass. */
import type { Matrix } from '../ops'
import type { LayerKind } from './layer'
import { addState, type Cells, recurrent, recurrentBackward, recurrentColumns, stepOf } from './recurrent'

/** The cell state after step s: [rows, units] within [rows, steps, units]. */
function memory(cells: Cells, s: number): Matrix {
  const { b, rows, steps, units } = cells
  return stepOf(cells, b.scratch('memory', rows * steps * units), units, s)
}

const lstm = recurrent(4, {
  forward(cells) {
    const { b, z, rows, units, steps, activation, gates } = cells
    for (let s = 0; s < steps; s++) {
      const sums = stepOf(cells, z, 4 * units, s)
      if (s > 0) addState(cells, cells.state(s - 1), sums, 0, 4 * units)
      const before = s > 0 ? { cBefore: memory(cells, s - 1) } : {}
      const [c, h] = [memory(cells, s), cells.state(s)]
      b.emit({ op: 'lstmCell', z: sums, ...before, c, h, rows, units, activation, gates })
    }
  },
  backward(cells, dy) {
    const { b, z, dz, rows, units, steps, activation, gates, sequences } = cells
    const cellGrad = b.scratch('memory slopes', rows * units)
    const carriedGrad = b.scratch('state slopes', rows * units)
    b.emit({ op: 'fill', out: cellGrad, size: rows * units, value: 0 })
    const dc = { ...cellGrad, stride: units }
    /** The gradient of the state after step s, including the contribution of later steps. */
    const stateGrad = (s: number): Matrix => {
      if (sequences) return stepOf(cells, dy, units, s)
      return { ...(s === steps - 1 ? dy : carriedGrad), stride: units }
    }
    for (let s = steps - 1; s >= 0; s--) {
      const gatesAtStep = stepOf(cells, z, 4 * units, s)
      const dzAtStep = stepOf(cells, dz, 4 * units, s)
      const before = s > 0 ? { cBefore: memory(cells, s - 1) } : {}
      const stored = { z: gatesAtStep, ...before, c: memory(cells, s) }
      b.emit({ op: 'lstmCellGrad', ...stored, dh: stateGrad(s), dc, dz: dzAtStep, rows, units, activation, gates })
      if (s === 0) break
      b.emit({
        op: 'product',
        a: dzAtStep,
        b: recurrentColumns(cells, 0),
        out: stateGrad(s - 1),
        m: rows,
        k: 4 * units,
        n: units,
        transposeB: true,
        accumulate: sequences,
      })
    }
    recurrentBackward(cells, cells.before, 0, 4 * units)
  },
})

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { LSTM: lstm }
