/** @file patchWasm: replaces kernels that the WASM backend lacks, computes incorrectly or computes slowly. */

import { tf } from '../tensorflow'
import {
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
} from './convolution-gradients'
import { floatsOf, intsOf, type KernelCall, registerKernel, runKernel, wrapKernel } from './wasm-memory'

const CONVOLUTIONS = ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D']

/** Registers the patched kernels. Call it once, after the backend's code is loaded and before it is opened. */
export function patchWasm(): void {
  registerKernel('Conv2DBackpropFilter', conv2dBackpropFilter)
  registerKernel('Conv2DBackpropInput', conv2dBackpropInput)
  registerKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseBackpropFilter)
  registerKernel('DepthwiseConv2dNativeBackpropInput', depthwiseBackpropInput)
  registerKernel('UnsortedSegmentSum', unsortedSegmentSum)
  registerKernel('MaxPoolGrad', maxPoolGrad)
  wrapKernel('BatchMatMul', batchMatMul)
  wrapKernel('Sum', sumOfColumns)
  for (const name of CONVOLUTIONS) wrapKernel(name, withExplicitPadding)
}

type Product = (call: KernelCall<'a' | 'b'>) => tf.TensorInfo

/**
 * Wraps the backend's own matrix product: transposes an operand first if needed, because only untransposed operands
 * reach the fast path (XNNPACK).
 */
function batchMatMul(own: Product): Product {
  return ({ inputs, attrs, backend }) => {
    const turned: tf.TensorInfo[] = []
    const turn = (info: tf.TensorInfo, transposed: unknown): tf.TensorInfo => {
      if (transposed !== true) return info
      const rank = info.shape.length
      const perm = info.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis))
      const other = runKernel('Transpose', backend, { x: info }, { perm })
      turned.push(other)
      return other
    }
    const a = turn(inputs.a, attrs.transposeA)
    const b = turn(inputs.b, attrs.transposeB)
    const out = own({ inputs: { a, b }, attrs: { ...attrs, transposeA: false, transposeB: false }, backend })
    for (const info of turned) backend.disposeData(info.dataId)
    return out
  }
}

type Convolution = (call: KernelCall<'x' | 'filter'>) => tf.TensorInfo
type Shape4 = [number, number, number, number]

/**
 * Wraps a convolution kernel of the backend: passes padding 'same' as explicit numbers. XNNPACK computes this padding
 * incorrectly if the stride is larger than the window and the last window ends before the image does, which would make
 * the padding negative.
 */
function withExplicitPadding(own: Convolution): Convolution {
  return (call) =>
    call.attrs.pad === 'same' ? own({ ...call, attrs: { ...call.attrs, pad: padsOf(call) } }) : own(call)
}

function padsOf({ inputs, attrs }: KernelCall<'x' | 'filter'>): number[][] {
  const { padInfo } = tf.backend_util.computeConv2DInfo(
    inputs.x.shape as Shape4,
    // Only the window size matters for the padding. The depth is replaced, because the filters of depthwise
    // convolutions define it differently.
    [inputs.filter.shape[0] as number, inputs.filter.shape[1] as number, inputs.x.shape[3] as number, 1],
    attrs.strides as number,
    (attrs.dilations ?? 1) as number,
    'same',
  )
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]
}

type Sizes = number | [number, number]

/**
 * Passes the gradient of each output to the largest input in its window; ties go to the first. The backend's own kernel
 * initializes the maximum with a number above zero, so it loses the gradient if all inputs in a window are negative.
 */
function maxPoolGrad({ inputs, attrs, backend }: KernelCall<'dy' | 'input'>): tf.TensorInfo {
  const { input } = inputs
  const info = tf.backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    attrs.filterSize as Sizes,
    attrs.strides as Sizes,
    1,
    attrs.pad as number,
    attrs.dimRoundingMode as 'floor' | undefined,
  )
  const { batchSize, inHeight, inWidth, inChannels: depth, outHeight, outWidth, strideHeight, strideWidth } = info
  const { filterHeight, filterWidth, padInfo } = info
  const out = backend.makeOutput(input.shape, 'float32')
  const dx = floatsOf(backend, out).fill(0)
  const x = floatsOf(backend, input)
  const dy = floatsOf(backend, inputs.dy)
  let from = 0
  for (let b = 0; b < batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * strideHeight - padInfo.top
      const yFrom = Math.max(0, top)
      const yTo = Math.min(inHeight, top + filterHeight)
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * strideWidth - padInfo.left
        const xFrom = Math.max(0, left)
        const xTo = Math.min(inWidth, left + filterWidth)
        for (let c = 0; c < depth; c++) {
          let best = -1
          let most = Number.NEGATIVE_INFINITY
          for (let y = yFrom; y < yTo; y++) {
            let at = ((b * inHeight + y) * inWidth + xFrom) * depth + c
            for (let col = xFrom; col < xTo; col++, at += depth) {
              const value = x[at] as number
              // The second condition selects the first position if all values are NaN, so that the gradient is not
              // lost.
              if (value > most || best < 0) {
                most = value
                best = at
              }
            }
          }
          if (best >= 0) dx[best] = (dx[best] as number) + (dy[from] as number)
          from++
        }
      }
    }
  }
  return out
}

type Sum = (call: KernelCall<'x'>) => tf.TensorInfo

/**
 * Wraps the backend's own sum kernel, which transposes the entire tensor to sum over leading axes, as the gradient of
 * every bias does; it still handles all other sums.
 */
function sumOfColumns(own: Sum): Sum {
  return (call) => {
    const { x } = call.inputs
    const columns = columnsLeft(x, call.attrs.axis)
    if (columns === undefined) return own(call)
    const keep = x.shape.length - columns.length
    const shape = call.attrs.keepDims === true ? x.shape.map((n, axis) => (axis < keep ? 1 : n)) : columns
    const made = call.backend.makeOutput(shape, 'float32')
    addRows(floatsOf(call.backend, x), floatsOf(call.backend, made))
    return made
  }
}

/** The shape of the result if the sum is over leading axes only; undefined in all other cases. */
function columnsLeft(x: tf.TensorInfo, axis: unknown): number[] | undefined {
  if (x.dtype !== 'float32') return undefined
  const rank = x.shape.length
  const axes = (Array.isArray(axis) ? (axis as number[]) : [axis as number])
    .map((n) => (n < 0 ? n + rank : n))
    .sort((a, b) => a - b)
  const leading = axes.length < rank && axes.every((n, i) => n === i)
  const columns = x.shape.slice(axes.length)
  return leading && columns.every((n) => n > 0) ? columns : undefined
}

/** Adds up the rows in float64, which costs nothing in JavaScript and preserves the precision of long sums. */
function addRows(values: Float32Array, out: Float32Array): void {
  const width = out.length
  const sums = new Float64Array(width)
  for (let at = 0; at < values.length; at += width) {
    for (let c = 0; c < width; c++) sums[c] = (sums[c] as number) + (values[at + c] as number)
  }
  out.set(sums)
}

/**
 * out[id[i]] += x[i], row by row, which the gradient of an embedding needs. Negative ids are skipped, as in TensorFlow.
 */
function unsortedSegmentSum({ inputs, attrs, backend }: KernelCall<'x' | 'segmentIds'>): tf.TensorInfo {
  const { x, segmentIds } = inputs
  const count = tf.util.sizeFromShape(segmentIds.shape)
  const width = count === 0 ? 0 : tf.util.sizeFromShape(x.shape) / count
  const shape = [attrs.numSegments as number, ...x.shape.slice(segmentIds.shape.length)]
  const made = backend.makeOutput(shape, 'float32')
  const out = floatsOf(backend, made).fill(0)
  const rows = floatsOf(backend, x)
  const ids = intsOf(backend, segmentIds)
  for (let i = 0; i < count; i++) {
    const id = ids[i] as number
    if (id < 0) continue
    for (let j = 0; j < width; j++)
      out[id * width + j] = (out[id * width + j] as number) + (rows[i * width + j] as number)
  }
  return made
}
