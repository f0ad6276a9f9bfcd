/**
 * @file Loss: the loss of a head over its batch, with gradient, metrics and confusion counts. Sums over rows are in
 * float64.
 */
import { FusedCode, StepWord } from '../training/cpu/records/codes'
import { rowLoss } from './build/losses'
import { Finish, Loss } from './build/records'
import { sigmoid } from './exact'
import { address, float, int, stepAt } from './read-record'
import { at, put } from './row-values'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { softmaxOfRow } from './softmax'

/** Keras' epsilon, and one minus it, as float32 values; probabilities are clipped to this range. */
const LOW: f64 = <f64>(<f32>1e-7)
const HIGH: f64 = <f64>(<f32>(1 - 1e-7))

export function loss(record: usize): void {
  const rows = int(record, Loss.rows)
  const width = int(record, Loss.width)
  const fused = int(record, Loss.fused)
  const classWeights = address(record, Loss.classWeights)
  const rowWeights = address(record, Loss.rowWeights)
  const state = address(record, Loss.state)
  const first = int(stepAt(address(record, Loss.constants), state), StepWord.first)
  let output = address(record, Loss.output)
  let activated = address(record, Loss.activated)
  let gradient = address(record, Loss.gradient)
  let known = 0
  for (let row = 0; row < rows; row++) {
    const target = targetOf(record, first, row)
    if (target == target) known++
  }
  const share = float(record, Loss.weight) / <f32>max(1, known)
  let total: f64 = 0
  let sum: f64 = 0
  for (let row = 0; row < rows; row++) {
    const target = targetOf(record, first, row)
    if (fused != FusedCode.none) activateRow(fused, output, activated, width)
    const p = fused == FusedCode.none ? output : activated
    if (target == target) {
      let counts: f32 = classWeights ? load<f32>(classWeights + (<usize>target << 2)) : 1
      if (rowWeights) counts *= load<f32>(rowWeights + (<usize>entryOf(record, first, row) << 2))
      total += <f64>counts * lossOfRow(record, target, p, gradient, width, fused)
      for (let i = 0; i < width; i += 4) {
        const at = gradient + (<usize>i << 2)
        storeUpTo4(at, f32x4.mul(loadUpTo4(at, width - i), f32x4.splat(counts * share)), width - i)
      }
      sum += scoreRow(record, target, p, width)
    } else memory.fill(gradient, 0, <usize>width << 2)
    output += <usize>width << 2
    activated += address(record, Loss.activatedStep)
    gradient += address(record, Loss.gradientStep)
  }
  const heads = int(record, Loss.heads)
  const figures =
    metricsAt(address(record, Loss.figures), int(record, Loss.ring), heads, state) +
    <usize>((1 + 3 * int(record, Loss.head)) * 4)
  store<f32>(figures, <f32>(total / <f64>max(1, known)))
  store<f32>(figures, <f32>sum, 4)
  store<f32>(figures, <f32>known, 8)
}

/** The target of a row of the batch; NaN if it is missing. */
function targetOf(record: usize, first: i32, row: i32): f32 {
  const perRow = int(record, Loss.perRow)
  const entry = entryOf(record, first, row)
  return load<f32>(address(record, Loss.targets) + (<usize>(entry * perRow + (row % perRow)) << 2))
}

/** The row of the dataset that a row of the batch comes from. */
function entryOf(record: usize, first: i32, row: i32): i32 {
  return load<i32>(address(record, Loss.order) + (<usize>(first + row / int(record, Loss.perRow)) << 2))
}

function activateRow(fused: i32, sums: usize, activated: usize, width: i32): void {
  if (fused == FusedCode.softmax) softmaxOfRow(sums, activated, width)
  else {
    for (let i = 0; i < width; i += 4) {
      const at = <usize>i << 2
      storeUpTo4(activated + at, sigmoid(loadUpTo4(sums + at, width - i)), width - i)
    }
  }
}

/** The loss of a row whose target is known; writes its gradient. */
function lossOfRow(record: usize, target: f32, p: usize, gradient: usize, width: i32, fused: i32): f64 {
  const offset = <f64>float(record, Loss.offset)
  const keep = <f64>float(record, Loss.keep)
  const spread = <f64>float(record, Loss.spread)
  const indexd = int(record, Loss.classes) && width > 1
  const own = keep + spread
  const other = (indexd ? offset : <f64>target * <f64>float(record, Loss.factor) + offset) * keep + spread
  const index = indexd ? <i32>target : -1
  const parameters = address(record, Loss.parameters)
  const code = int(record, Loss.loss)
  // Losses that apply the activation themselves have gradients of the pre-activations.
  const loss = rowLoss(code, p, fused == FusedCode.none ? gradient : 0, width, index, own, other, parameters)
  if (fused != FusedCode.none) preActivationGradient(fused == FusedCode.softmax, p, gradient, width, index, own, other)
  return loss
}

/**
 * Gradients of the pre-activations. For softmax with cross entropy they are p (sum of y) - y over the classes whose
 * probability is not clipped, for sigmoid (p - y) / width: both without the division by p in the gradient of p.
 */
function preActivationGradient(
  softmax: bool,
  p: usize,
  gradient: usize,
  width: i32,
  index: i32,
  own: f64,
  other: f64,
): void {
  let sum: f64 = 0
  for (let i = 0; i < width; i++) sum += isUnclipped(at(p, i)) ? (i == index ? own : other) : 0
  for (let i = 0; i < width; i++) {
    const probability = at(p, i)
    const y = i == index ? own : other
    const open: f64 = isUnclipped(probability) ? 1 : 0
    put(gradient, i, softmax ? probability * sum - y * open : (open * (probability - y)) / <f64>width)
  }
}

// @ts-ignore: decorator
@inline
function isUnclipped(p: f64): bool {
  return p >= LOW && p <= HIGH
}

/** 1 for a correct prediction, which is also counted, or the distance of the row from the target. */
function scoreRow(record: usize, target: f32, p: usize, width: i32): f64 {
  if (!int(record, Loss.classes)) {
    let sum: f64 = 0
    for (let i = 0; i < width; i++) sum += abs(<f64>load<f32>(p + (<usize>i << 2)) - <f64>target)
    return sum / <f64>width
  }
  const predicted = width > 1 ? largestAt(p, width) : load<f32>(p) > float(record, Loss.threshold) ? 1 : 0
  const confusion = address(record, Loss.confusion)
  const size = max(2, width)
  if (confusion && target < <f32>size && predicted >= 0) {
    const at = confusion + (<usize>(<i32>target * size + predicted) << 2)
    store<u32>(at, load<u32>(at) + 1)
  }
  return <f32>predicted == target ? 1 : 0
}

/** The index of the first largest number, or -1 if one is NaN. */
function largestAt(p: usize, width: i32): i32 {
  let best: f32 = load<f32>(p)
  let at = 0
  for (let i = 0; i < width; i++) {
    const value = load<f32>(p + (<usize>i << 2))
    if (value != value) return -1
    if (value > best) {
      best = value
      at = i
    }
  }
  return at
}

/**
 * The record of this step in a ring of this many steps, which starts over when it is full. Words: total, then three per
 * head.
 */
// @ts-ignore: decorator
@inline
function metricsAt(figures: usize, ring: u32, heads: i32, state: usize): usize {
  return figures + <usize>((load<u32>(state, 4) % ring) * (1 + 3 * heads) * 4)
}

export function finish(record: usize): void {
  const state = address(record, Finish.state)
  const heads = int(record, Finish.heads)
  const weights = address(record, Finish.weights)
  const penalty = address(record, Finish.penalty)
  const figures = metricsAt(address(record, Finish.figures), int(record, Finish.ring), heads, state)
  let total: f64 = penalty ? load<f32>(penalty) : 0
  for (let head = 0; head < heads; head++) {
    total += <f64>load<f32>(weights + (<usize>head << 2)) * load<f32>(figures + <usize>((1 + 3 * head) * 4))
  }
  store<f32>(figures, <f32>total)
  store<u32>(state, load<u32>(state) + 1)
  store<u32>(state, load<u32>(state, 4) + 1, 4)
}
