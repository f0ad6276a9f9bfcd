/**
 * @file Conv2DBackpropFilter, which the WASM backend lacks. The input patches are laid out with one row per filter
 * weight (im2col), so that the gradient is a single matrix product: [weights, positions] by [positions, filters].
 */
import { tf } from '../tensorflow'
import { floatsOf, type KernelCall, runKernel } from './wasm-memory'

/** Maximum number of patch values laid out at a time, which limits the memory to 16 MB for any batch size. */
const MOST = 4e6

/** dW[ky, kx, c, f] = sum over batch and positions of x[ky + s oy, kx + s ox, c] dy[oy, ox, f]. */
export function conv2dBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy'>): tf.TensorInfo {
  const { x, dy } = inputs
  if (attrs.dataFormat !== undefined && attrs.dataFormat !== 'NHWC') throw new Error('only NHWC has this gradient')
  const filterShape = attrs.filterShape as [number, number, number, number]
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    attrs.strides as number,
    1,
    attrs.pad as number,
    attrs.dimRoundingMode as 'floor' | undefined,
  )
  const { batchSize, outHeight, outWidth, outChannels } = info
  const places = outHeight * outWidth
  const weights = filterShape[0] * filterShape[1] * filterShape[2]
  const images = Math.max(1, Math.min(batchSize, Math.floor(MOST / (weights * places))))
  let sum: tf.TensorInfo | undefined
  for (let first = 0; first < batchSize; first += images) {
    const count = Math.min(images, batchSize - first)
    const rows = backend.makeOutput([weights, count * places], 'float32')
    writePatches(floatsOf(backend, x), floatsOf(backend, rows), info, first, count)
    const slopes =
      count === batchSize
        ? runKernel('Reshape', backend, { x: dy }, { shape: [places * count, outChannels] })
        : filterGradient(dy, first, count, places, outChannels, backend)
    const part = runKernel('BatchMatMul', backend, { a: rows, b: slopes }, { transposeA: false, transposeB: false })
    backend.disposeData(rows.dataId)
    backend.disposeData(slopes.dataId)
    if (sum) {
      addInto(floatsOf(backend, sum), floatsOf(backend, part))
      backend.disposeData(part.dataId)
    } else sum = part
  }
  const out = sum as tf.TensorInfo
  return { dataId: out.dataId, shape: filterShape, dtype: 'float32' }
}

/**
 * Writes row (ky, kx, c), column (image, oy, ox): the input value that this weight reads at this position, or zero in
 * the padding.
 */
function writePatches(
  x: Float32Array,
  rows: Float32Array,
  info: tf.backend_util.Conv2DInfo,
  first: number,
  count: number,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } =
    info
  const { top, left } = info.padInfo
  const places = outHeight * outWidth
  const columns = count * places
  const step = strideWidth * inChannels
  for (let image = 0; image < count; image++) {
    const base = (first + image) * inHeight * inWidth * inChannels
    let row = 0
    for (let ky = 0; ky < filterHeight; ky++) {
      for (let kx = 0; kx < filterWidth; kx++) {
        // The range of output columns whose corresponding input column lies inside the image.
        const from = Math.min(outWidth, Math.max(0, Math.ceil((left - kx) / strideWidth)))
        const to = Math.max(from, Math.min(outWidth, Math.floor((inWidth - 1 + left - kx) / strideWidth) + 1))
        for (let c = 0; c < inChannels; c++, row++) {
          let at = row * columns + image * places
          for (let oy = 0; oy < outHeight; oy++, at += outWidth) {
            const y = oy * strideHeight - top + ky
            if (y < 0 || y >= inHeight) {
              rows.fill(0, at, at + outWidth)
              continue
            }
            for (let ox = 0; ox < from; ox++) rows[at + ox] = 0
            let source = base + (y * inWidth + from * strideWidth - left + kx) * inChannels + c
            for (let ox = from; ox < to; ox++, source += step) rows[at + ox] = x[source] as number
            for (let ox = to; ox < outWidth; ox++) rows[at + ox] = 0
          }
        }
      }
    }
  }
}

function filterGradient(
  dy: tf.TensorInfo,
  first: number,
  count: number,
  places: number,
  channels: number,
  backend: KernelCall<'dy'>['backend'],
): tf.TensorInfo {
  const part = backend.makeOutput([count * places, channels], 'float32')
  const from = first * places * channels
  floatsOf(backend, part).set(floatsOf(backend, dy).subarray(from, from + count * places * channels))
  return part
}

function addInto(sum: Float32Array, part: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (part[i] as number)
}
