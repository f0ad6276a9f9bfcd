/**
 * @file ColumnSum: the sum of every column, independent of its neighbors. Rows go by fours into four sums, which are
 * combined and added to the total after every `BLOCK` rows: precise for many rows, and no sum waits for the previous
 * one.
 */
import { ColumnSum } from './build/records'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { int, address } from './read-record'

const BLOCK = 512

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
    for (let row = 0; row < m; row += BLOCK) {
      sum = f32x4.add(sum, blockSum(x + at + <usize>row * stride, stride, min(BLOCK, m - row), left))
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
