/** @file Element-wise and row-wise ops: gathering rows, activations, softmax, merges, masks and moves. */
import { exp, log } from '../../../base/exact-math'
import { fillMask } from '../../../base/rng'
import type { OpOf } from '../ops'
import { applyActivation, constantsOf, derivative, type Store } from './store'

export function gatherRows({ source, table, order, out, rows, width }: OpOf<'gatherRows'>, store: Store): void {
  const { first } = constantsOf(store)
  const bytes = new Uint8Array((store.floats[source.buffer] as Float32Array).buffer, source.offset * 4)
  for (let i = 0; i < rows; i++) {
    const from = store.getWhole(order, first + i) * width
    for (let j = 0; j < width; j++) {
      const value = table ? store.get(table, bytes[from + j] as number) : store.get(source, from + j)
      store.put(out, i * width + j, value)
    }
  }
}

export function fill({ out, size, value }: OpOf<'fill'>, store: Store): void {
  for (let i = 0; i < size; i++) store.put(out, i, value)
}

export function activate({ x, out, size, activation }: OpOf<'activate'>, store: Store): void {
  for (let i = 0; i < size; i++) store.put(out, i, applyActivation(activation, store.get(x, i)))
}

export function activateGrad(op: OpOf<'activateGrad'>, store: Store): void {
  for (let i = 0; i < op.size; i++) {
    const value = store.get(op.dy, i) * derivative(op.activation, store.get(op.x, i), store.get(op.y, i))
    store.write(op.out, i, value, op.accumulate)
  }
}

export function softmax(op: OpOf<'softmax'>, store: Store): void {
  const { width } = op
  for (let row = 0; row < op.rows; row++) {
    const from = row * width
    const seen = op.causal ? (row % width) + 1 : width
    let most = Number.NEGATIVE_INFINITY
    for (let i = 0; i < seen; i++) most = Math.max(most, store.get(op.x, from + i))
    let sum = 0
    for (let i = 0; i < seen; i++) sum += exp(store.get(op.x, from + i) - most)
    for (let i = 0; i < width; i++) {
      const lifted = i < seen ? store.get(op.x, from + i) - most : 0
      store.put(op.out, from + i, i >= seen ? 0 : op.log ? lifted - log(sum) : exp(lifted) / sum)
    }
  }
}

export function softmaxGrad(op: OpOf<'softmaxGrad'>, store: Store): void {
  for (let from = 0; from < op.rows * op.width; from += op.width) {
    let sum = 0
    for (let i = from; i < from + op.width; i++) sum += store.get(op.dy, i) * (op.log ? 1 : store.get(op.y, i))
    for (let i = from; i < from + op.width; i++) {
      const y = store.get(op.y, i)
      const dy = store.get(op.dy, i)
      store.write(op.out, i, op.log ? dy - exp(y) * sum : y * (dy - sum), op.accumulate)
    }
  }
}

export function combine({ how, a, b, out, size, scale = 1 }: OpOf<'combine'>, store: Store): void {
  for (let i = 0; i < size; i++) store.put(out, i, scale * merged(how, store.get(a, i), store.get(b, i)))
}

function merged(how: OpOf<'combine'>['how'], a: number, b: number): number {
  switch (how) {
    case 'add':
      return a + b
    case 'multiply':
      return a * b
    case 'maximum':
      return Math.max(a, b)
    case 'minimum':
      return Math.min(a, b)
    default:
      return how satisfies never
  }
}

export function combineGrad(op: OpOf<'combineGrad'>, store: Store): void {
  for (let i = 0; i < op.size; i++) {
    const a = store.get(op.a, i)
    const b = store.get(op.b, i)
    store.write(op.out, i, store.get(op.dy, i) * share(op, a, b), op.accumulate)
  }
}

function share({ how, of }: OpOf<'combineGrad'>, a: number, b: number): number {
  switch (how) {
    case 'multiply':
      return of === 'a' ? b : a
    case 'maximum':
      return a >= b === (of === 'a') ? 1 : 0
    case 'minimum':
      return a <= b === (of === 'a') ? 1 : 0
    default:
      return how satisfies never
  }
}

export function dropout(op: OpOf<'dropout'>, store: Store): void {
  const { step } = constantsOf(store)
  const mask = new Float32Array(op.size)
  if (op.rate < 1) fillMask(mask, op.rate, op.seed, op.place, step)
  mask.forEach((kept, i) => {
    store.write(op.out, i, store.get(op.x, i) * kept, op.accumulate)
  })
}

export function strided(op: OpOf<'strided'>, store: Store): void {
  const { sizes, from, to, sum = [], along = [], scale = 1 } = op
  forEachIndex(sizes, (index) => {
    const start = dot(index, from)
    let total = 0
    forEachIndex(sum, (inner) => {
      total += store.get(op.x, start + dot(inner, along))
    })
    store.write(op.out, dot(index, to), scale * total, op.accumulate)
  })
}

/** Calls `visit` with every combination of indices within these sizes, with the last axis fastest. */
function forEachIndex(
  sizes: readonly number[],
  visit: (index: readonly number[]) => void,
  index: readonly number[] = [],
): void {
  if (index.length === sizes.length) visit(index)
  else for (let i = 0; i < (sizes[index.length] as number); i++) forEachIndex(sizes, visit, [...index, i])
}

function dot(index: readonly number[], strides: readonly number[]): number {
  return index.reduce((sum, i, axis) => sum + i * (strides[axis] ?? 0), 0)
}
