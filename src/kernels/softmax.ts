/** @file Softmax of rows, its logarithm, and the backward pass. Sums go lane by lane, then across the lanes. */
import { Softmax, SoftmaxGrad } from './build/records'
import { exp, log } from './exact'
import { address, int } from './read-record'
import { first, firstLanes, largestLane, loadSome, loadUpTo4, storeUpTo4, sumLanes } from './simd-lanes'

export function softmax(record: usize): void {
  let x = address(record, Softmax.x)
  let out = address(record, Softmax.out)
  const rows = int(record, Softmax.rows)
  const width = int(record, Softmax.width)
  const isLog = int(record, Softmax.log) != 0
  const causal = int(record, Softmax.causal) != 0
  const bytes = (<usize>width) << 2
  for (let row = 0; row < rows; row++, x += bytes, out += bytes) {
    const seen = causal ? (row % width) + 1 : width
    if (isLog) logOfRow(x, out, seen)
    else softmaxOfRow(x, out, seen)
    memory.fill(out + ((<usize>seen) << 2), 0, (<usize>(width - seen)) << 2)
  }
}

export function softmaxGrad(record: usize): void {
  let dy = address(record, SoftmaxGrad.dy)
  let y = address(record, SoftmaxGrad.y)
  let out = address(record, SoftmaxGrad.out)
  const rows = int(record, SoftmaxGrad.rows)
  const width = int(record, SoftmaxGrad.width)
  const isLog = int(record, SoftmaxGrad.log) != 0
  const accumulate = int(record, SoftmaxGrad.accumulate) != 0
  const bytes = (<usize>width) << 2
  for (let row = 0; row < rows; row++, dy += bytes, y += bytes, out += bytes) {
    let sums = f32x4.splat(0)
    for (let i = 0; i < width; i += 4) {
      const at = (<usize>i) << 2
      const d = loadUpTo4(dy + at, width - i)
      sums = f32x4.add(sums, isLog ? d : f32x4.mul(d, loadUpTo4(y + at, width - i)))
    }
    const sum = f32x4.splat(sumLanes(sums))
    for (let i = 0; i < width; i += 4) {
      const at = (<usize>i) << 2
      const left = width - i
      const d = loadUpTo4(dy + at, left)
      const said = loadUpTo4(y + at, left)
      let slope = isLog ? f32x4.sub(d, f32x4.mul(exp(said), sum)) : f32x4.mul(said, f32x4.sub(d, sum))
      if (accumulate) slope = f32x4.add(loadUpTo4(out + at, left), slope)
      storeUpTo4(out + at, slope, left)
    }
  }
}

/** Softmax of one row of `width`, from x to out. */
export function softmaxOfRow(x: usize, out: usize, width: i32): void {
  const sum = f32x4.splat(expOfRow(x, out, f32x4.splat(largest(x, width)), width))
  for (let i = 0; i < width; i += 4) {
    const at = out + ((<usize>i) << 2)
    storeUpTo4(at, f32x4.div(loadUpTo4(at, width - i), sum), width - i)
  }
}

function logOfRow(x: usize, out: usize, width: i32): void {
  const shift = f32x4.splat(largest(x, width))
  const logSum = f32x4.splat(first(log(f32x4.splat(expOfRow(x, 0, shift, width)))))
  for (let i = 0; i < width; i += 4) {
    const at = (<usize>i) << 2
    storeUpTo4(out + at, f32x4.sub(f32x4.sub(loadUpTo4(x + at, width - i), shift), logSum), width - i)
  }
}

function largest(x: usize, width: i32): f32 {
  let most = f32x4.splat(-Infinity)
  for (let i = 0; i < width; i += 4) {
    const at = x + ((<usize>i) << 2)
    const left = width - i
    const v = left >= 4 ? v128.load(at) : v128.bitselect(loadSome(at, left), f32x4.splat(-Infinity), firstLanes(left))
    most = f32x4.pmax(most, v)
  }
  return largestLane(most)
}

/** The sum of e^(x - shift); each term is written to `out` unless that is 0. */
function expOfRow(x: usize, out: usize, shift: v128, width: i32): f32 {
  let sums = f32x4.splat(0)
  for (let i = 0; i < width; i += 4) {
    const at = (<usize>i) << 2
    const left = width - i
    const e = exp(f32x4.sub(loadUpTo4(x + at, left), shift))
    if (out) storeUpTo4(out + at, e, left)
    sums = f32x4.add(sums, left >= 4 ? e : v128.and(e, firstLanes(left)))
  }
  return sumLanes(sums)
}
