/** @file Window: the part of a window of a convolution or pool that is inside the image, along one axis. */

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
