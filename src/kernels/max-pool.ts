/** @file Max pool, four channels at once, and its gradient from the stored positions. */
import { ShapeWord } from '../training/cpu/records/codes'
import { MaxPool, MaxPoolGrad } from './build/records'
import { gateAll } from './apply-activation-gradient'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { float, int, address } from './read-record'
import { endInside, firstInside } from './window-bounds'

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
