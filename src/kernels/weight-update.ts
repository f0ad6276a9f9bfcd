/** @file Update: updates the weights by a rule, four at once. Formulas as in training/optimizers.ts. */
import { StepWord } from '../training/cpu/kernel-args/step-constants'
import { ClipCode, RuleCode, Span, Update } from '../training/cpu/kernel-args/weight-update'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { float, int, address } from './read-record'
import { stepAt } from './step-constants'

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
    move(record, step, int(span, Span.first), int(span, Span.size), share, factor)
  }
}

/** Updates the weights of a span, whose gradients are multiplied by `share` and `factor`. */
function move(record: usize, step: usize, first: i32, size: i32, share: f32, factor: f32): void {
  const rule = int(record, Update.rule)
  const weights = address(record, Update.weights)
  const gradients = address(record, Update.gradients)
  const slot0 = address(record, Update.slot0)
  const slot1 = address(record, Update.slot1)
  const slot2 = address(record, Update.slot2)
  const average = address(record, Update.average)
  const keep0 = f32x4.splat(float(record, Update.keep0))
  const take0 = f32x4.splat(float(record, Update.take0))
  const keep1 = f32x4.splat(float(record, Update.keep1))
  const take1 = f32x4.splat(float(record, Update.take1))
  const epsilon = f32x4.splat(float(record, Update.epsilon))
  const averageKeep = f32x4.splat(float(step, StepWord.keep))
  const averageTake = f32x4.splat(1 - float(step, StepWord.keep))
  const rate = f32x4.splat(float(step, StepWord.rate))
  const corrected = f32x4.splat(float(step, StepWord.rate) * float(step, StepWord.correction1))
  const correction2 = f32x4.splat(float(step, StepWord.correction2))
  const pull = f32x4.splat(1 - float(step, StepWord.rate) * float(record, Update.decay))
  const shares = f32x4.splat(share)
  const factors = f32x4.splat(factor)
  const bounded = int(record, Update.clip) == ClipCode.value
  const most = f32x4.splat(float(record, Update.limit))
  const least = f32x4.neg(most)
  for (let i = 0; i < size; i += 4) {
    const at = <usize>(first + i) << 2
    const left = size - i
    let g = f32x4.mul(f32x4.mul(loadUpTo4(gradients + at, left), shares), factors)
    if (bounded) g = f32x4.min(f32x4.max(g, least), most)
    let w = loadUpTo4(weights + at, left)
    switch (rule) {
      case RuleCode.momentum:
      case RuleCode.nesterov: {
        const faster = f32x4.add(f32x4.mul(loadUpTo4(slot0 + at, left), keep0), g)
        storeUpTo4(slot0 + at, faster, left)
        const along = rule == RuleCode.nesterov ? f32x4.add(g, f32x4.mul(faster, keep0)) : faster
        w = f32x4.sub(w, f32x4.mul(along, rate))
        break
      }
      case RuleCode.rmsprop: {
        const square = blend(loadUpTo4(slot0 + at, left), f32x4.mul(g, g), keep0, take0)
        storeUpTo4(slot0 + at, square, left)
        let spread = square
        if (slot2) {
          const mean = blend(loadUpTo4(slot2 + at, left), g, keep0, take0)
          storeUpTo4(slot2 + at, mean, left)
          spread = f32x4.sub(square, f32x4.mul(mean, mean))
        }
        const pace = f32x4.div(f32x4.mul(g, rate), f32x4.sqrt(f32x4.add(spread, epsilon)))
        const faster = f32x4.add(f32x4.mul(loadUpTo4(slot1 + at, left), keep1), pace)
        storeUpTo4(slot1 + at, faster, left)
        w = f32x4.sub(w, faster)
        break
      }
      case RuleCode.adagrad: {
        const sum = f32x4.add(loadUpTo4(slot0 + at, left), f32x4.mul(g, g))
        storeUpTo4(slot0 + at, sum, left)
        w = f32x4.sub(w, f32x4.mul(f32x4.div(g, f32x4.sqrt(f32x4.add(sum, epsilon))), rate))
        break
      }
      case RuleCode.adadelta: {
        const square = blend(loadUpTo4(slot0 + at, left), f32x4.mul(g, g), keep0, take0)
        storeUpTo4(slot0 + at, square, left)
        const moved = loadUpTo4(slot1 + at, left)
        const ratio = f32x4.div(f32x4.sqrt(f32x4.add(moved, epsilon)), f32x4.sqrt(f32x4.add(square, epsilon)))
        const by = f32x4.mul(ratio, g)
        storeUpTo4(slot1 + at, blend(moved, f32x4.mul(by, by), keep0, take0), left)
        w = f32x4.sub(w, f32x4.mul(by, rate))
        break
      }
      case RuleCode.adam: {
        const mean = blend(loadUpTo4(slot0 + at, left), g, keep0, take0)
        const square = blend(loadUpTo4(slot1 + at, left), f32x4.mul(g, g), keep1, take1)
        storeUpTo4(slot0 + at, mean, left)
        storeUpTo4(slot1 + at, square, left)
        const root = f32x4.add(f32x4.mul(f32x4.sqrt(square), correction2), epsilon)
        w = f32x4.sub(f32x4.mul(w, pull), f32x4.div(f32x4.mul(mean, corrected), root))
        break
      }
      case RuleCode.adamax: {
        const mean = blend(loadUpTo4(slot0 + at, left), g, keep0, take0)
        const largest = f32x4.max(f32x4.mul(loadUpTo4(slot1 + at, left), keep1), f32x4.abs(g))
        storeUpTo4(slot0 + at, mean, left)
        storeUpTo4(slot1 + at, largest, left)
        w = f32x4.sub(w, f32x4.div(f32x4.mul(mean, corrected), f32x4.add(largest, epsilon)))
        break
      }
      default:
        w = f32x4.sub(w, f32x4.mul(g, rate))
    }
    storeUpTo4(weights + at, w, left)
    if (average) storeUpTo4(average + at, blend(loadUpTo4(average + at, left), w, averageKeep, averageTake), left)
  }
}

/** a keep + b take. */
// @ts-ignore: decorator
@inline
function blend(a: v128, b: v128, keep: v128, take: v128): v128 {
  return f32x4.add(f32x4.mul(a, keep), f32x4.mul(b, take))
}
