/** @file The weight update: sums of gradients, their norms, and the rules of optimizers, one number at a time. */
import { compile } from '../../../formulas/evaluate'
import { configuredOptimizer } from '../../../formulas/optimizer-formulas'
import type { OpOf } from '../ops'
import { constantsOf, type Store } from './store'

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
