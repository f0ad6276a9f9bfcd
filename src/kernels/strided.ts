/**
 * @file Strided: copies, moves, repeats and sums with strides, four numbers of the innermost axis at once. Each sum is
 * in the order of its axes.
 */
import { Strided } from './build/records'
import { address, float, int } from './read-record'
import { loadStrided, storeStrided } from './simd-lanes'

export function strided(record: usize): void {
  const outer = int(record, Strided.size0)
  const size1 = int(record, Strided.size1)
  const size2 = int(record, Strided.size2)
  for (let i0 = 0; i0 < outer; i0++) {
    for (let i1 = 0; i1 < size1; i1++) {
      for (let i2 = 0; i2 < size2; i2++) {
        const from = step(record, Strided.from0, i0) + step(record, Strided.from1, i1) + step(record, Strided.from2, i2)
        const to = step(record, Strided.to0, i0) + step(record, Strided.to1, i1) + step(record, Strided.to2, i2)
        plane(record, address(record, Strided.x) + from, address(record, Strided.out) + to)
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function step(record: usize, word: i32, index: i32): usize {
  return address(record, word) * <usize>index
}

/** The two innermost axes. */
function plane(record: usize, x: usize, out: usize): void {
  const lines = int(record, Strided.size3)
  const fromLine = address(record, Strided.from3)
  const toLine = address(record, Strided.to3)
  const size = int(record, Strided.size4)
  const from = address(record, Strided.from4)
  const to = address(record, Strided.to4)
  const sums = int(record, Strided.sum0) * int(record, Strided.sum1) != 1
  const scale = f32x4.splat(float(record, Strided.scale))
  const accumulate = int(record, Strided.accumulate) != 0
  for (let line = 0; line < lines; line++, x += fromLine, out += toLine) {
    let source = x
    let target = out
    for (let left = size; left > 0; left -= 4, source += from << 2, target += to << 2) {
      let total = sums ? sumOf(record, source, from, left) : loadStrided(source, from, left)
      total = f32x4.mul(total, scale)
      if (accumulate) total = f32x4.add(loadStrided(target, to, left), total)
      storeStrided(target, to, total, left)
    }
  }
}

function sumOf(record: usize, x: usize, from: usize, left: i32): v128 {
  const size0 = int(record, Strided.sum0)
  const size1 = int(record, Strided.sum1)
  const along0 = address(record, Strided.along0)
  const along1 = address(record, Strided.along1)
  let total = f32x4.splat(0)
  for (let j = 0; j < size0; j++, x += along0) {
    let at = x
    let part = f32x4.splat(0)
    for (let k = 0; k < size1; k++, at += along1) part = f32x4.add(part, loadStrided(at, from, left))
    total = f32x4.add(total, part)
  }
  return total
}
