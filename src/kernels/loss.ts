/** @file Loss: of a head over its batch, with gradient, figures and counts of right and wrong. Sums over rows are in float64. */
import { FusedCode, Loss } from '../training/cpu/records/ends'
import { StepWord } from '../training/cpu/records/step'
import { sigmoid } from './exact'
import { figuresAt } from './figures'
import { loadUpTo4, storeUpTo4 } from './lanes'
import { float, int, place } from './record'
import { rowLoss, slopesBySums } from './row-losses'
import { softmaxOfRow } from './softmax'
import { stepAt } from './step'

export function loss(record: usize): void {
  const rows = int(record, Loss.rows)
  const width = int(record, Loss.width)
  const fused = int(record, Loss.fused)
  const classWeights = place(record, Loss.classWeights)
  const rowWeights = place(record, Loss.rowWeights)
  const state = place(record, Loss.state)
  const first = int(stepAt(place(record, Loss.constants), state), StepWord.first)
  let output = place(record, Loss.output)
  let bent = place(record, Loss.bent)
  let gradient = place(record, Loss.gradient)
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
    if (fused != FusedCode.none) bendRow(fused, output, bent, width)
    const p = fused == FusedCode.none ? output : bent
    if (target == target) {
      let counts: f32 = classWeights ? load<f32>(classWeights + (<usize>target << 2)) : 1
      if (rowWeights) counts *= load<f32>(rowWeights + (<usize>entryOf(record, first, row) << 2))
      total += <f64>counts * lossOfRow(record, target, p, gradient, width, fused)
      for (let i = 0; i < width; i += 4) {
        const at = gradient + (<usize>i << 2)
        storeUpTo4(at, f32x4.mul(loadUpTo4(at, width - i), f32x4.splat(counts * share)), width - i)
      }
      sum += judged(record, target, p, width)
    } else memory.fill(gradient, 0, <usize>width << 2)
    output += <usize>width << 2
    bent += place(record, Loss.bentStep)
    gradient += place(record, Loss.gradientStep)
  }
  const heads = int(record, Loss.heads)
  const figures =
    figuresAt(place(record, Loss.figures), int(record, Loss.ring), heads, state) +
    <usize>((1 + 3 * int(record, Loss.head)) * 4)
  store<f32>(figures, <f32>(total / <f64>max(1, known)))
  store<f32>(figures, <f32>sum, 4)
  store<f32>(figures, <f32>known, 8)
}

/** The target of a row of the batch; NaN where it is missing. */
function targetOf(record: usize, first: i32, row: i32): f32 {
  const perRow = int(record, Loss.perRow)
  const entry = entryOf(record, first, row)
  return load<f32>(place(record, Loss.targets) + (<usize>(entry * perRow + (row % perRow)) << 2))
}

/** The row of the dataset that a row of the batch is of. */
function entryOf(record: usize, first: i32, row: i32): i32 {
  return load<i32>(place(record, Loss.order) + (<usize>(first + row / int(record, Loss.perRow)) << 2))
}

function bendRow(fused: i32, sums: usize, bent: usize, width: i32): void {
  if (fused == FusedCode.softmax) softmaxOfRow(sums, bent, width)
  else {
    for (let i = 0; i < width; i += 4) {
      const at = <usize>i << 2
      storeUpTo4(bent + at, sigmoid(loadUpTo4(sums + at, width - i)), width - i)
    }
  }
}

/** The loss of a row whose target is known; writes its slopes. */
function lossOfRow(record: usize, target: f32, p: usize, slopes: usize, width: i32, fused: i32): f64 {
  const offset = <f64>float(record, Loss.offset)
  const keep = <f64>float(record, Loss.keep)
  const spread = <f64>float(record, Loss.spread)
  const placed = int(record, Loss.classes) && width > 1
  const own = keep + spread
  const other = (placed ? offset : <f64>target * <f64>float(record, Loss.factor) + offset) * keep + spread
  const at = placed ? <i32>target : -1
  const delta = float(record, Loss.delta)
  const code = int(record, Loss.loss)
  // Losses that bend the sums themselves have slopes by the sums.
  const loss = rowLoss(code, p, fused == FusedCode.none ? slopes : 0, width, at, own, other, delta)
  if (fused != FusedCode.none) slopesBySums(fused == FusedCode.softmax, p, slopes, width, at, own, other)
  return loss
}

/** 1 for a right answer, which is counted, or how far the row's numbers are from the target. */
function judged(record: usize, target: f32, p: usize, width: i32): f64 {
  if (!int(record, Loss.classes)) {
    let sum: f64 = 0
    for (let i = 0; i < width; i++) sum += abs(<f64>load<f32>(p + (<usize>i << 2)) - <f64>target)
    return sum / <f64>width
  }
  const said = width > 1 ? largestAt(p, width) : load<f32>(p) > float(record, Loss.threshold) ? 1 : 0
  const confusion = place(record, Loss.confusion)
  const size = max(2, width)
  if (confusion && target < <f32>size && said >= 0) {
    const at = confusion + (<usize>(<i32>target * size + said) << 2)
    store<u32>(at, load<u32>(at) + 1)
  }
  return <f32>said == target ? 1 : 0
}

/** The place of the first largest number, or -1 where one is no number. */
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
