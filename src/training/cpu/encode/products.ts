/** @file Encoders for matrix products. */
import type { Activation, Gate, View } from '../../program/ops'
import type { Encoder, Encoders } from '../encoder'
import type { RecordValues } from '../records/fields'

export const products = {
  product(op, to) {
    const { a, b, out, m, k, n, transposeA, transposeB, batches } = op
    const [aRow, aColumn] = transposeA ? [1, a.stride] : [a.stride, 1]
    const [bRow, bColumn] = transposeB ? [1, b.stride] : [b.stride, 1]
    const repeats = batches ?? { outer: 1, inner: 1, a: [0, 0], b: [0, 0], out: [0, 0] }
    to.record('product', {
      a: to.at(a),
      rows: strides(to, aRow, m),
      columns: strides(to, aColumn, k),
      ...rightSide({
        at: to.at(b),
        rows: strides(to, bRow, k),
        step: bColumn * 4,
        // True if b already has the layout of a packed panel.
        ready: n === 8 && bRow === 8 && bColumn === 1,
        panels: to.scratch(panelBytes(k, n)),
      }),
      out: to.at(out),
      outRows: strides(to, out.stride, m),
      m,
      k,
      n,
      accumulate: op.accumulate,
      ...ending(to, op),
      scale: op.scale ?? 1,
      outer: repeats.outer,
      inner: repeats.inner,
      aOuter: repeats.a[0] * 4,
      aInner: repeats.a[1] * 4,
      bOuter: repeats.b[0] * 4,
      bInner: repeats.b[1] * 4,
      outOuter: repeats.out[0] * 4,
      outInner: repeats.out[1] * 4,
    })
  },
} satisfies Partial<Encoders>

/** Default record fields for a matrix product that is not repeated. */
export const ONCE = {
  outer: 1,
  inner: 1,
  aOuter: 0,
  aInner: 0,
  bOuter: 0,
  bInner: 0,
  outOuter: 0,
  outInner: 0,
  scale: 1,
}

/** Number of bytes that a right-hand side [k, n] takes when packed as panels. */
export function panelBytes(k: number, n: number): number {
  return k * Math.ceil(n / 8) * 32
}

/**
 * The record fields that describe a right-hand side: the table of its row offsets and its column stride in bytes. The
 * matrix is packed into panels unless it already has that layout (`ready`).
 */
export function rightSide(side: {
  readonly at: number
  readonly rows: number
  readonly step: number
  readonly ready: boolean
  readonly panels: number
}): Pick<RecordValues<'product'>, 'b' | 'bRows' | 'bStep' | 'panels'> {
  return { b: side.at, bRows: side.ready ? 0 : side.rows, bStep: side.step, panels: side.panels }
}

/** The record fields for the operations applied to a sum before it is stored (bias, activation, gate). */
export function ending(
  to: Encoder,
  op: {
    readonly bias?: View
    readonly activation?: Activation
    readonly gate?: Gate
  },
): Pick<RecordValues<'product'>, 'bias' | 'activation' | 'gate' | 'gateActivation'> {
  const { bias, activation, gate } = op
  return { bias, activation, gate: to.at(gate?.result), gateActivation: gate?.activation }
}

/** The address of a table of `count` byte offsets with a constant stride, which is given in words. */
export function strides(to: Encoder, words: number, count: number): number {
  return to.table(`strides ${words} ${count}`, () => Int32Array.from({ length: count }, (_, i) => i * words * 4))
}
