/** @file Matrix products, for matrices, their transposes, and the windows of images; and sums of columns. */
import { TILE_AT } from '../training/cpu/records/codes'
import { ActivationCode, applyActivation, derivativeFromResult } from './build/activations'
import { ColumnSum, Product } from './build/records'
import { address, float, int } from './read-record'
import { loadSome, loadUpTo4, storeUpTo4 } from './simd-lanes'

const BLOCK = 512

/**
 * Matrices, their transposes and the windows of images, tile by tile. Each result is a sum of blocks of `BLOCK`
 * terms, in this order whatever the shape: blocks keep a panel in the L1 cache, and sums precise.
 */
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

/**
 * b [k, n], with its rows at `rows[k]` and its columns `step` bytes apart, as [panels, k, 8]; columns beyond n are 0.
 */
function toPanels(b: usize, rows: usize, step: usize, k: i32, n: i32, to: usize): void {
  for (let column = 0; column < n; column += 8) {
    const from = b + <usize>column * step
    const width = min(8, n - column)
    if (step == 4) copyPanel(from, rows, k, width, to)
    else turnPanel(from, rows, step, k, width, to)
    to += <usize>k << 5
  }
}

/** Columns that are contiguous. */
function copyPanel(from: usize, rows: usize, k: i32, width: i32, to: usize): void {
  for (let i = 0; i < k; i++, to += 32) {
    const row = from + load<usize>(rows + (<usize>i << 2))
    v128.store(to, width >= 4 ? v128.load(row) : loadSome(row, width))
    v128.store(to, width == 8 ? v128.load(row, 16) : width > 4 ? loadSome(row + 16, width - 4) : f32x4.splat(0), 16)
  }
}

/** Columns that are apart. */
function turnPanel(from: usize, rows: usize, step: usize, k: i32, width: i32, to: usize): void {
  for (let j = 0; j < 8; j++, from += step, to += 4) {
    let at = to
    for (let i = 0; i < k; i++, at += 32) {
      store<f32>(at, j < width ? load<f32>(from + load<usize>(rows + (<usize>i << 2))) : 0)
    }
  }
}

/**
 * Sums a[row + columns[i]] * panel[i, 8] over i from first to last, for four rows, into `to` [4, 8]. Multiplication and
 * addition are separate, because a fused multiply-add rounds differently on machines that have it.
 */
function tile(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  columns: usize,
  panel: usize,
  depth: i32,
  to: usize,
): void {
  let sum00 = f32x4.splat(0)
  let sum01 = f32x4.splat(0)
  let sum10 = f32x4.splat(0)
  let sum11 = f32x4.splat(0)
  let sum20 = f32x4.splat(0)
  let sum21 = f32x4.splat(0)
  let sum30 = f32x4.splat(0)
  let sum31 = f32x4.splat(0)
  const end = panel + (<usize>depth << 5)
  for (; panel < end; panel += 32, columns += 4) {
    const at = load<usize>(columns)
    const left = v128.load(panel)
    const right = v128.load(panel, 16)
    let a = v128.load32_splat(row0 + at)
    sum00 = f32x4.add(sum00, f32x4.mul(a, left))
    sum01 = f32x4.add(sum01, f32x4.mul(a, right))
    a = v128.load32_splat(row1 + at)
    sum10 = f32x4.add(sum10, f32x4.mul(a, left))
    sum11 = f32x4.add(sum11, f32x4.mul(a, right))
    a = v128.load32_splat(row2 + at)
    sum20 = f32x4.add(sum20, f32x4.mul(a, left))
    sum21 = f32x4.add(sum21, f32x4.mul(a, right))
    a = v128.load32_splat(row3 + at)
    sum30 = f32x4.add(sum30, f32x4.mul(a, left))
    sum31 = f32x4.add(sum31, f32x4.mul(a, right))
  }
  v128.store(to, sum00)
  v128.store(to, sum01, 16)
  v128.store(to, sum10, 32)
  v128.store(to, sum11, 48)
  v128.store(to, sum20, 64)
  v128.store(to, sum21, 80)
  v128.store(to, sum30, 96)
  v128.store(to, sum31, 112)
}

/** Rows that `columnSum` adds up before it adds their sum to the total, which keeps sums of many rows precise. */
const ROWS_PER_SUM = 512

/**
 * The sum of every column, independent of its neighbors. Rows go by fours into four sums, which are combined and
 * added to the total after every `ROWS_PER_SUM` rows, so that no sum waits for the previous one.
 */
export function columnSum(record: usize): void {
  const x = address(record, ColumnSum.x)
  const out = address(record, ColumnSum.out)
  const stride = address(record, ColumnSum.xStep)
  const m = int(record, ColumnSum.m)
  const n = int(record, ColumnSum.n)
  const accumulate = int(record, ColumnSum.accumulate) != 0
  for (let column = 0; column < n; column += 4) {
    const at = <usize>column << 2
    const left = n - column
    let sum = accumulate ? loadUpTo4(out + at, left) : f32x4.splat(0)
    for (let row = 0; row < m; row += ROWS_PER_SUM) {
      sum = f32x4.add(sum, blockSum(x + at + <usize>row * stride, stride, min(ROWS_PER_SUM, m - row), left))
    }
    storeUpTo4(out + at, sum, left)
  }
}

function blockSum(x: usize, stride: usize, rows: i32, left: i32): v128 {
  let a = f32x4.splat(0)
  let b = f32x4.splat(0)
  let c = f32x4.splat(0)
  let d = f32x4.splat(0)
  let row = 0
  for (; row + 4 <= rows; row += 4, x += 4 * stride) {
    a = f32x4.add(a, loadUpTo4(x, left))
    b = f32x4.add(b, loadUpTo4(x + stride, left))
    c = f32x4.add(c, loadUpTo4(x + 2 * stride, left))
    d = f32x4.add(d, loadUpTo4(x + 3 * stride, left))
  }
  for (; row < rows; row++, x += stride) a = f32x4.add(a, loadUpTo4(x, left))
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
}
