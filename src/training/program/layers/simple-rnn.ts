/**
 * @file Simple RNN: the activated pre-activation is the new state, so each step is one matrix product with a fused
 * activation.
 */
import type { Matrix } from '../ops'
import type { LayerKind } from './layer'
import { type Cells, recurrent, recurrentBackward, recurrentColumns, stepOf } from './recurrent'

const simpleRnn = recurrent(1, {
  forward(cells) {
    const { b, z, before, out, rows, units, steps, activation } = cells
    for (let s = 0; s < steps; s++) {
      // Before the first step the state is zero, so the product adds nothing, but it is still needed to apply the
      // activation.
      const from = s === 0 ? stepOf(cells, before, units, 0) : stepOf(cells, z, units, s - 1)
      const to = stepOf(cells, z, units, s)
      const weight = recurrentColumns(cells, 0)
      const sizes = { m: rows, k: units, n: units }
      b.emit({ op: 'product', a: from, b: weight, out: to, ...sizes, accumulate: true, activation })
    }
    const rowWords = steps * units
    const [first, words] = cells.sequences ? [0, rowWords] : [rowWords - units, units]
    const x = { ...z, offset: z.offset + first }
    b.emit({ op: 'strided', x, out: out.view, sizes: [rows, words], from: [rowWords, 1], to: [words, 1] })
    if (cells.sequences || steps === 1 || b.use !== 'train') return
    const nextStep = { ...before, offset: before.offset + units }
    b.emit({
      op: 'strided',
      x: z,
      out: nextStep,
      sizes: [rows, rowWords - units],
      from: [rowWords, 1],
      to: [rowWords, 1],
    })
  },
  backward(cells, dy) {
    const { b, z, dz, before, rows, units, steps, sequences } = cells
    const rowWords = steps * units
    const [first, words] = sequences ? [0, rowWords] : [rowWords - units, units]
    const all = { ...dz, offset: dz.offset + first }
    b.emit({ op: 'strided', x: dy, out: all, sizes: [rows, words], from: [words, 1], to: [rowWords, 1] })
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
    recurrentBackward(cells, before, 0, units)
  },
})

function gateOf({ activation }: Cells, result: Matrix) {
  return { activation, result: { buffer: result.buffer, offset: result.offset } }
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { SimpleRNN: simpleRnn }
