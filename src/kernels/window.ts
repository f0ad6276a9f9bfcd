/** @file Window: where the window of a convolution or pool lies, along one axis. */

/** The first word of the window that lies inside the image, `start` being where the window begins (below 0 in the padding). */
// @ts-ignore: decorator
@inline
export function firstInside(start: i32, dilation: i32): i32 {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation
}

/** One past the last word of the window that lies inside the image; at most the kernel's size. */
// @ts-ignore: decorator
@inline
export function endInside(start: i32, dilation: i32, kernel: i32, size: i32): i32 {
  // Most windows lie wholly inside, and a division takes long.
  if (start + (kernel - 1) * dilation < size) return kernel
  return start >= size ? 0 : (size - 1 - start) / dilation + 1
}
