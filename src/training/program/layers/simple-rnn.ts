/** @file Simple RNN: the bent sums are the state; so one product does a step, its activation riding along. */
import type { Matrix } from '../ops'
import { type Cells, recurrent, recurrentBack, recurrentColumns, stepOf } from './recurrent'

export const simpleRnn = recurrent(1, {
  forward(cells) {
    const { b, z, before, out, rows, units, steps, activation } = cells
    for (let s = 0; s < steps; s++) {
      // Before the first step the state is zero: the product adds nothing, and bends all the same.
      const from = s === 0 ? stepOf(cells, before, units, 0) : stepOf(cells, z, units, s - 1)
      const to = stepOf(cells, z, units, s)
      const weight = recurrentColumns(cells, 0)
      const sizes = { m: rows, k: units, n: units }
      b.emit({ op: 'product', a: from, b: weight, out: to, ...sizes, accumulate: true, activation })
    }
    const line = steps * units
    const [first, words] = cells.sequences ? [0, line] : [line - units, units]
    const x = { ...z, offset: z.offset + first }
    b.emit({ op: 'strided', x, out: out.view, sizes: [rows, words], from: [line, 1], to: [words, 1] })
    if (cells.sequences || steps === 1 || b.use !== 'train') return
    const later = { ...before, offset: before.offset + units }
    b.emit({ op: 'strided', x: z, out: later, sizes: [rows, line - units], from: [line, 1], to: [line, 1] })
  },
  back(cells, dy) {
    const { b, z, dz, before, rows, units, steps, sequences } = cells
    const line = steps * units
    const [first, words] = sequences ? [0, line] : [line - units, units]
    const all = { ...dz, offset: dz.offset + first }
    b.emit({ op: 'strided', x: dy, out: all, sizes: [rows, words], from: [words, 1], to: [line, 1] })
    for (let s = steps - 1; s >= 0; s--) {
      const after: Matrix = s === steps - 1 ? stepOf(cells, before, units, 0) : stepOf(cells, dz, units, s + 1)
      b.emit({
        op: 'product',
        a: after,
        b: recurrentColumns(cells, 0),
        out: stepOf(cells, dz, units, s),
        m: rows,
        k: units,
        n: units,
        transposeB: true,
        accumulate: sequences || s === steps - 1,
        gate: gateOf(cells, stepOf(cells, z, units, s)),
      })
    }
    recurrentBack(cells, before, 0, units)
  },
})

function gateOf({ activation }: Cells, result: Matrix) {
  return { activation, result: { buffer: result.buffer, offset: result.offset } }
}
