/**
 * @file Depthwise convolution and its gradients, four channels at once, and for the result also four pixels at once if
 * windows are inside the image. Sums go down the window, then across.
 */
import { ShapeWord } from '../training/cpu/records/codes'
import { applyActivation, derivativeFromResult } from './build/activations'
import { Depthwise, DepthwiseFilterGrad, DepthwiseInputGrad } from './build/records'
import { address, float, int } from './read-record'
import { loadStrided, loadUpTo4, storeUpTo4 } from './simd-lanes'
import { endInside, firstInside } from './windows'

export function depthwise(record: usize): void {
  const shape = address(record, Depthwise.shape)
  const batch = int(shape, ShapeWord.batch)
  const outHeight = int(shape, ShapeWord.outHeight)
  const imageBytes =
    (<usize>(int(shape, ShapeWord.inHeight) * int(shape, ShapeWord.inWidth) * int(shape, ShapeWord.inChannels))) << 2
  const rowBytes = (<usize>(int(shape, ShapeWord.outWidth) * int(shape, ShapeWord.outChannels))) << 2
  let x = address(record, Depthwise.x)
  let at: usize = 0
  for (let b = 0; b < batch; b++, x += imageBytes) {
    for (let row = 0; row < outHeight; row++, at += rowBytes) resultRow(record, shape, x, at, row)
  }
}

/** One row of results, `at` bytes from the first, from the image at x. */
function resultRow(record: usize, shape: usize, x: usize, at: usize, row: i32): void {
  const outWidth = int(shape, ShapeWord.outWidth)
  const inWidth = int(shape, ShapeWord.inWidth)
  const inChannels = int(shape, ShapeWord.inChannels)
  const outChannels = int(shape, ShapeWord.outChannels)
  const kernelWidth = int(shape, ShapeWord.kernelWidth)
  const stride = int(shape, ShapeWord.strideWidth)
  const dilation = int(shape, ShapeWord.dilationWidth)
  const padLeft = int(shape, ShapeWord.padLeft)
  const down = int(shape, ShapeWord.dilationHeight)
  const top = row * int(shape, ShapeWord.strideHeight) - int(shape, ShapeWord.padTop)
  const firstRow = firstInside(top, down)
  const rows = endInside(top, down, int(shape, ShapeWord.kernelHeight), int(shape, ShapeWord.inHeight)) - firstRow
  const many = outChannels / inChannels
  const pixelBytes = (<usize>inChannels) << 2
  const resultBytes = (<usize>outChannels) << 2
  const wStep = address(record, Depthwise.wStep)
  const lineStep = <usize>kernelWidth * wStep
  const firstLine = x + <usize>((top + firstRow * down) * inWidth) * pixelBytes
  const w = address(record, Depthwise.w) + <usize>firstRow * lineStep
  // Results whose windows are inside the image from side to side.
  const inner = firstInside(-padLeft, stride)
  const innerEnd = endInside((kernelWidth - 1) * dilation - padLeft, stride, outWidth, inWidth)
  for (let channel = 0; channel < outChannels; channel += 4) {
    const left = outChannels - channel
    repeatFrom(channel, outChannels, many)
    const weights = w + ((<usize>channel) << 2)
    let to = at + ((<usize>channel) << 2)
    let column = 0
    while (column < outWidth) {
      const start = column * stride - padLeft
      if (column >= inner && column + 4 <= innerEnd) {
        const next = <usize>stride * pixelBytes
        let a = f32x4.splat(0)
        let b = f32x4.splat(0)
        let c = f32x4.splat(0)
        let d = f32x4.splat(0)
        let line = firstLine + <usize>start * pixelBytes
        let word = weights
        for (let i = 0; i < rows; i++, line += <usize>(down * inWidth) * pixelBytes) {
          let from = line
          for (let j = 0; j < kernelWidth; j++, from += <usize>dilation * pixelBytes, word += wStep) {
            const weight = loadUpTo4(word, left)
            a = f32x4.add(a, f32x4.mul(loadRepeated(from, many, left), weight))
            b = f32x4.add(b, f32x4.mul(loadRepeated(from + next, many, left), weight))
            c = f32x4.add(c, f32x4.mul(loadRepeated(from + 2 * next, many, left), weight))
            d = f32x4.add(d, f32x4.mul(loadRepeated(from + 3 * next, many, left), weight))
          }
        }
        finish(record, to, a, channel, left)
        finish(record, to + resultBytes, b, channel, left)
        finish(record, to + 2 * resultBytes, c, channel, left)
        finish(record, to + 3 * resultBytes, d, channel, left)
        column += 4
        to += 4 * resultBytes
      } else {
        const firstColumn = firstInside(start, dilation)
        const end = endInside(start, dilation, kernelWidth, inWidth)
        let sum = f32x4.splat(0)
        let line = firstLine + <usize>(start + firstColumn * dilation) * pixelBytes
        let words = weights + <usize>firstColumn * wStep
        for (let i = 0; i < rows; i++, line += <usize>(down * inWidth) * pixelBytes, words += lineStep) {
          let from = line
          let word = words
          for (let j = firstColumn; j < end; j++, from += <usize>dilation * pixelBytes, word += wStep) {
            sum = f32x4.add(sum, f32x4.mul(loadRepeated(from, many, left), loadUpTo4(word, left)))
          }
        }
        finish(record, to, sum, channel, left)
        column++
        to += resultBytes
      }
    }
  }
}

/** out = derivative(gate) act((accumulate ? out : 0) + sum + bias), `at` bytes from its first. */
function finish(record: usize, at: usize, sum: v128, channel: i32, left: i32): void {
  const out = address(record, Depthwise.out) + at
  const bias = address(record, Depthwise.bias)
  const gate = address(record, Depthwise.gate)
  let y = sum
  if (int(record, Depthwise.accumulate)) y = f32x4.add(loadUpTo4(out, left), y)
  if (bias) y = f32x4.add(y, loadUpTo4(bias + ((<usize>channel) << 2), left))
  y = applyActivation(int(record, Depthwise.activation), float(record, Depthwise.activationAlpha), y)
  if (gate) {
    const activation = int(record, Depthwise.gateActivation)
    y = f32x4.mul(y, derivativeFromResult(activation, float(record, Depthwise.gateActivationAlpha), loadUpTo4(gate + at, left)))
  }
  storeUpTo4(out, y, left)
}

// The offset of each lane from a pixel of x, in bytes.
let lane0: usize = 0
let lane1: usize = 0
let lane2: usize = 0
let lane3: usize = 0

/**
 * Sets `loadRepeated` up for the output channels starting at `channel`. Lanes beyond the last read the same as the
 * last.
 */
function repeatFrom(channel: i32, channels: i32, many: i32): void {
  const last = channels - 1
  lane0 = <usize>(channel / many) << 2
  lane1 = <usize>(min(channel + 1, last) / many) << 2
  lane2 = <usize>(min(channel + 2, last) / many) << 2
  lane3 = <usize>(min(channel + 3, last) / many) << 2
}

/** For the pixel at x, the input channel of each output channel. */
// @ts-ignore: decorator
@inline
function loadRepeated(x: usize, many: i32, left: i32): v128 {
  return many == 1 ? loadUpTo4(x + lane0, left) : gathered(x)
}

function gathered(x: usize): v128 {
  let v = v128.load32_zero(x + lane0)
  v = v128.load_lane<u32>(x + lane1, v, 1)
  v = v128.load_lane<u32>(x + lane2, v, 2)
  return v128.load_lane<u32>(x + lane3, v, 3)
}

/** The gradients of a depthwise convolution, four channels at once. */
export function depthwiseInputGrad(record: usize): void {
  const shape = address(record, DepthwiseInputGrad.shape)
  const batch = int(shape, ShapeWord.batch)
  const inHeight = int(shape, ShapeWord.inHeight)
  const inWidth = int(shape, ShapeWord.inWidth)
  const pixelBytes = <usize>int(shape, ShapeWord.inChannels) << 2
  const imageBytes =
    <usize>(int(shape, ShapeWord.outHeight) * int(shape, ShapeWord.outWidth) * int(shape, ShapeWord.outChannels)) << 2
  let dy = address(record, DepthwiseInputGrad.dy)
  let at: usize = 0
  for (let b = 0; b < batch; b++, dy += imageBytes) {
    for (let row = 0; row < inHeight; row++) {
      for (let column = 0; column < inWidth; column++, at += pixelBytes) pixelGrad(record, shape, dy, at, row, column)
    }
  }
}

/**
 * All channels of the gradient of one pixel, `pixelAt` bytes from the first, from the gradient of its image's results
 * at dy.
 */
function pixelGrad(record: usize, shape: usize, dy: usize, pixelAt: usize, row: i32, column: i32): void {
  const w = address(record, DepthwiseInputGrad.w)
  const out = address(record, DepthwiseInputGrad.out)
  const accumulate = int(record, DepthwiseInputGrad.accumulate) != 0
  const gate = address(record, DepthwiseInputGrad.gate)
  const gateActivation = int(record, DepthwiseInputGrad.gateActivation)
  const gateAlpha = float(record, DepthwiseInputGrad.gateActivationAlpha)
  const outHeight = int(shape, ShapeWord.outHeight)
  const outWidth = int(shape, ShapeWord.outWidth)
  const inChannels = int(shape, ShapeWord.inChannels)
  const outChannels = int(shape, ShapeWord.outChannels)
  const kernelHeight = int(shape, ShapeWord.kernelHeight)
  const kernelWidth = int(shape, ShapeWord.kernelWidth)
  const strideHeight = int(shape, ShapeWord.strideHeight)
  const strideWidth = int(shape, ShapeWord.strideWidth)
  const many = outChannels / inChannels
  const apart = <usize>many << 2
  for (let channel = 0; channel < inChannels; channel += 4) {
    const left = inChannels - channel
    let sum = f32x4.splat(0)
    for (let i = 0; i < kernelHeight; i++) {
      const down = row + int(shape, ShapeWord.padTop) - i * int(shape, ShapeWord.dilationHeight)
      const y = quotient(down, strideHeight)
      if (y < 0 || y >= outHeight) continue
      for (let j = 0; j < kernelWidth; j++) {
        const right = column + int(shape, ShapeWord.padLeft) - j * int(shape, ShapeWord.dilationWidth)
        const x = quotient(right, strideWidth)
        if (x < 0 || x >= outWidth) continue
        let from = dy + (<usize>((y * outWidth + x) * outChannels + channel * many) << 2)
        let weights = w + (<usize>((i * kernelWidth + j) * outChannels + channel * many) << 2)
        for (let q = 0; q < many; q++, from += 4, weights += 4) {
          sum = f32x4.add(sum, f32x4.mul(loadStrided(from, apart, left), loadStrided(weights, apart, left)))
        }
      }
    }
    const at = pixelAt + (<usize>channel << 2)
    if (accumulate) sum = f32x4.add(loadUpTo4(out + at, left), sum)
    if (gate) sum = f32x4.mul(sum, derivativeFromResult(gateActivation, gateAlpha, loadUpTo4(gate + at, left)))
    storeUpTo4(out + at, sum, left)
  }
}

export function depthwiseFilterGrad(record: usize): void {
  const shape = address(record, DepthwiseFilterGrad.shape)
  const out = address(record, DepthwiseFilterGrad.out)
  const accumulate = int(record, DepthwiseFilterGrad.accumulate) != 0
  const outChannels = int(shape, ShapeWord.outChannels)
  const kernelHeight = int(shape, ShapeWord.kernelHeight)
  const kernelWidth = int(shape, ShapeWord.kernelWidth)
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      const to = out + (<usize>((i * kernelWidth + j) * outChannels) << 2)
      for (let channel = 0; channel < outChannels; channel += 4) {
        const at = <usize>channel << 2
        const left = outChannels - channel
        let sum = filterGrad(record, shape, i, j, channel)
        if (accumulate) sum = f32x4.add(loadUpTo4(to + at, left), sum)
        storeUpTo4(to + at, sum, left)
      }
    }
  }
}

/**
 * The gradient of kernel position (i, j), for four channels. Rows of results are summed before their sum is added to
 * the total.
 */
function filterGrad(record: usize, shape: usize, i: i32, j: i32, channel: i32): v128 {
  const inHeight = int(shape, ShapeWord.inHeight)
  const inWidth = int(shape, ShapeWord.inWidth)
  const inChannels = int(shape, ShapeWord.inChannels)
  const outHeight = int(shape, ShapeWord.outHeight)
  const outWidth = int(shape, ShapeWord.outWidth)
  const outChannels = int(shape, ShapeWord.outChannels)
  const batch = int(shape, ShapeWord.batch)
  const strideHeight = int(shape, ShapeWord.strideHeight)
  const strideWidth = int(shape, ShapeWord.strideWidth)
  const many = outChannels / inChannels
  const left = outChannels - channel
  // Along a row, window starts step through the image as kernel positions step through a window.
  const start = j * int(shape, ShapeWord.dilationWidth) - int(shape, ShapeWord.padLeft)
  const firstColumn = firstInside(start, strideWidth)
  const lastColumn = endInside(start, strideWidth, outWidth, inWidth)
  const top = i * int(shape, ShapeWord.dilationHeight) - int(shape, ShapeWord.padTop)
  const firstRow = firstInside(top, strideHeight)
  const lastRow = endInside(top, strideHeight, outHeight, inHeight)
  const xStep = <usize>(strideWidth * inChannels) << 2
  const dyStep = <usize>outChannels << 2
  repeatFrom(channel, outChannels, many)
  let total = f32x4.splat(0)
  for (let b = 0; b < batch; b++) {
    for (let row = firstRow; row < lastRow; row++) {
      const line = (b * inHeight + top + row * strideHeight) * inWidth + start
      let x = address(record, DepthwiseFilterGrad.x) + (<usize>((line + firstColumn * strideWidth) * inChannels) << 2)
      let dy =
        address(record, DepthwiseFilterGrad.dy) +
        (<usize>(((b * outHeight + row) * outWidth + firstColumn) * outChannels + channel) << 2)
      // Two sums of alternating results, so that none waits for the previous one.
      let even = f32x4.splat(0)
      let odd = f32x4.splat(0)
      for (let column = firstColumn; column < lastColumn; column += 2, x += 2 * xStep, dy += 2 * dyStep) {
        even = f32x4.add(even, f32x4.mul(loadRepeated(x, many, left), loadUpTo4(dy, left)))
        if (column + 1 == lastColumn) break
        odd = f32x4.add(odd, f32x4.mul(loadRepeated(x + xStep, many, left), loadUpTo4(dy + dyStep, left)))
      }
      total = f32x4.add(total, f32x4.add(even, odd))
    }
  }
  return total
}

/** a / b if that is whole; if not, -1. */
// @ts-ignore: decorator
@inline
function quotient(a: i32, b: i32): i32 {
  if (b == 1) return a
  return a % b == 0 ? a / b : -1
}
