/**
 * @file Product: matrices, their transposes and the windows of images, tile by tile. Each number is a sum of blocks of
 * `BLOCK` terms, in this order whatever the shape around it: blocks keep a panel in the first cache, and sums precise.
 */
import { ActivationCode } from '../training/cpu/records/codes'
import { Product, TILE_AT } from '../training/cpu/records/products'
import { bend, slopeFromResult } from './activation'
import { loadUpTo4, storeUpTo4 } from './lanes'
import { toPanels } from './panels'
import { float, int, place } from './record'
import { tile } from './tile'

const BLOCK = 512

export function product(record: usize): void {
  const outer = int(record, Product.outer)
  const inner = int(record, Product.inner)
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      const a = <usize>i * place(record, Product.aOuter) + <usize>j * place(record, Product.aInner)
      const b = <usize>i * place(record, Product.bOuter) + <usize>j * place(record, Product.bInner)
      const out = <usize>i * place(record, Product.outOuter) + <usize>j * place(record, Product.outInner)
      one(record, place(record, Product.a) + a, place(record, Product.b) + b, place(record, Product.out) + out)
    }
  }
}

/** One of the repeats. */
function one(record: usize, a: usize, b: usize, out: usize): void {
  const m = int(record, Product.m)
  const k = int(record, Product.k)
  const n = int(record, Product.n)
  const bRows = place(record, Product.bRows)
  const panels = bRows == 0 ? b : place(record, Product.panels)
  if (bRows != 0) toPanels(b, bRows, place(record, Product.bStep), k, n, panels)
  const accumulate = int(record, Product.accumulate) != 0
  let from = 0
  do {
    const depth = min(BLOCK, k - from)
    const last = from + depth == k
    const onTop = accumulate || from > 0
    for (let column = 0; column < n; column += 8) {
      const panel = panels + ((<usize>column * <usize>k) << 2) + (<usize>from << 5)
      sweep(record, a, panel, from, depth, m, column, min(8, n - column), out, onTop, last)
    }
    from += depth
  } while (from < k)
}

/** One panel's columns, of all rows. What is the same for all of them is read once: a tile may be as small as 4 x 1 x 8. */
function sweep(
  record: usize,
  a: usize,
  panel: usize,
  from: i32,
  depth: i32,
  m: i32,
  column: i32,
  width: i32,
  out: usize,
  onTop: bool,
  last: bool,
): void {
  const rows = place(record, Product.rows)
  const outRows = place(record, Product.outRows)
  const columns = place(record, Product.columns) + (<usize>from << 2)
  const end = rows + (<usize>(m - 1) << 2)
  const to = out + (<usize>column << 2)
  const scale = f32x4.splat(float(record, Product.scale))
  const bias = place(record, Product.bias)
  const biasAt = bias + (<usize>column << 2)
  const left = bias ? loadUpTo4(biasAt, width) : f32x4.splat(0)
  const right = bias && width > 4 ? loadUpTo4(biasAt + 16, width - 4) : f32x4.splat(0)
  const activation = last ? int(record, Product.activation) : ActivationCode.linear
  const alpha = float(record, Product.alpha)
  const gated = last && place(record, Product.gate) != 0
  // From a result to what tells the slope there.
  const gate = place(record, Product.gate) - place(record, Product.out)
  const gateActivation = int(record, Product.gateActivation)
  const gateAlpha = float(record, Product.gateAlpha)
  for (let row = 0; row < m; row += 4) {
    const at = rows + (<usize>row << 2)
    // Beyond the last row the last is taken again, and not stored.
    tile(
      a + load<usize>(at),
      a + load<usize>(min(at + 4, end)),
      a + load<usize>(min(at + 8, end)),
      a + load<usize>(min(at + 12, end)),
      columns,
      panel,
      depth,
      TILE_AT,
    )
    const count = min(4, m - row)
    for (let i = 0; i < count; i++) {
      const here = to + load<usize>(outRows + (<usize>(row + i) << 2))
      const sums = <usize>TILE_AT + (<usize>i << 5)
      let v = f32x4.mul(v128.load(sums), scale)
      if (onTop) v = f32x4.add(loadUpTo4(here, width), v)
      if (last) v = bent(activation, alpha, f32x4.add(v, left))
      if (gated) v = f32x4.mul(v, slopeFromResult(gateActivation, gateAlpha, loadUpTo4(here + gate, width)))
      storeUpTo4(here, v, width)
      if (width <= 4) continue
      v = f32x4.mul(v128.load(sums, 16), scale)
      if (onTop) v = f32x4.add(loadUpTo4(here + 16, width - 4), v)
      if (last) v = bent(activation, alpha, f32x4.add(v, right))
      if (gated) v = f32x4.mul(v, slopeFromResult(gateActivation, gateAlpha, loadUpTo4(here + 16 + gate, width - 4)))
      storeUpTo4(here + 16, v, width - 4)
    }
  }
}

/** `bend` without a call where it is none or the usual one. */
// @ts-ignore: decorator
@inline
function bent(activation: i32, alpha: f32, v: v128): v128 {
  if (activation == ActivationCode.linear) return v
  return activation == ActivationCode.relu ? f32x4.max(v, f32x4.splat(0)) : bend(activation, alpha, v)
}
