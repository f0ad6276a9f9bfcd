/** @file The recurrent layers: SimpleRNN, LSTM, and GRU. */
import type { Matrix, View } from '../ops'
import type { LayerKind } from './layer'
import { addState, type Cells, recurrent, recurrentBackward, recurrentColumns, stepOf } from './recurrent'

/** The activated pre-activation is the new state, so each step is one matrix product with a fused activation. */
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

/** The cell state after step s: [rows, units] within [rows, steps, units]. */
function memory(cells: Cells, s: number): Matrix {
  const { b, rows, steps, units } = cells
  return stepOf(cells, b.scratch('memory', rows * steps * units), units, s)
}

/** Four gates; the cell states of all steps are stored for the backward pass. */
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

/** The states multiplied by the reset gate, [rows, steps, units]. */
function resetStates({ b, rows, steps, units }: Cells): View {
  return b.scratch('reset', rows * steps * units)
}

/**
 * Computes the update and reset gates, then a candidate from the reset state (which is reset before the matrix product,
 * as in TensorFlow.js).
 */
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
export const lowerings: Readonly<Record<string, LayerKind>> = { SimpleRNN: simpleRnn, LSTM: lstm, GRU: gru }
