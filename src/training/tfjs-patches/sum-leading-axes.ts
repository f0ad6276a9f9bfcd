/**
 * @file Sum over leading axes on WASM, which the gradient of every bias needs. The backend's own kernel first
 * transposes the entire tensor.
 */
import type { tf } from '../tensorflow'
import { floatsOf, type KernelCall } from './wasm-memory'

type Kernel = (call: KernelCall<'x'>) => tf.TensorInfo

/** Wraps the backend's own sum kernel, which still handles all other sums. */
export function sumOfColumns(own: Kernel): Kernel {
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
