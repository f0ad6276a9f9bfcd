/** @file ColumnSum: every column's rows from first to last, whatever stands beside it. */
import { ColumnSum } from '../training/cpu/records/elements'
import { loadSome, storeSome } from './lanes'
import { int, place } from './record'

export function columnSum(record: usize): void {
  const x = place(record, ColumnSum.x)
  const out = place(record, ColumnSum.out)
  const stride = place(record, ColumnSum.stride)
  const m = int(record, ColumnSum.m)
  const n = int(record, ColumnSum.n)
  const accumulate = int(record, ColumnSum.accumulate) != 0
  for (let column = 0; column < n; column += 4) {
    const at = <usize>column << 2
    const some = n - column
    let sum = f32x4.splat(0)
    let row = x + at
    for (let i = 0; i < m; i++, row += stride) {
      sum = f32x4.add(sum, some >= 4 ? v128.load(row) : loadSome(row, some))
    }
    if (accumulate) sum = f32x4.add(some >= 4 ? v128.load(out + at) : loadSome(out + at, some), sum)
    if (some >= 4) v128.store(out + at, sum)
    else storeSome(out + at, sum, some)
  }
}
