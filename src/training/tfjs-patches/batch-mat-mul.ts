/**
 * @file Matrix products on WASM: transposes an operand first if needed, because only untransposed operands reach the
 * fast path (XNNPACK).
 */
import type { tf } from '../tensorflow'
import { type KernelCall, runKernel } from './wasm-memory'

type Product = (call: KernelCall<'a' | 'b'>) => tf.TensorInfo

/** Wraps the backend's own matrix product. */
export function batchMatMul(own: Product): Product {
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
