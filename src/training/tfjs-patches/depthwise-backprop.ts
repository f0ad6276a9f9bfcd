/**
 * @file The two gradients of depthwise convolution, which the WASM backend lacks, computed in a single loop over all
 * pairs of an output position and a weight.
 */
import { tf } from '../tensorflow'
import { floatsOf, type KernelCall } from './wasm-memory'

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
