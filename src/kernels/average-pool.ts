/**
 * @file Average pool and its gradient, four channels at once: means over the positions of each window that are inside
 * the image.
 */
import { ShapeWord } from '../training/cpu/records/codes'
import { AveragePool, AveragePoolGrad } from './build/records'
import { gateAll } from './apply-activation-gradient'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { float, int, address } from './read-record'
import { endInside, firstInside } from './window-bounds'

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
