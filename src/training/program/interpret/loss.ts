/**
 * @file The loss of an output head over its batch, with its gradient and metrics; also the penalty and the end of a
 * step.
 */
import { exp } from '../../../base/exact-math'
import { sigmoid } from '../../../formulas/evaluate'
import { metricWords, type OpOf, type View } from '../ops'
import { rowLoss, smoothTargets } from './losses'
import { constantsOf, type Store, viewOf } from './store'

/** The position of this step's metrics in the ring, which wraps around when it is full. */
function metricsAt(store: Store, figures: View, heads: number): View {
  const words = metricWords(heads)
  const holds = Math.floor(((store.floats[figures.buffer] as Float32Array).length - figures.offset) / words)
  const step = store.getWhole(viewOf(store.buffers, 'state'), 1) % holds
  return { buffer: figures.buffer, offset: figures.offset + step * words }
}

export function loss(op: OpOf<'loss'>, store: Store): void {
  const { rows, width, perRow = 1 } = op
  const { first } = constantsOf(store)
  const formula = rowLoss(op.loss)
  const targets = Array.from({ length: rows }, (_, row) => {
    const of = store.getWhole(op.order, first + Math.floor(row / perRow))
    return store.get(op.targets, of * perRow + (row % perRow))
  })
  const known = targets.filter((target) => !Number.isNaN(target)).length
  let total = 0
  let sum = 0
  targets.forEach((target, row) => {
    const at = row * width
    const p = Float64Array.from({ length: width }, (_, i) => store.get(op.output, at + i))
    if (op.fused) activateRow(op, store, p, at)
    const slopes = new Float64Array(width)
    if (!Number.isNaN(target)) {
      const y = targetRow(op, target)
      smoothTargets(op.loss, y, op.config)
      const ofClass = op.classWeights ? store.get(op.classWeights, target) : 1
      const of = store.getWhole(op.order, first + Math.floor(row / perRow))
      const counts = op.rowWeights ? ofClass * store.get(op.rowWeights, of) : ofClass
      total += counts * formula(y, p, slopes, op.config)
      if (op.fused) preActivationGradient(op.fused, y, p, slopes)
      slopes.forEach((slope, i) => {
        slopes[i] = (slope * counts * op.weight) / Math.max(1, known)
      })
      sum += scoreRow(op, store, target, p)
    }
    if (op.gradient) for (let i = 0; i < width; i++) store.put(op.gradient, at + i, slopes[i] as number)
  })
  const figures = metricsAt(store, op.figures, op.heads)
  ;[total / Math.max(1, known), sum, known].forEach((value, i) => {
    store.put(figures, 1 + 3 * op.head + i, value)
  })
}

/** The target row of a loss, computed as in `targetMatrix`. */
function targetRow({ width, form, classes }: OpOf<'loss'>, target: number): Float64Array {
  const y = new Float64Array(width).fill(form === 'sign' ? -1 : 0)
  if (classes && width > 1) y[target] = 1
  else y.fill(form === 'sign' ? 2 * target - 1 : target)
  return y
}

/** Applies the fused activation to a row. The loss is computed from `activated`, which is rounded to float32. */
function activateRow(op: OpOf<'loss'>, store: Store, p: Float64Array, at: number): void {
  if (op.fused === 'sigmoid') p.set(p.map(sigmoid))
  else {
    const most = Math.max(...p)
    const lifted = p.map((value) => exp(value - most))
    const all = lifted.reduce((sum, value) => sum + value, 0)
    p.set(lifted.map((value) => value / all))
  }
  p.forEach((value, i) => {
    p[i] = Math.fround(value)
    if (op.activated) store.put(op.activated, at + i, value)
  })
}

/**
 * Gradients with respect to the pre-activations. For softmax with cross entropy: p * (sum of y) - y, over the classes
 * whose probability is not clipped. For sigmoid: (p - y) / width. Both cancel the division by p in the gradient of p.
 */
function preActivationGradient(
  fused: 'softmax' | 'sigmoid',
  y: Float64Array,
  p: Float64Array,
  slopes: Float64Array,
): void {
  const inside = p.map((probability) =>
    probability >= Math.fround(1e-7) && probability <= Math.fround(1 - 1e-7) ? 1 : 0,
  )
  const sum = y.reduce((all, target, i) => all + target * (inside[i] as number), 0)
  p.forEach((probability, i) => {
    const open = inside[i] as number
    const target = y[i] as number
    slopes[i] = fused === 'softmax' ? probability * sum - target * open : (open * (probability - target)) / p.length
  })
}

/**
 * Counts the prediction in the confusion matrix. Returns 1 if the prediction is correct and 0 if it is not; for numeric
 * targets, returns the mean absolute error of the row.
 */
function scoreRow(op: OpOf<'loss'>, store: Store, target: number, p: Float64Array): number {
  if (!op.classes) return p.reduce((sum, value) => sum + Math.abs(value - target), 0) / p.length
  const predicted = p.length > 1 ? p.indexOf(Math.max(...p)) : (p[0] as number) > op.threshold ? 1 : 0
  const size = Math.max(2, op.width)
  if (op.confusion && target < size && predicted >= 0) {
    const at = target * size + predicted
    store.putWhole(op.confusion, at, store.getWhole(op.confusion, at) + 1)
  }
  return predicted === target ? 1 : 0
}

export function penalty(op: OpOf<'penalty'>, store: Store): void {
  let sum = op.fresh ? 0 : store.get(op.penalty, 0)
  for (let i = 0; i < op.size; i++) {
    const w = store.get(op.w, i)
    sum += op.l1 * Math.abs(w) + op.l2 * w * w
    if (op.gradient) store.write(op.gradient, i, op.l1 * (w > 0 ? 1 : -1) + 2 * op.l2 * w, true)
  }
  store.put(op.penalty, 0, sum)
}

export function finish(op: OpOf<'finish'>, store: Store): void {
  const figures = metricsAt(store, op.figures, op.weights.length)
  const losses = op.weights.reduce((sum, weight, head) => sum + weight * store.get(figures, 1 + 3 * head), 0)
  store.put(figures, 0, losses + (op.penalty ? store.get(op.penalty, 0) : 0))
  const state = viewOf(store.buffers, 'state')
  store.putWhole(state, 0, store.getWhole(state, 0) + 1)
  store.putWhole(state, 1, store.getWhole(state, 1) + 1)
}
