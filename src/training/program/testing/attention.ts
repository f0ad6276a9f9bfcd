/**
 * @file attend: causal multi-head self-attention (Vaswani et al. 2017). Queries, keys and values of all heads are
 * columns of one matrix; each head is a strided view of it, so nothing has to be transposed.
 */
import type { Build, Tensor } from '../op-builder'
import type { Matrix, OpOf, View } from '../ops'

/** The strides of a tensor [rows, steps, columns]: from one sample to the next, and from one head to the next. */
type Strides = readonly [number, number]

/**
 * Returns the attention result [rows, steps, width] for `qkv` [rows, steps, 3 * width]: each step attends to itself and
 * to earlier steps with the weights softmax(q k / sqrt(width / heads)). The width must be a multiple of the number of
 * heads.
 */
export function attend(b: Build, qkv: Tensor, heads: number): Tensor {
  const [steps = 1, columns = 3] = qkv.shape
  const width = columns / 3
  const size = width / heads
  const squares = b.rows * heads * steps
  const scale = 1 / Math.sqrt(size)
  const ofThree: Strides = [steps * columns, size]
  const ofMixed: Strides = [steps * width, size]
  const ofScores: Strides = [heads * steps * steps, steps * steps]
  const third = (all: View, part: 0 | 1 | 2): Matrix => ({ ...all, offset: all.offset + part * width, stride: columns })
  const scores: Matrix = { ...b.scratch('weights', squares * steps), stride: steps }
  const times = (
    [a, aHop]: readonly [Matrix, Strides],
    [other, bHop]: readonly [Matrix, Strides],
    [out, outHop]: readonly [Matrix, Strides],
    more: Partial<OpOf<'product'>>,
  ) => {
    const batches = { outer: b.rows, inner: heads, a: aHop, b: bHop, out: outHop }
    b.emit({ op: 'product', a, b: other, out, m: steps, k: steps, n: size, batches, ...more })
  }

  const out = b.tensor([steps, width], { needsGradient: qkv.node.needsGradient })
  const mixed: Matrix = { ...out.view, stride: width }
  const wide = { k: size, n: steps, transposeB: true }
  times([third(qkv.view, 0), ofThree], [third(qkv.view, 1), ofThree], [scores, ofScores], { ...wide, scale })
  b.emit({ op: 'softmax', x: scores, out: scores, rows: squares, width: steps, causal: true })
  times([scores, ofScores], [third(qkv.view, 2), ofThree], [mixed, ofMixed], {})

  b.backward(out, [qkv], () => {
    const sink = b.sink(qkv, 'never')
    if (!sink) return
    const { accumulate } = sink
    const dy: Matrix = { ...b.preActivationGrad(out), stride: width }
    const slopes: Matrix = { ...b.scratch('weights slopes', squares * steps), stride: steps }
    const toThird = (part: 0 | 1 | 2) => [third(sink.out, part), ofThree] as const
    times([scores, ofScores], [dy, ofMixed], toThird(2), { transposeA: true, accumulate })
    times([dy, ofMixed], [third(qkv.view, 2), ofThree], [slopes, ofScores], wide)
    b.emit({ op: 'softmaxGrad', dy: slopes, y: scores, out: slopes, rows: squares, width: steps })
    times([slopes, ofScores], [third(qkv.view, 1), ofThree], toThird(0), { scale, accumulate })
    times([slopes, ofScores], [third(qkv.view, 0), ofThree], toThird(1), { transposeA: true, scale, accumulate })
  })
  return out
}
