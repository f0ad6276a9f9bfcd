/**
 * @file Windows: where kernels and pools are placed on an image, following the rules of TensorFlow.js. A sequence is
 * treated as an image with one row.
 */

import type { Shape } from '../op-builder'
import type { ConvShape } from '../ops'
import { type Config, expectSetting, NotLowered, perAxis, unsupported } from './layer'

export interface Window {
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly padding: 'same' | 'valid'
}

/** The [height, width, channels] of an image; a sequence counts as an image with one row. */
export function asImage(shape: Shape, axes: 1 | 2): readonly [number, number, number] {
  const [height, width, channels] = axes === 1 ? [1, ...shape] : shape
  if (shape.length !== axes + 1) throw new NotLowered(unsupported.windowAxes({ axes, shape }))
  return [height as number, width as number, channels as number]
}

/** Returns the window described by a config, which stores the window's size under this key. */
export function windowOf(config: Config, key: 'kernel_size' | 'pool_size', axes: 1 | 2): Window {
  expectSetting(config, 'data_format', 'channels_last')
  expectSetting(config, 'padding', 'valid', 'same')
  const pair = (name: string, fallback: readonly number[]): readonly [number, number] => {
    const given = config[name] === null || config[name] === undefined ? fallback : perAxis(config, name, axes, 1)
    return given.length === 1 ? [1, given[0] as number] : [given[0] as number, given[1] as number]
  }
  const pool = key === 'pool_size'
  const kernel = pair(key, pool ? Array.from({ length: axes }, () => 2) : [])
  return {
    kernel,
    // The default stride of a pool is its window size.
    stride: pair('strides', pool ? kernel.slice(2 - axes) : [1, 1]),
    dilation: pair('dilation_rate', [1, 1]),
    padding: config.padding === 'same' ? 'same' : 'valid',
  }
}

/** The window over an image, with this many output channels. */
export function convShape(
  batch: number,
  [inHeight, inWidth, inChannels]: readonly [number, number, number],
  outChannels: number,
  { kernel, stride, dilation, padding }: Window,
): ConvShape {
  const along = (n: number, axis: 0 | 1): readonly [number, number] => {
    const reach = (kernel[axis] - 1) * dilation[axis] + 1
    if (padding === 'valid') return [Math.floor((n - reach) / stride[axis]) + 1, 0]
    const places = Math.ceil(n / stride[axis])
    return [places, Math.floor(Math.max(0, (places - 1) * stride[axis] + reach - n) / 2)]
  }
  const [outHeight, padTop] = along(inHeight, 0)
  const [outWidth, padLeft] = along(inWidth, 1)
  return {
    batch,
    inHeight,
    inWidth,
    inChannels,
    outHeight,
    outWidth,
    outChannels,
    kernelHeight: kernel[0],
    kernelWidth: kernel[1],
    strideHeight: stride[0],
    strideWidth: stride[1],
    padTop,
    padLeft,
    dilationHeight: dilation[0],
    dilationWidth: dilation[1],
  }
}

/** The shape of the result: [steps, channels] for a sequence, [height, width, channels] for an image. */
export function shapeAfter({ outHeight, outWidth, outChannels }: ConvShape, axes: 1 | 2): Shape {
  return axes === 1 ? [outWidth, outChannels] : [outHeight, outWidth, outChannels]
}
