/** @file Max pool and average pool and their gradients, four channels at once. */
import { ShapeWord } from '../training/cpu/records/codes'
import { AveragePool, AveragePoolGrad, MaxPool, MaxPoolGrad } from './build/records'
import { gateAll } from './elementwise'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { endInside, firstInside } from './windows'

/** The largest number of each window, and its position, from which the gradient is distributed. */
export function maxPool(record: usize): void {
  const shape = address(record, MaxPool.shape)
  const x = address(record, MaxPool.x)
  let out = address(record, MaxPool.out)
  let places = address(record, MaxPool.places)
  const batch = int(shape, ShapeWord.batch)
  const inHeight = int(shape, ShapeWord.inHeight)
  const inWidth = int(shape, ShapeWord.inWidth)
  const outHeight = int(shape, ShapeWord.outHeight)
  const outWidth = int(shape, ShapeWord.outWidth)
  const channels = int(shape, ShapeWord.inChannels)
  const dilationHeight = int(shape, ShapeWord.dilationHeight)
  const dilationWidth = int(shape, ShapeWord.dilationWidth)
  const down = dilationHeight * inWidth * channels
  const right = dilationWidth * channels
  const pixelBytes = <usize>channels << 2
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < outHeight; row++) {
      const top = row * int(shape, ShapeWord.strideHeight) - int(shape, ShapeWord.padTop)
      const firstRow = firstInside(top, dilationHeight)
      const rows = endInside(top, dilationHeight, int(shape, ShapeWord.kernelHeight), inHeight) - firstRow
      const line = image * inHeight + top + firstRow * dilationHeight
      for (let column = 0; column < outWidth; column++, out += pixelBytes, places += pixelBytes) {
        const start = column * int(shape, ShapeWord.strideWidth) - int(shape, ShapeWord.padLeft)
        const firstColumn = firstInside(start, dilationWidth)
        const columns = endInside(start, dilationWidth, int(shape, ShapeWord.kernelWidth), inWidth) - firstColumn
        const corner = (line * inWidth + start + firstColumn * dilationWidth) * channels
        largest(x, corner, rows, columns, down, right, channels, out, places)
      }
    }
  }
}

/**
 * The largest number of a window in each channel, and its position; the first if there are several. NaN counts as
 * larger than all.
 */
// @ts-ignore: decorator
@inline
function largest(
  x: usize,
  corner: i32,
  rows: i32,
  columns: i32,
  down: i32,
  right: i32,
  channels: i32,
  out: usize,
  places: usize,
): void {
  for (let channel = 0; channel < channels; channel += 4) {
    const left = channels - channel
    const from = corner + channel
    let best = loadUpTo4(x + (<usize>from << 2), left)
    let where = i32x4.add(i32x4.splat(from), i32x4(0, 1, 2, 3))
    let at = where
    for (let i = 0, line = from; i < rows; i++, line += down) {
      at = i32x4.add(i32x4.splat(line), i32x4(0, 1, 2, 3))
      for (let j = 0, word = line; j < columns; j++, word += right) {
        const v = loadUpTo4(x + (<usize>word << 2), left)
        const larger = v128.andnot(f32x4.eq(best, best), f32x4.le(v, best))
        best = v128.bitselect(v, best, larger)
        where = v128.bitselect(at, where, larger)
        at = i32x4.add(at, i32x4.splat(right))
      }
    }
    storeUpTo4(out + (<usize>channel << 2), best, left)
    storeUpTo4(places + (<usize>channel << 2), where, left)
  }
}

export function maxPoolGrad(record: usize): void {
  const out = address(record, MaxPoolGrad.out)
  const size = int(record, MaxPoolGrad.size)
  const dy = address(record, MaxPoolGrad.dy)
  const places = address(record, MaxPoolGrad.places)
  const end = <usize>int(record, MaxPoolGrad.count) << 2
  if (!int(record, MaxPoolGrad.accumulate)) memory.fill(out, 0, <usize>size << 2)
  for (let at: usize = 0; at < end; at += 4) {
    const to = out + (load<usize>(places + at) << 2)
    store<f32>(to, load<f32>(to) + load<f32>(dy + at))
  }
  const gate = address(record, MaxPoolGrad.gate)
  if (gate) gateAll(out, gate, size, int(record, MaxPoolGrad.gateActivation), float(record, MaxPoolGrad.gateActivationAlpha))
}

/** Means over the positions of each window that are inside the image. */
export function averagePool(record: usize): void {
  windows(address(record, AveragePool.shape), address(record, AveragePool.x), address(record, AveragePool.out), false)
}

export function averagePoolGrad(record: usize): void {
  const shape = address(record, AveragePoolGrad.shape)
  const out = address(record, AveragePoolGrad.out)
  const size =
    int(shape, ShapeWord.batch) *
    int(shape, ShapeWord.inHeight) *
    int(shape, ShapeWord.inWidth) *
    int(shape, ShapeWord.inChannels)
  if (!int(record, AveragePoolGrad.accumulate)) memory.fill(out, 0, <usize>size << 2)
  windows(shape, out, address(record, AveragePoolGrad.dy), true)
  const gate = address(record, AveragePoolGrad.gate)
  if (gate == 0) return
  gateAll(out, gate, size, int(record, AveragePoolGrad.gateActivation), float(record, AveragePoolGrad.gateActivationAlpha))
}

/**
 * Goes through all windows in order: stores the mean of each, or with `back` distributes its gradient over its
 * positions of the image.
 */
// @ts-ignore: decorator
@inline
function windows(shape: usize, image: usize, result: usize, back: bool): void {
  const batch = int(shape, ShapeWord.batch)
  const inHeight = int(shape, ShapeWord.inHeight)
  const inWidth = int(shape, ShapeWord.inWidth)
  const outHeight = int(shape, ShapeWord.outHeight)
  const outWidth = int(shape, ShapeWord.outWidth)
  const dilationHeight = int(shape, ShapeWord.dilationHeight)
  const dilationWidth = int(shape, ShapeWord.dilationWidth)
  const channels = int(shape, ShapeWord.inChannels)
  const pixelBytes = <usize>channels << 2
  const downBytes = <usize>(dilationHeight * inWidth) * pixelBytes
  const rightBytes = <usize>dilationWidth * pixelBytes
  for (let b = 0; b < batch; b++, image += <usize>(inHeight * inWidth) * pixelBytes) {
    for (let row = 0; row < outHeight; row++) {
      const top = row * int(shape, ShapeWord.strideHeight) - int(shape, ShapeWord.padTop)
      const firstRow = firstInside(top, dilationHeight)
      const rows = max(0, endInside(top, dilationHeight, int(shape, ShapeWord.kernelHeight), inHeight) - firstRow)
      for (let column = 0; column < outWidth; column++, result += pixelBytes) {
        const start = column * int(shape, ShapeWord.strideWidth) - int(shape, ShapeWord.padLeft)
        const firstColumn = firstInside(start, dilationWidth)
        const columns = max(
          0,
          endInside(start, dilationWidth, int(shape, ShapeWord.kernelWidth), inWidth) - firstColumn,
        )
        const corner = (top + firstRow * dilationHeight) * inWidth + start + firstColumn * dilationWidth
        const at = image + <usize>corner * pixelBytes
        if (back) spread(at, result, rows, columns, downBytes, rightBytes, channels)
        else mean(at, result, rows, columns, downBytes, rightBytes, channels)
      }
    }
  }
}

function mean(x: usize, out: usize, rows: i32, columns: i32, downBytes: usize, rightBytes: usize, channels: i32): void {
  const count = countOf(rows, columns)
  for (let channel = 0; channel < channels; channel += 4) {
    const left = channels - channel
    let line = x + (<usize>channel << 2)
    let sum = f32x4.splat(0)
    for (let i = 0; i < rows; i++, line += downBytes) {
      let at = line
      for (let j = 0; j < columns; j++, at += rightBytes) sum = f32x4.add(sum, loadUpTo4(at, left))
    }
    storeUpTo4(out + (<usize>channel << 2), f32x4.div(sum, count), left)
  }
}

function spread(
  out: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  downBytes: usize,
  rightBytes: usize,
  channels: i32,
): void {
  const count = countOf(rows, columns)
  for (let channel = 0; channel < channels; channel += 4) {
    const left = channels - channel
    const share = f32x4.div(loadUpTo4(dy + (<usize>channel << 2), left), count)
    let line = out + (<usize>channel << 2)
    for (let i = 0; i < rows; i++, line += downBytes) {
      let at = line
      for (let j = 0; j < columns; j++, at += rightBytes) storeUpTo4(at, f32x4.add(loadUpTo4(at, left), share), left)
    }
  }
}

/** The divisor of a window with this many positions; a window that is entirely in the padding has the mean 0. */
// @ts-ignore: decorator
@inline
function countOf(rows: i32, columns: i32): v128 {
  return f32x4.splat(<f32>max(1, rows * columns))
}
