/**
 * @file The gradients of convolutions on WASM: the backend lacks those of depthwise convolution and one of Conv2D, and
 * computes the other with a slow plain loop.
 */
import { tf } from '../tensorflow'
import { floatsOf, type KernelCall, runKernel, type WasmBackend } from './wasm-memory'

/** Maximum number of patch values laid out at a time, which limits the memory to 16 MB for any batch size. */
const MOST = 4e6

/**
 * dW[ky, kx, c, f] = sum over batch and positions of x[ky + s oy, kx + s ox, c] dy[oy, ox, f]. The input patches are
 * laid out with one row per filter weight (im2col), so that the gradient is a single matrix product: [weights,
 * positions] by [positions, filters].
 */
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

/**
 * dx[y, x, c] = sum of dy[oy, ox, f] w[ky, kx, c, f] over y = s oy + ky - pad. Also serves as the forward pass of a
 * transposed convolution. It is itself a convolution, which is fast (XNNPACK): dy, dilated by the stride and padded,
 * with the filter rotated by 180°.
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

type Shape4 = [number, number, number, number]

/** dW[ky, kx, c, m] = sum over batch and positions of x[.., c] dy[.., c m]. */
export function depthwiseBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy'>): tf.TensorInfo {
  const filterShape = attrs.filterShape as Shape4
  const info = infoOf(inputs.x.shape as Shape4, filterShape, attrs)
  const made = backend.makeOutput(filterShape, 'float32')
  const dw = floatsOf(backend, made).fill(0)
  const x = floatsOf(backend, inputs.x)
  const dy = floatsOf(backend, inputs.dy)
  const multiplier = filterShape[3]
  walk(info, (source, weight, place) => {
    for (let c = 0; c < info.inChannels; c++) {
      const value = x[source + c] as number
      for (let m = 0; m < multiplier; m++) {
        const k = c * multiplier + m
        dw[weight + k] = (dw[weight + k] as number) + value * (dy[place + k] as number)
      }
    }
  })
  return made
}

/** dx[.., c] = sum over weights and multiples of dy[.., c m] w[ky, kx, c, m]. */
export function depthwiseBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter'>): tf.TensorInfo {
  const inputShape = attrs.inputShape as Shape4
  const info = infoOf(inputShape, inputs.filter.shape as Shape4, attrs)
  const made = backend.makeOutput(inputShape, 'float32')
  const dx = floatsOf(backend, made).fill(0)
  const w = floatsOf(backend, inputs.filter)
  const dy = floatsOf(backend, inputs.dy)
  const multiplier = inputs.filter.shape[3] as number
  walk(info, (source, weight, place) => {
    for (let c = 0; c < info.inChannels; c++) {
      let sum = 0
      for (let m = 0; m < multiplier; m++) {
        const k = c * multiplier + m
        sum += (dy[place + k] as number) * (w[weight + k] as number)
      }
      dx[source + c] = (dx[source + c] as number) + sum
    }
  })
  return made
}

function infoOf(inputShape: Shape4, filterShape: Shape4, attrs: KernelCall<'dy'>['attrs']): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    attrs.strides as number,
    (attrs.dilations ?? 1) as number,
    attrs.pad as number,
    attrs.dimRoundingMode as 'floor' | undefined,
    true,
  )
}

/**
 * Visits every pair of an output position and a filter position that reads inside the image, and passes the offsets at
 * which their channels begin.
 */
function walk(info: tf.backend_util.Conv2DInfo, visit: (source: number, weight: number, place: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info
  const { filterHeight, filterWidth, dilationHeight, dilationWidth, padInfo } = info
  for (let b = 0; b < batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ky = 0; ky < filterHeight; ky++) {
        const y = oy * strideHeight + ky * dilationHeight - padInfo.top
        if (y < 0 || y >= inHeight) continue
        for (let ox = 0; ox < outWidth; ox++) {
          const place = ((b * outHeight + oy) * outWidth + ox) * outChannels
          for (let kx = 0; kx < filterWidth; kx++) {
            const x = ox * strideWidth + kx * dilationWidth - padInfo.left
            if (x < 0 || x >= inWidth) continue
            visit(((b * inHeight + y) * inWidth + x) * inChannels, (ky * filterWidth + kx) * outChannels, place)
          }
        }
      }
    }
  }
}
