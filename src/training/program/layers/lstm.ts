/** @file LSTM: four gates side by side; the memory of every step is kept for the way back. */
import type { Matrix } from '../ops'
import { addState, type Cells, recurrent, recurrentBack, recurrentColumns, stepOf } from './recurrent'

/** The memory after step s, [rows, units] of [rows, steps, units]. */
function memory(cells: Cells, s: number): Matrix {
  const { b, rows, steps, units } = cells
  return stepOf(cells, b.scratch('memory', rows * steps * units), units, s)
}

export const lstm = recurrent(4, {
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
  back(cells, dy) {
    const { b, z, dz, rows, units, steps, activation, gates, sequences } = cells
    const carried = b.scratch('memory slopes', rows * units)
    const through = b.scratch('state slopes', rows * units)
    b.emit({ op: 'fill', out: carried, size: rows * units, value: 0 })
    const dc = { ...carried, stride: units }
    /** The slopes of the state after step s, in which those of the steps after it are already. */
    const slopes = (s: number): Matrix => {
      if (sequences) return stepOf(cells, dy, units, s)
      return { ...(s === steps - 1 ? dy : through), stride: units }
    }
    for (let s = steps - 1; s >= 0; s--) {
      const opened = stepOf(cells, z, 4 * units, s)
      const own = stepOf(cells, dz, 4 * units, s)
      const before = s > 0 ? { cBefore: memory(cells, s - 1) } : {}
      const kept = { z: opened, ...before, c: memory(cells, s) }
      b.emit({ op: 'lstmCellGrad', ...kept, dh: slopes(s), dc, dz: own, rows, units, activation, gates })
      if (s === 0) break
      b.emit({
        op: 'product',
        a: own,
        b: recurrentColumns(cells, 0),
        out: slopes(s - 1),
        m: rows,
        k: 4 * units,
        n: units,
        transposeB: true,
        accumulate: sequences,
      })
    }
    recurrentBack(cells, cells.before, 0, 4 * units)
  },
})
