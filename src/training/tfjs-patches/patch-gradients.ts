/** @file Fixes gradients that TensorFlow.js computes incorrectly, on every backend or on the CPU backend. */
import { tf } from '../tensorflow'

type Shape4 = [number, number, number, number]
type Sizes = number | [number, number]

/** Registers the patched gradients. */
export function patchGradients(): void {
  patchUnpack()
  patchAvgPool()
  COMPARISONS.forEach(patchComparison)
}

const COMPARISONS = ['Less', 'LessEqual', 'Greater', 'GreaterEqual', 'Equal', 'NotEqual', 'LogicalAnd']

/**
 * TensorFlow.js has no gradients for comparisons, so that a formula that selects by a comparison could not be trained.
 * Their results are constant almost everywhere.
 */
function patchComparison(kernelName: string): void {
  const zeros = (x: tf.Tensor | undefined) => tf.zeros(x?.shape ?? [])
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: () => zeros(a), b: () => zeros(b) }),
  })
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

interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: Float32Array } }
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo
}

/**
 * Replaces the gradient of nearest-neighbor resizing on the CPU backend, whose own kernel uses incorrect strides for
 * every sample after the first. Call it after the backend's code is loaded.
 */
export function patchCpu(): void {
  const kernelName = 'ResizeNearestNeighborGrad'
  if (tf.getKernel(kernelName, 'cpu')) tf.unregisterKernel(kernelName, 'cpu')
  tf.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { images, dy } = inputs as { images: tf.TensorInfo; dy: tf.TensorInfo }
      const cpu = backend as unknown as CpuBackend
      const slopes = cpu.data.get(dy.dataId).values
      const aligned = (attrs as { alignCorners?: boolean } | undefined)?.alignCorners === true
      const dx = resizeGradient(slopes, dy.shape as Shape4, images.shape as Shape4, aligned)
      return cpu.makeTensorInfo(images.shape, 'float32', dx)
    },
  })
}

/** Adds the gradient of each output pixel to the pixel from which it was copied. */
function resizeGradient(dy: Float32Array, from: Shape4, to: Shape4, aligned: boolean): Float32Array {
  const [batch, outHeight, outWidth, depth] = from
  const [, height, width] = to
  const rows = sources(outHeight, height, aligned)
  const columns = sources(outWidth, width, aligned)
  const dx = new Float32Array(batch * height * width * depth)
  let at = 0
  for (let b = 0; b < batch; b++) {
    for (const y of rows) {
      for (const x of columns) {
        const base = ((b * height + y) * width + x) * depth
        for (let c = 0; c < depth; c++) dx[base + c] = (dx[base + c] as number) + (dy[at++] as number)
      }
    }
  }
  return dx
}

/** The source pixel of each output pixel along one axis, computed as in the forward kernel. */
function sources(out: number, size: number, aligned: boolean): number[] {
  const scale = aligned && out > 1 ? (size - 1) / (out - 1) : size / out
  return Array.from({ length: out }, (_, i) =>
    Math.min(size - 1, aligned ? Math.round(i * scale) : Math.floor(i * scale)),
  )
}
