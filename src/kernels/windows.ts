/** @file The windows of convolutions and pools: their part inside the image, and images in larger frames of zeros. */
import { Frame } from './build/records'
import { address, int } from './read-record'

/**
 * The first kernel position of the window that is inside the image; `start` is the position of the window (below 0 in
 * the padding).
 */
// @ts-ignore: decorator
@inline
export function firstInside(start: i32, dilation: i32): i32 {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation
}

/** One past the last kernel position of the window that is inside the image; at most the kernel's size. */
// @ts-ignore: decorator
@inline
export function endInside(start: i32, dilation: i32, kernel: i32, size: i32): i32 {
  // Most windows are entirely inside, and a division is slow.
  if (start + (kernel - 1) * dilation < size) return kernel
  return start >= size ? 0 : (size - 1 - start) / dilation + 1
}

/** Copies images into larger frames of zeros, so that no window has to check where an image ends. */
export function frame(record: usize): void {
  const height = int(record, Frame.height)
  const rowBytes = address(record, Frame.rowBytes)
  const left = address(record, Frame.left)
  const right = address(record, Frame.right)
  const wide = left + rowBytes + right
  const above = address(record, Frame.top) * wide
  const below = address(record, Frame.bottom) * wide
  let x = address(record, Frame.x)
  let out = address(record, Frame.out)
  for (let image = int(record, Frame.images); image > 0; image--) {
    out = zeros(out, above + left)
    for (let row = 0; row < height; row++) {
      out = copied(x, out, rowBytes)
      x += rowBytes
      // The end of this row and the start of the next.
      out = zeros(out, row + 1 < height ? right + left : right + below)
    }
  }
}

/** Writes `bytes` of zeros at `to` and returns the address after them. */
function zeros(to: usize, bytes: usize): usize {
  const end = to + bytes
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0))
  for (; to < end; to += 4) store<f32>(to, 0)
  return end
}

/** Copies `bytes` and returns the address after them. */
function copied(from: usize, to: usize, bytes: usize): usize {
  const end = to + bytes
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from))
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(from))
  return end
}
