/**
 * @file MaxPoolGrad for WASM. The backend's own kernel initializes the maximum with a number above zero, so it loses
 * the gradient if all inputs in a window are negative.
 */
import { tf } from '../tensorflow'
import { floatsOf, type KernelCall } from './wasm-memory'

type Sizes = number | [number, number]

/** Passes the gradient of each output to the largest input in its window; ties go to the first. */
export function maxPoolGrad({ inputs, attrs, backend }: KernelCall<'dy' | 'input'>): tf.TensorInfo {
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
