/** @file Frame: images in larger frames of zeros, so that no window has to ask where an image ends. */
import { Frame } from '../training/cpu/records/products'
import { int, place } from './record'

export function frame(record: usize): void {
  const height = int(record, Frame.height)
  const rowBytes = place(record, Frame.rowBytes)
  const left = place(record, Frame.left)
  const right = place(record, Frame.right)
  const wide = left + rowBytes + right
  const above = place(record, Frame.top) * wide
  const below = place(record, Frame.bottom) * wide
  let x = place(record, Frame.x)
  let out = place(record, Frame.out)
  for (let image = int(record, Frame.images); image > 0; image--) {
    out = zeros(out, above + left)
    for (let row = 0; row < height; row++) {
      out = copied(x, out, rowBytes)
      x += rowBytes
      // The end of this row and the beginning of the next.
      out = zeros(out, row + 1 < height ? right + left : right + below)
    }
  }
}

/** Zeros `bytes` at `to` and gives the address behind them. */
function zeros(to: usize, bytes: usize): usize {
  const end = to + bytes
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0))
  for (; to < end; to += 4) store<f32>(to, 0)
  return end
}

/** Copies `bytes` and gives the address behind them. */
function copied(from: usize, to: usize, bytes: usize): usize {
  const end = to + bytes
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from))
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(from))
  return end
}
