/** @file Products and sums of matrices. */
import type { OpOf } from '../ops'
import { applyActivation, derivativeFromResult, type Store } from './store'

export function product(op: OpOf<'product'>, store: Store): void {
  const { batches } = op
  const { outer, inner } = batches ?? { outer: 1, inner: 1 }
  const moved = ([far, near]: readonly [number, number] = [0, 0], i: number, j: number) => i * far + j * near
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      one(op, store, moved(batches?.a, i, j), moved(batches?.b, i, j), moved(batches?.out, i, j))
    }
  }
}

function one(op: OpOf<'product'>, store: Store, aAt: number, bAt: number, outAt: number): void {
  const { a, b, out, scale = 1, bias, activation, gate } = op
  for (let row = 0; row < op.m; row++) {
    for (let column = 0; column < op.n; column++) {
      let sum = 0
      for (let k = 0; k < op.k; k++) {
        const left = store.get(a, aAt + (op.transposeA ? k * a.stride + row : row * a.stride + k))
        const right = store.get(b, bAt + (op.transposeB ? column * b.stride + k : k * b.stride + column))
        sum += left * right
      }
      const at = outAt + row * out.stride + column
      let value = scale * sum
      if (op.accumulate) value += store.get(out, at)
      if (bias) value += store.get(bias, column)
      if (activation) value = applyActivation(activation, value)
      if (gate) value *= derivativeFromResult(gate.activation, store.get(gate.result, at))
      store.put(out, at, value)
    }
  }
}

export function columnSum({ x, out, m, n, accumulate }: OpOf<'columnSum'>, store: Store): void {
  for (let column = 0; column < n; column++) {
    let sum = 0
    for (let row = 0; row < m; row++) sum += store.get(x, row * x.stride + column)
    store.write(out, column, sum, accumulate)
  }
}
