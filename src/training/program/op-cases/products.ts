/** @file Op cases for products and column sums. */
import { DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import type { OpCase, OpFixture } from './op-fixture'

const SIZES = [
  [1, 1, 1],
  [7, 3, 33],
  [33, 7, 10],
  [10, 33, 1],
  [3, 64, 8],
  [16, 5, 16],
  [128, 20, 10],
  [2, 2, 8],
  [65, 130, 37],
] as const

/** All combinations of transposes and sizes, cycling through the fused operations. */
export function productCases(open: () => OpFixture): OpCase[] {
  const activations = [...DERIVATIVE_FROM_RESULT]
  return SIZES.flatMap(([m, k, n], size) =>
    [0, 1, 2, 3].map((turn) => {
      const s = open()
      const transposeA = (turn & 1) === 1
      const transposeB = (turn & 2) === 2
      const number = size * 4 + turn
      const name = activations[number % activations.length] as (typeof activations)[number]
      const out = s.matrix(m, n)
      const op = {
        op: 'product' as const,
        a: transposeA ? s.matrix(k, m) : s.matrix(m, k),
        b: transposeB ? s.matrix(n, k) : s.matrix(k, n),
        out,
        m,
        k,
        n,
        transposeA,
        transposeB,
        accumulate: number % 3 === 1,
        ...(number % 4 === 2 && { scale: 0.5 }),
        ...(number % 2 === 0 && { bias: s.floats(n), activation: { name, alpha: 0.2 } }),
        ...(number % 5 === 3 && {
          gate: { activation: { name, alpha: 0.2 }, result: s.floats(m * out.stride) },
        }),
      }
      return s.done(`product ${m}x${k}x${n}${transposeA ? ' aT' : ''}${transposeB ? ' bT' : ''} ${number}`, op)
    }),
  )
}

/** Matrix products of attention heads, whose matrices are stored next to each other in the rows of one matrix. */
export function batchedCases(open: () => OpFixture): OpCase[] {
  const [samples, heads, time, width] = [2, 3, 5, 4]
  const row = heads * width * 3
  return [0, 1, 2].map((turn) => {
    const s = open()
    const wide = { ...s.floats(samples * time * row), stride: row }
    const scores = { ...s.floats(samples * heads * time * time), stride: time }
    const ofWide = [time * row, width] as const
    const ofScores = [heads * time * time, time * time] as const
    const batches = { outer: samples, inner: heads }
    if (turn === 0) {
      return s.done('product of heads, scores', {
        op: 'product',
        a: wide,
        b: { ...wide, offset: wide.offset + heads * width },
        out: scores,
        m: time,
        k: width,
        n: time,
        transposeB: true,
        scale: 0.5,
        batches: { ...batches, a: ofWide, b: ofWide, out: ofScores },
      })
    }
    const out = { ...s.floats(samples * time * heads * width), stride: heads * width }
    return s.done(`product of heads, values ${turn}`, {
      op: 'product',
      a: scores,
      b: { ...wide, offset: wide.offset + 2 * heads * width },
      out,
      m: time,
      k: time,
      n: width,
      transposeA: turn === 2,
      accumulate: turn === 2,
      batches: { ...batches, a: ofScores, b: ofWide, out: [time * heads * width, width] },
    })
  })
}

export function columnSumCases(open: () => OpFixture): OpCase[] {
  return [
    [1, 7],
    [33, 3],
    [128, 10],
    [300, 33],
    [7, 1],
  ].map(([m = 1, n = 1], i) => {
    const s = open()
    return s.done(`columnSum ${m}x${n}`, {
      op: 'columnSum',
      x: s.matrix(m, n),
      out: s.floats(n),
      m,
      n,
      accumulate: i % 2 === 1,
    })
  })
}
