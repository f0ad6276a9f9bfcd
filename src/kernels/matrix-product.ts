/**
 * @file Product: matrices, their transposes and the windows of images, tile by tile. Each result is a sum of blocks of
 * `BLOCK` terms, in this order whatever the shape: blocks keep a panel in the L1 cache, and sums precise.
 */
import { TILE_AT } from '../training/cpu/records/codes'
import { Product } from './build/records'
import { ActivationCode, applyActivation, derivativeFromResult } from './build/activations'
import { toPanels } from './matrix-panels'
import { tile } from './matrix-product-tile'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

const BLOCK = 512

export function product(record: usize): void {
  const outer = int(record, Product.outer)
  const inner = int(record, Product.inner)
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      const a = <usize>i * address(record, Product.aOuter) + <usize>j * address(record, Product.aInner)
      const b = <usize>i * address(record, Product.bOuter) + <usize>j * address(record, Product.bInner)
      const out = <usize>i * address(record, Product.outOuter) + <usize>j * address(record, Product.outInner)
      one(record, address(record, Product.a) + a, address(record, Product.b) + b, address(record, Product.out) + out)
    }
  }
}

/** One of the repeats. */
function one(record: usize, a: usize, b: usize, out: usize): void {
  const m = int(record, Product.m)
  const k = int(record, Product.k)
  const n = int(record, Product.n)
  const bRows = address(record, Product.bRows)
  const panels = bRows == 0 ? b : address(record, Product.panels)
  if (bRows != 0) toPanels(b, bRows, address(record, Product.bStep), k, n, panels)
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

/**
 * One panel's columns, for all rows. What is the same for all rows is read once, because a tile may be as small as 4 ×
 * 1 × 8.
 */
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
  const rows = address(record, Product.rows)
  const outRows = address(record, Product.outRows)
  const columns = address(record, Product.columns) + (<usize>from << 2)
  const end = rows + (<usize>(m - 1) << 2)
  const to = out + (<usize>column << 2)
  const scale = f32x4.splat(float(record, Product.scale))
  const bias = address(record, Product.bias)
  const biasAt = bias + (<usize>column << 2)
  const left = bias ? loadUpTo4(biasAt, width) : f32x4.splat(0)
  const right = bias && width > 4 ? loadUpTo4(biasAt + 16, width - 4) : f32x4.splat(0)
  const activation = last ? int(record, Product.activation) : ActivationCode.linear
  const alpha = float(record, Product.activationAlpha)
  const gated = last && address(record, Product.gate) != 0
  // The distance from a result to the one that its derivative follows from.
  const gate = address(record, Product.gate) - address(record, Product.out)
  const gateActivation = int(record, Product.gateActivation)
  const gateAlpha = float(record, Product.gateActivationAlpha)
  for (let row = 0; row < m; row += 4) {
    const at = rows + (<usize>row << 2)
    // Past the last row, the last one is used again and not stored.
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
      if (last) v = activated(activation, alpha, f32x4.add(v, left))
      if (gated) v = f32x4.mul(v, derivativeFromResult(gateActivation, gateAlpha, loadUpTo4(here + gate, width)))
      storeUpTo4(here, v, width)
      if (width <= 4) continue
      v = f32x4.mul(v128.load(sums, 16), scale)
      if (onTop) v = f32x4.add(loadUpTo4(here + 16, width - 4), v)
      if (last) v = activated(activation, alpha, f32x4.add(v, right))
      if (gated) v = f32x4.mul(v, derivativeFromResult(gateActivation, gateAlpha, loadUpTo4(here + 16 + gate, width - 4)))
      storeUpTo4(here + 16, v, width - 4)
    }
  }
}

/** `activate` without a call for the most frequent activations. */
// @ts-ignore: decorator
@inline
function activated(activation: i32, alpha: f32, v: v128): v128 {
  if (activation == ActivationCode.linear) return v
  return activation == ActivationCode.relu ? f32x4.max(v, f32x4.splat(0)) : applyActivation(activation, alpha, v)
}
