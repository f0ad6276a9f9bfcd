/**
 * @file Product: matrices, their transposes and the windows of images, tile by tile. Each number is a sum of blocks of
 * `BLOCK` terms, in this order whatever the shape around it: blocks keep a panel in the first cache, and sums precise.
 */
import { ActivationCode } from '../training/cpu/records/codes'
import { Product, TILE_AT } from '../training/cpu/records/products'
import { bend, slopeFromResult } from './activation'
import { loadSome, storeSome } from './lanes'
import { toPanels } from './panels'
import { float, int, place } from './record'
import { tile } from './tile'

const BLOCK = 512

export function product(record: usize): void {
  const outer = int(record, Product.outer)
  const inner = int(record, Product.inner)
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      one(
        record,
        place(record, Product.a) + <usize>i * place(record, Product.aOuter) + <usize>j * place(record, Product.aInner),
        place(record, Product.b) + <usize>i * place(record, Product.bOuter) + <usize>j * place(record, Product.bInner),
        place(record, Product.out) + <usize>i * place(record, Product.outOuter) + <usize>j * place(record, Product.outInner),
      )
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

/** One panel's columns, of all rows. */
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
      const to = out + load<usize>(outRows + (<usize>(row + i) << 2)) + (<usize>column << 2)
      const sums = <usize>TILE_AT + (<usize>i << 5)
      put(record, v128.load(sums), to, column, width, onTop, last)
      if (width > 4) put(record, v128.load(sums, 16), to + 16, column + 4, width - 4, onTop, last)
    }
  }
}

/** Stores four sums, or `some` where fewer, with what goes before and after. */
// @ts-ignore: decorator
@inline
function put(record: usize, sums: v128, to: usize, column: i32, some: i32, onTop: bool, last: bool): void {
  let v = f32x4.mul(sums, f32x4.splat(float(record, Product.scale)))
  if (onTop) v = f32x4.add(some >= 4 ? v128.load(to) : loadSome(to, some), v)
  if (last) v = settled(record, v, to, column, some)
  if (some >= 4) v128.store(to, v)
  else storeSome(to, v, some)
}

/** slope(gate) * act(sum + bias). */
function settled(record: usize, sums: v128, to: usize, column: i32, some: i32): v128 {
  let v = sums
  const bias = place(record, Product.bias)
  if (bias != 0) {
    const at = bias + (<usize>column << 2)
    v = f32x4.add(v, some >= 4 ? v128.load(at) : loadSome(at, some))
  }
  const activation = int(record, Product.activation)
  if (activation == ActivationCode.relu) v = f32x4.max(v, f32x4.splat(0))
  else if (activation != ActivationCode.linear) v = bend(activation, float(record, Product.alpha), v)
  const gate = place(record, Product.gate)
  if (gate != 0) {
    const at = gate + (to - place(record, Product.out))
    const result = some >= 4 ? v128.load(at) : loadSome(at, some)
    v = f32x4.mul(v, slopeFromResult(int(record, Product.gateActivation), float(record, Product.gateAlpha), result))
  }
  return v
}
