/** @file Strided: copies, moves, repeats and sums by strides, four of the innermost axis at once. Each sum goes in the order of its axes. */
import { Strided } from '../training/cpu/records/numbers'
import { loadApart, storeApart } from './lanes'
import { float, int, place } from './record'

export function strided(record: usize): void {
  const x = place(record, Strided.x)
  const out = place(record, Strided.out)
  const size1 = int(record, Strided.size1)
  const size2 = int(record, Strided.size2)
  const size3 = int(record, Strided.size3)
  const outer = int(record, Strided.size0)
  for (let i0 = 0; i0 < outer; i0++) {
    for (let i1 = 0; i1 < size1; i1++) {
      for (let i2 = 0; i2 < size2; i2++) {
        const from = x + step(record, Strided.from0, i0) + step(record, Strided.from1, i1) + step(record, Strided.from2, i2)
        const to = out + step(record, Strided.to0, i0) + step(record, Strided.to1, i1) + step(record, Strided.to2, i2)
        for (let i3 = 0; i3 < size3; i3++) {
          innermost(record, from + step(record, Strided.from3, i3), to + step(record, Strided.to3, i3))
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function step(record: usize, word: i32, index: i32): usize {
  return place(record, word) * <usize>index
}

function innermost(record: usize, x: usize, out: usize): void {
  const size = int(record, Strided.size4)
  const from = place(record, Strided.from4)
  const to = place(record, Strided.to4)
  const sum0 = int(record, Strided.sum0)
  const sum1 = int(record, Strided.sum1)
  const along0 = place(record, Strided.along0)
  const along1 = place(record, Strided.along1)
  const scale = f32x4.splat(float(record, Strided.scale))
  const accumulate = int(record, Strided.accumulate) != 0
  for (let i = 0; i < size; i += 4, x += from << 2, out += to << 2) {
    const left = size - i
    let total = loadApart(x, from, left)
    if (sum0 * sum1 != 1) total = sumOf(x, from, left, sum0, sum1, along0, along1)
    total = f32x4.mul(total, scale)
    if (accumulate) total = f32x4.add(loadApart(out, to, left), total)
    storeApart(out, to, total, left)
  }
}

function sumOf(x: usize, from: usize, left: i32, sum0: i32, sum1: i32, along0: usize, along1: usize): v128 {
  let total = f32x4.splat(0)
  for (let j = 0; j < sum0; j++, x += along0) {
    let at = x
    let part = f32x4.splat(0)
    for (let k = 0; k < sum1; k++, at += along1) part = f32x4.add(part, loadApart(at, from, left))
    total = f32x4.add(total, part)
  }
  return total
}
