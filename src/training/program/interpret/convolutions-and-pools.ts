/** @file Convolutions and pools, computed one position at a time. */
import type { Activation, ConvShape, Gate, OpOf, View } from '../ops'
import { applyActivation, derivativeFromResult, type Store } from './store'

/**
 * Calls `visit` for every pair of an input pixel and a result pixel that a kernel tap connects, with their positions
 * (both counted over [batch, height, width]) and the tap's index in the window. Positions outside the image are
 * skipped.
 */
function forEachTap(shape: ConvShape, visit: (input: number, result: number, word: number) => void): void {
  for (let result = 0; result < shape.batch * shape.outHeight * shape.outWidth; result++) {
    const column = result % shape.outWidth
    const row = Math.floor(result / shape.outWidth) % shape.outHeight
    const image = Math.floor(result / (shape.outWidth * shape.outHeight))
    for (let word = 0; word < shape.kernelHeight * shape.kernelWidth; word++) {
      const down = Math.floor(word / shape.kernelWidth) * shape.dilationHeight
      const right = (word % shape.kernelWidth) * shape.dilationWidth
      const y = row * shape.strideHeight - shape.padTop + down
      const x = column * shape.strideWidth - shape.padLeft + right
      if (y < 0 || y >= shape.inHeight || x < 0 || x >= shape.inWidth) continue
      visit((image * shape.inHeight + y) * shape.inWidth + x, result, word)
    }
  }
}

const inputSize = (s: ConvShape) => s.batch * s.inHeight * s.inWidth * s.inChannels
const outputSize = (s: ConvShape) => s.batch * s.outHeight * s.outWidth * s.outChannels

/** Applies bias, activation and gate to float64 sums, and writes the results to out. */
function finish(
  store: Store,
  sums: Float64Array,
  op: {
    readonly out: View
    readonly bias?: View
    readonly activation?: Activation
    readonly gate?: Gate
    readonly accumulate?: boolean
  },
  channels: number,
): void {
  sums.forEach((sum, i) => {
    let value = op.accumulate ? store.get(op.out, i) + sum : sum
    if (op.bias) value += store.get(op.bias, i % channels)
    if (op.activation) value = applyActivation(op.activation, value)
    if (op.gate) value *= derivativeFromResult(op.gate.activation, store.get(op.gate.result, i))
    store.put(op.out, i, value)
  })
}

export function conv2d(op: OpOf<'conv2d'>, store: Store): void {
  const { inChannels, outChannels } = op.shape
  const sums = new Float64Array(outputSize(op.shape))
  forEachTap(op.shape, (input, result, word) => {
    for (let c = 0; c < inChannels; c++) {
      const x = store.get(op.x, input * inChannels + c)
      for (let o = 0; o < outChannels; o++) {
        const w = store.get(op.w, (word * inChannels + c) * outChannels + o)
        sums[result * outChannels + o] = (sums[result * outChannels + o] as number) + x * w
      }
    }
  })
  finish(store, sums, op, outChannels)
}

export function conv2dInputGrad(op: OpOf<'conv2dInputGrad'>, store: Store): void {
  const { inChannels, outChannels } = op.shape
  const sums = new Float64Array(inputSize(op.shape))
  forEachTap(op.shape, (input, result, word) => {
    for (let c = 0; c < inChannels; c++) {
      let sum = 0
      for (let o = 0; o < outChannels; o++) {
        sum += store.get(op.dy, result * outChannels + o) * store.get(op.w, (word * inChannels + c) * outChannels + o)
      }
      sums[input * inChannels + c] = (sums[input * inChannels + c] as number) + sum
    }
  })
  finish(store, sums, op, inChannels)
}

export function conv2dFilterGrad(op: OpOf<'conv2dFilterGrad'>, store: Store): void {
  const { inChannels, outChannels, kernelHeight, kernelWidth } = op.shape
  const sums = new Float64Array(kernelHeight * kernelWidth * inChannels * outChannels)
  forEachTap(op.shape, (input, result, word) => {
    for (let c = 0; c < inChannels; c++) {
      const x = store.get(op.x, input * inChannels + c)
      for (let o = 0; o < outChannels; o++) {
        const at = (word * inChannels + c) * outChannels + o
        sums[at] = (sums[at] as number) + x * store.get(op.dy, result * outChannels + o)
      }
    }
  })
  finish(store, sums, op, outChannels)
}

export function depthwise(op: OpOf<'depthwise'>, store: Store): void {
  const { inChannels, outChannels } = op.shape
  const many = outChannels / inChannels
  const sums = new Float64Array(outputSize(op.shape))
  forEachTap(op.shape, (input, result, word) => {
    for (let o = 0; o < outChannels; o++) {
      const x = store.get(op.x, input * inChannels + Math.floor(o / many))
      const at = result * outChannels + o
      sums[at] = (sums[at] as number) + x * store.get(op.w, word * outChannels + o)
    }
  })
  finish(store, sums, op, outChannels)
}

export function depthwiseInputGrad(op: OpOf<'depthwiseInputGrad'>, store: Store): void {
  const { inChannels, outChannels } = op.shape
  const many = outChannels / inChannels
  const sums = new Float64Array(inputSize(op.shape))
  forEachTap(op.shape, (input, result, word) => {
    for (let o = 0; o < outChannels; o++) {
      const at = input * inChannels + Math.floor(o / many)
      const dy = store.get(op.dy, result * outChannels + o)
      sums[at] = (sums[at] as number) + dy * store.get(op.w, word * outChannels + o)
    }
  })
  finish(store, sums, op, inChannels)
}

export function depthwiseFilterGrad(op: OpOf<'depthwiseFilterGrad'>, store: Store): void {
  const { inChannels, outChannels, kernelHeight, kernelWidth } = op.shape
  const many = outChannels / inChannels
  const sums = new Float64Array(kernelHeight * kernelWidth * outChannels)
  forEachTap(op.shape, (input, result, word) => {
    for (let o = 0; o < outChannels; o++) {
      const x = store.get(op.x, input * inChannels + Math.floor(o / many))
      const at = word * outChannels + o
      sums[at] = (sums[at] as number) + x * store.get(op.dy, result * outChannels + o)
    }
  })
  finish(store, sums, op, outChannels)
}

export function maxPool(op: OpOf<'maxPool'>, store: Store): void {
  const channels = op.shape.inChannels
  const best = new Float64Array(outputSize(op.shape)).fill(Number.NEGATIVE_INFINITY)
  const places = new Int32Array(best.length).fill(-1)
  forEachTap(op.shape, (input, result) => {
    for (let c = 0; c < channels; c++) {
      const at = result * channels + c
      const x = store.get(op.x, input * channels + c)
      const held = best[at] as number
      // A NaN counts as the maximum, so that it propagates and can be noticed.
      if (places[at] !== -1 && !(x > held) && !(Number.isNaN(x) && !Number.isNaN(held))) continue
      best[at] = x
      places[at] = input * channels + c
    }
  })
  best.forEach((value, i) => {
    store.put(op.out, i, value)
    store.putWhole(op.places, i, places[i] as number)
  })
}

export function maxPoolGrad(op: OpOf<'maxPoolGrad'>, store: Store): void {
  const sums = new Float64Array(inputSize(op.shape))
  for (let i = 0; i < outputSize(op.shape); i++) {
    const at = store.getWhole(op.places, i)
    sums[at] = (sums[at] as number) + store.get(op.dy, i)
  }
  finish(store, sums, op, op.shape.inChannels)
}

/** For each window, how many of its positions are inside the image. */
function inside(shape: ConvShape): Float64Array {
  const counts = new Float64Array(shape.batch * shape.outHeight * shape.outWidth)
  forEachTap(shape, (_, result) => {
    counts[result] = (counts[result] as number) + 1
  })
  return counts
}

export function averagePool(op: OpOf<'averagePool'>, store: Store): void {
  const channels = op.shape.inChannels
  const counts = inside(op.shape)
  const sums = new Float64Array(outputSize(op.shape))
  forEachTap(op.shape, (input, result) => {
    for (let c = 0; c < channels; c++) {
      const at = result * channels + c
      sums[at] = (sums[at] as number) + store.get(op.x, input * channels + c) / (counts[result] as number)
    }
  })
  finish(store, sums, op, channels)
}

export function averagePoolGrad(op: OpOf<'averagePoolGrad'>, store: Store): void {
  const channels = op.shape.inChannels
  const counts = inside(op.shape)
  const sums = new Float64Array(inputSize(op.shape))
  forEachTap(op.shape, (input, result) => {
    for (let c = 0; c < channels; c++) {
      const at = input * channels + c
      sums[at] = (sums[at] as number) + store.get(op.dy, result * channels + c) / (counts[result] as number)
    }
  })
  finish(store, sums, op, channels)
}
