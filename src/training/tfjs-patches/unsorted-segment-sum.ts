/**
 * @file UnsortedSegmentSum, which the WASM backend lacks. The gradient of an embedding needs it to add each row to the
 * table entry given by the row's index.
 */
import { tf } from '../tensorflow'
import { floatsOf, intsOf, type KernelCall } from './wasm-memory'

/** out[id[i]] += x[i], row by row. Negative ids are skipped, as in TensorFlow. */
export function unsortedSegmentSum({ inputs, attrs, backend }: KernelCall<'x' | 'segmentIds'>): tf.TensorInfo {
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
