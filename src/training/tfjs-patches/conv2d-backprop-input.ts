/**
 * @file Conv2DBackpropInput for WASM, where the backend's own kernel is a slow plain loop. The gradient of the input is
 * itself a convolution: dy, dilated by the stride and padded, with the filter rotated by 180°. Convolutions are fast
 * (XNNPACK).
 */
import { tf } from '../tensorflow'
import { floatsOf, type KernelCall, runKernel, type WasmBackend } from './wasm-memory'

/**
 * dx[y, x, c] = sum of dy[oy, ox, f] w[ky, kx, c, f] over y = s oy + ky - pad. Also serves as the forward pass of a
 * transposed convolution.
 */
export function conv2dBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter'>): tf.TensorInfo {
  const { dy, filter } = inputs
  if (attrs.dataFormat !== undefined && attrs.dataFormat !== 'NHWC') throw new Error('only NHWC has this gradient')
  const inputShape = attrs.inputShape as [number, number, number, number]
  const info = tf.backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    attrs.strides as number,
    1,
    attrs.pad as number,
    attrs.dimRoundingMode as 'floor' | undefined,
  )
  const spread = spreadOut(dy, info, backend)
  const turned = turnFilter(filter, backend)
  const out = runKernel(
    'Conv2D',
    backend,
    { x: spread, filter: turned },
    { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [1, 1] },
  )
  backend.disposeData(spread.dataId)
  backend.disposeData(turned.dataId)
  return out
}

/**
 * Returns dy with stride - 1 zeros between its positions, padded so that the result of the convolution has the size of
 * the input.
 */
function spreadOut(dy: tf.TensorInfo, info: tf.backend_util.Conv2DInfo, backend: WasmBackend): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info
  const { filterHeight, filterWidth, padInfo } = info
  const height = inHeight + filterHeight - 1
  const width = inWidth + filterWidth - 1
  const made = backend.makeOutput([batchSize, height, width, outChannels], 'float32')
  const out = floatsOf(backend, made).fill(0)
  const slopes = floatsOf(backend, dy)
  for (let b = 0; b < batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y = filterHeight - 1 - padInfo.top + oy * strideHeight
      if (y < 0 || y >= height) continue
      for (let ox = 0; ox < outWidth; ox++) {
        const x = filterWidth - 1 - padInfo.left + ox * strideWidth
        if (x < 0 || x >= width) continue
        const from = ((b * outHeight + oy) * outWidth + ox) * outChannels
        const to = ((b * height + y) * width + x) * outChannels
        for (let f = 0; f < outChannels; f++) out[to + f] = slopes[from + f] as number
      }
    }
  }
  return made
}

/** Rotates the filter by 180° and swaps its channels: [ky, kx, c, f] to [-ky, -kx, f, c]. */
function turnFilter(filter: tf.TensorInfo, backend: WasmBackend): tf.TensorInfo {
  const [height, width, channels, filters] = filter.shape as [number, number, number, number]
  const made = backend.makeOutput([height, width, filters, channels], 'float32')
  const out = floatsOf(backend, made)
  const w = floatsOf(backend, filter)
  let from = 0
  for (let place = height * width - 1; place >= 0; place--) {
    const base = place * filters * channels
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < filters; f++) out[base + f * channels + c] = w[from++] as number
  }
  return made
}
