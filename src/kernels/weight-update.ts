/** @file Updates the weights by the rule of an optimizer; and the ops on gradients before it. */
import { Span, StepWord } from '../training/cpu/records/codes'
import { applyRule } from './build/optimizers'
import { AddGradients, Penalty, Squares, Update } from './build/records'
import { address, float, int, stepAt } from './read-record'
import { loadUpTo4, storeUpTo4, sumLanes } from './simd-lanes'

/** Updates the weights by the rule of an optimizer, span by span. */
export function update(record: usize): void {
  const step = stepAt(address(record, Update.constants), address(record, Update.state))
  if (float(step, StepWord.update) == 0) return
  const spans = address(record, Update.spans)
  const share = float(step, StepWord.share)
  const limit = float(record, Update.limit)
  for (let i = 0; i < int(record, Update.spanCount); i++) {
    const span = spans + <usize>(i * Span.count * 4)
    const square = address(span, Span.square)
    let factor: f32 = 1
    if (square) {
      const norm = sqrt<f32>(load<f32>(square)) * share
      if (norm > limit) factor = limit / norm
    }
    applyRule(int(record, Update.rule), record, step, int(span, Span.first), int(span, Span.size), share, factor)
  }
}

/** Numbers that are summed before their sum is added to the total, because a large float32 sum loses small terms. */
const BLOCK = 1024

export function penalty(record: usize): void {
  const w = address(record, Penalty.w)
  const gradient = address(record, Penalty.gradient)
  const size = int(record, Penalty.size)
  const l1 = f32x4.splat(float(record, Penalty.l1))
  const l2 = f32x4.splat(float(record, Penalty.l2))
  const total = address(record, Penalty.penalty)
  let sum: f32 = int(record, Penalty.fresh) ? 0 : load<f32>(total)
  for (let from = 0; from < size; from += BLOCK) {
    let part = f32x4.splat(0)
    for (let i = from; i < min(from + BLOCK, size); i += 4) {
      const at = <usize>i << 2
      const left = size - i
      const v = loadUpTo4(w + at, left)
      const byWeight = f32x4.mul(l2, v)
      part = f32x4.add(part, f32x4.add(f32x4.mul(l1, f32x4.abs(v)), f32x4.mul(byWeight, v)))
      if (gradient == 0) continue
      const side = v128.bitselect(l1, f32x4.neg(l1), f32x4.gt(v, f32x4.splat(0)))
      const derivative = f32x4.add(side, f32x4.add(byWeight, byWeight))
      storeUpTo4(gradient + at, f32x4.add(loadUpTo4(gradient + at, left), derivative), left)
    }
    sum += sumLanes(part)
  }
  store<f32>(total, sum)
}

export function addGradients(record: usize): void {
  const gradients = address(record, AddGradients.gradients)
  const sum = address(record, AddGradients.sum)
  const size = int(record, AddGradients.size)
  const step = stepAt(address(record, AddGradients.constants), address(record, AddGradients.state))
  if (float(step, StepWord.fresh) != 0) {
    memory.copy(sum, gradients, <usize>size << 2)
    return
  }
  for (let i = 0; i < size; i += 4) {
    const at = <usize>i << 2
    storeUpTo4(sum + at, f32x4.add(loadUpTo4(sum + at, size - i), loadUpTo4(gradients + at, size - i)), size - i)
  }
}

export function squares(record: usize): void {
  const gradients = address(record, Squares.gradients)
  const out = address(record, Squares.out)
  const count = int(record, Squares.count)
  const total = int(record, Squares.total) != 0
  let segment = address(record, Squares.segments)
  let all: f32 = 0
  for (let i = 0; i < count; i++, segment += 8) {
    const sum = squaresOf(gradients + (load<usize>(segment) << 2), load<i32>(segment, 4))
    all += sum
    if (!total) store<f32>(out + (<usize>i << 2), sum)
  }
  if (total) store<f32>(out, all)
}

/** The sum of squares of `size` numbers: 16 parallel sums, which are then added. */
function squaresOf(at: usize, size: i32): f32 {
  let sum: f32 = 0
  for (let from = 0; from < size; from += BLOCK) {
    const end = min(from + BLOCK, size)
    let a = f32x4.splat(0)
    let b = f32x4.splat(0)
    let c = f32x4.splat(0)
    let d = f32x4.splat(0)
    let i = from
    for (; i + 16 <= end; i += 16) {
      const here = at + (<usize>i << 2)
      a = f32x4.add(a, square(v128.load(here)))
      b = f32x4.add(b, square(v128.load(here, 16)))
      c = f32x4.add(c, square(v128.load(here, 32)))
      d = f32x4.add(d, square(v128.load(here, 48)))
    }
    for (; i < end; i += 4) a = f32x4.add(a, square(loadUpTo4(at + (<usize>i << 2), end - i)))
    sum += sumLanes(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)))
  }
  return sum
}

// @ts-ignore: decorator
@inline
function square(v: v128): v128 {
  return f32x4.mul(v, v)
}
