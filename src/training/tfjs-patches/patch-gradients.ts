/** @file patchGradients: fixes gradients that TensorFlow.js computes incorrectly on every backend. */
import { tf } from '../tensorflow'

type Shape4 = [number, number, number, number]
type Sizes = number | [number, number]

/** Registers the patched gradients. */
export function patchGradients(): void {
  patchUnpack()
  patchAvgPool()
}

/** For a sequence with one step, the gradient is a single tensor, but TensorFlow.js expects a list. */
function patchUnpack(): void {
  const own = tf.getGradient('Unpack')
  tf.registerGradient({
    ...own,
    gradFunc: (dy, saved, attrs) => own.gradFunc((Array.isArray(dy) ? dy : [dy]) as tf.Tensor[], saved, attrs),
  })
}

/**
 * If a window overlaps the padding, TensorFlow.js divides the gradient by the size of the full window, although its
 * forward pass divides by the number of positions inside the image. To correct this, dy is first multiplied by the
 * ratio of these two sizes.
 */
function patchAvgPool(): void {
  tf.registerGradient({
    kernelName: 'AvgPool',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const x = saved[0] as tf.Tensor4D
      const slopes = dy as tf.Tensor4D
      const { filterSize, strides, pad } = attrs as unknown as {
        filterSize: Sizes
        strides: Sizes
        pad: number | 'same' | 'valid'
      }
      const info = tf.backend_util.computePool2DInfo(x.shape as Shape4, filterSize, strides, 1, pad)
      const scaled = overhangs(info) ? tf.mul(slopes, shares(info)) : slopes
      const inputs = { dy: scaled, input: x }
      return { x: () => tf.engine().runKernel('AvgPoolGrad', inputs, { filterSize, strides, pad }) as tf.Tensor }
    },
  })
}

function overhangs({ padInfo }: tf.backend_util.Conv2DInfo): boolean {
  return padInfo.top + padInfo.bottom + padInfo.left + padInfo.right > 0
}

/**
 * For each output position, [1, height, width, 1]: the size of the full window divided by the number of positions
 * inside the image.
 */
function shares(info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { outHeight, outWidth, filterHeight, filterWidth } = info
  const rows = insides(outHeight, info.strideHeight, info.padInfo.top, filterHeight, info.inHeight)
  const columns = insides(outWidth, info.strideWidth, info.padInfo.left, filterWidth, info.inWidth)
  const values = Float32Array.from({ length: outHeight * outWidth }, (_, i) => {
    const inside = (rows[Math.floor(i / outWidth)] as number) * (columns[i % outWidth] as number)
    return inside > 0 ? (filterHeight * filterWidth) / inside : 0
  })
  return tf.tensor4d(values, [1, outHeight, outWidth, 1])
}

/** For each output position along one axis: how many positions of its window lie inside the input. */
function insides(places: number, stride: number, before: number, size: number, length: number): number[] {
  return Array.from({ length: places }, (_, place) => {
    const from = place * stride - before
    return Math.max(0, Math.min(length, from + size) - Math.max(0, from))
  })
}
