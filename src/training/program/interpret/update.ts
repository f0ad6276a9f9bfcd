/**
 * @file The weight update: sums of gradients, their norms, and the rules of `training/optimizer-rules.ts`, computed one
 * number at a time.
 */
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
  const rule = Object.hasOwn(RULES, op.rule) ? RULES[op.rule] : undefined
  if (!rule) throw new Error(`no optimizer is called ${op.rule}`)
  const numbers = (name: string, fallback: number) => {
    const value = op.config[name]
    return typeof value === 'number' ? value : fallback
  }
  const move = rule(numbers, op.config)
  const held = clippedGradient(op, store, constants.share)
  for (let i = 0; i < op.size; i++) {
    const g = held(i)
    const kept = op.slots.map((slot) => store.get(slot, i))
    const w = move(store.get(op.weights, i), g, kept, constants)
    store.put(op.weights, i, w)
    op.slots.forEach((slot, s) => {
      store.put(slot, i, kept[s] as number)
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

interface StepRates {
  readonly rate: number
  readonly correction1: number
  readonly correction2: number
}
/** Returns the weight after the step; updates the slots in place. */
type Move = (w: number, g: number, slots: number[], rates: StepRates) => number
type Numbers = (name: string, fallback: number) => number

const blend = (a: number | undefined, b: number, keep: number) => (a as number) * keep + b * (1 - keep)

const RULES: Readonly<Record<string, (numbers: Numbers, config: Readonly<Record<string, unknown>>) => Move>> = {
  SGD:
    () =>
    (w, g, _, { rate }) =>
      w - g * rate,
  Momentum(numbers, config) {
    const keep = numbers('momentum', 0.9)
    return (w, g, slots, { rate }) => {
      const faster = (slots[0] as number) * keep + g
      slots[0] = faster
      return w - rate * (config.nesterov === true ? g + keep * faster : faster)
    }
  },
  RMSProp(numbers, config) {
    const decay = numbers('decay', 0.9)
    const keep = numbers('momentum', 0)
    const epsilon = numbers('epsilon', 1e-7)
    return (w, g, slots, { rate }) => {
      const square = blend(slots[0], g * g, decay)
      const mean = config.centered === true ? blend(slots[2], g, decay) : 0
      const faster = (slots[1] as number) * keep + (g * rate) / Math.sqrt(square - mean * mean + epsilon)
      slots.splice(0, slots.length, ...[square, faster, mean].slice(0, slots.length))
      return w - faster
    }
  },
  Adagrad:
    () =>
    (w, g, slots, { rate }) => {
      const sum = (slots[0] as number) + g * g
      slots[0] = sum
      return w - (rate * g) / Math.sqrt(sum + 1e-7)
    },
  Adadelta(numbers) {
    const rho = numbers('rho', 0.95)
    const epsilon = numbers('epsilon', 1e-7)
    return (w, g, slots, { rate }) => {
      const square = blend(slots[0], g * g, rho)
      const move = (Math.sqrt((slots[1] as number) + epsilon) / Math.sqrt(square + epsilon)) * g
      slots[0] = square
      slots[1] = blend(slots[1], move * move, rho)
      return w - rate * move
    }
  },
  Adam: (numbers) => adam(numbers, 0),
  AdamW: (numbers) => adam(numbers, numbers('weight_decay', 0.004)),
  Adamax(numbers) {
    const beta1 = numbers('beta_1', 0.9)
    const beta2 = numbers('beta_2', 0.999)
    const epsilon = numbers('epsilon', 1e-7)
    return (w, g, slots, { rate, correction1 }) => {
      const mean = blend(slots[0], g, beta1)
      const largest = Math.max((slots[1] as number) * beta2, Math.abs(g))
      slots[0] = mean
      slots[1] = largest
      return w - (rate * correction1 * mean) / (largest + epsilon)
    }
  },
}

function adam(numbers: Numbers, decay: number): Move {
  const beta1 = numbers('beta_1', 0.9)
  const beta2 = numbers('beta_2', 0.999)
  const epsilon = numbers('epsilon', 1e-7)
  return (w, g, slots, { rate, correction1, correction2 }) => {
    const mean = blend(slots[0], g, beta1)
    const square = blend(slots[1], g * g, beta2)
    slots[0] = mean
    slots[1] = square
    return w * (1 - rate * decay) - (rate * correction1 * mean) / (Math.sqrt(square) * correction2 + epsilon)
  }
}
