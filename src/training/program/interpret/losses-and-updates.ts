/** @file Interprets losses, penalties, and updates of the weights. */
import { exp } from '../../../base/exact-math'
import { compile, sigmoid, type Variables } from '../../../formulas/evaluate'
import type { Expression } from '../../../formulas/expression'
import { type RowSum, splitRunningSums, splitSums } from '../../../formulas/loss-formula'
import { lossFormula, lossLevels, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'
import { configuredOptimizer } from '../../../formulas/optimizer-formulas'
import { metricWords, type OpOf, type View } from '../ops'
import { constantsOf, type Store, viewOf } from './store'

/** The position of this step's metrics in the ring, which wraps around when it is full. */
function metricsAt(store: Store, figures: View, heads: number): View {
  const words = metricWords(heads)
  const holds = Math.floor(((store.floats[figures.buffer] as Float32Array).length - figures.offset) / words)
  const step = store.getWhole(viewOf(store.buffers, 'state'), 1) % holds
  return { buffer: figures.buffer, offset: figures.offset + step * words }
}

/** The loss of an output head over its batch, with its gradient and metrics; also the penalty and the end of a step. */
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

/**
 * Computes the loss of a row from its targets and outputs, both of length `width`, and sets `slopes` to the gradient.
 */
type RowLoss = (y: Float64Array, p: Float64Array, slopes: Float64Array, config: Config) => number
type Config = Readonly<Record<string, unknown>>

/** The formula of this loss. Throws if the name is not in the catalog. */
function rowLoss(name: string): RowLoss {
  const known = lossFormula(name)
  const { loss, lossSums, derivative, derivativeSums } = splitSums(known.formula)
  const sums = [...lossSums, ...derivativeSums].map((sum) => ({ ...sum, values: alongRow(sum.of) }))
  const [lossOf, slopesOf] = [compile(loss), alongRow(derivative)]
  return (y, p, slopes, config) => {
    const row: Record<string, number> = { ...lossParameters(known, config), width: p.length }
    const levels = lossLevels(known, config)
    const at = (i: number): Variables => Object.assign(row, { y: y[i], p: p[i], level: levels[i] })
    // Sums that others use come first in the list.
    for (const { name: sumName, operation, values } of sums) {
      let sum = operation === 'rowMax' ? Number.NEGATIVE_INFINITY : 0
      values(row, at, (value, i) => {
        sum = added(operation, sum, y[i] as number, value)
      })
      row[sumName] = sum
    }
    slopesOf(row, at, (value, i) => {
      slopes[i] = value
    })
    return lossOf(row)
  }
}

/** A function that computes an expression at each position of a row, in order. `at` sets the variables of a position. */
function alongRow(expression: Expression) {
  const { expressions, running } = splitRunningSums([expression], 'running')
  const [value = () => 0] = expressions.map(compile)
  const parts = running.map(({ name, of }) => ({ name, value: compile(of) }))
  return (row: Record<string, number>, at: (i: number) => Variables, use: (value: number, i: number) => void): void => {
    for (const { name } of parts) row[name] = 0
    for (let i = 0; i < (row.width as number); i++) {
      const variables = at(i)
      for (const part of parts) row[part.name] = (row[part.name] as number) + part.value(variables)
      use(value(variables), i)
    }
  }
}

function added(operation: RowSum['operation'], sum: number, target: number, value: number): number {
  switch (operation) {
    case 'rowSum':
      return sum + value
    case 'rowSumOfTargets':
      return target === 0 ? sum : sum + value
    case 'rowMax':
      return Math.max(sum, value)
    default:
      return operation satisfies never
  }
}

/** Applies label smoothing to the targets of a row, if the loss is configured with it (`label_smoothing`). */
function smoothTargets(name: string, y: Float64Array, config: Config): void {
  const { keep, spread } = smoothingOf(lossFormula(name), config, y.length)
  y.forEach((value, i) => {
    y[i] = value * keep + spread
  })
}

/** Sums of gradients, their norms, and the rules of optimizers, one number at a time. */
export function addGradients({ gradients, sum, size }: OpOf<'addGradients'>, store: Store): void {
  const { fresh } = constantsOf(store)
  for (let i = 0; i < size; i++) store.write(sum, i, store.get(gradients, i), fresh === 0)
}

export function squares(op: OpOf<'squares'>, store: Store): void {
  let total = 0
  op.segments.forEach(({ offset, size }, segment) => {
    let sum = 0
    for (let i = offset; i < offset + size; i++) sum += store.get(op.gradients, i) * store.get(op.gradients, i)
    total += sum
    if (!op.total) store.put(op.out, segment, sum)
  })
  if (op.total) store.put(op.out, 0, total)
}

export function update(op: OpOf<'update'>, store: Store): void {
  const constants = constantsOf(store)
  if (constants.update === 0) return
  const { formula, flags, numbers } = configuredOptimizer(op.rule, op.config)
  const { weight, slots } = formula.rule(flags)
  const weightAfter = compile(weight)
  const slotsAfter = slots.map(compile)
  const gradientAt = clippedGradient(op, store, constants.share)
  const { rate, correction1, correction2 } = constants
  for (let i = 0; i < op.size; i++) {
    const variables: Record<string, number> = { ...numbers, rate, correction1, correction2 }
    variables.w = store.get(op.weights, i)
    variables.g = gradientAt(i)
    op.slots.forEach((slot, s) => {
      variables[`slot${s}`] = store.get(slot, i)
    })
    const w = weightAfter(variables)
    store.put(op.weights, i, w)
    op.slots.forEach((slot, s) => {
      store.put(slot, i, slotsAfter[s]?.(variables) ?? 0)
    })
    if (op.average) store.put(op.average, i, blend(store.get(op.average, i), w, constants.keep))
  }
}

/** The gradient after scaling by `share` and clipping. */
function clippedGradient({ clip, gradients }: OpOf<'update'>, store: Store, share: number): (i: number) => number {
  const plain = (i: number) => store.get(gradients, i) * share
  if (!clip) return plain
  const { limit } = clip
  const factor = (square: number) => {
    const norm = Math.sqrt(square) * share
    return norm > limit ? limit / norm : 1
  }
  switch (clip.by) {
    case 'value':
      return (i) => Math.min(limit, Math.max(-limit, plain(i)))
    case 'globalNorm': {
      const all = factor(store.get(clip.squares, 0))
      return (i) => plain(i) * all
    }
    case 'norm': {
      const own = clip.segments.map((_, segment) => factor(store.get(clip.squares, segment)))
      const of = (i: number) => clip.segments.findIndex(({ offset, size }) => i >= offset && i < offset + size)
      return (i) => plain(i) * (own[of(i)] ?? 1)
    }
    default:
      return clip satisfies never
  }
}

const blend = (a: number, b: number, keep: number) => a * keep + b * (1 - keep)
