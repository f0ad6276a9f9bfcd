/** @file nested: a picture as an input takes it and an answer tells it. By itself: the first page draws pads, and tells no answers yet. */

/** One picture as lines of pixels of channels. */
export function nested(
  pixels: ArrayLike<number>,
  [height = 0, width = 0, channels = 1]: readonly number[],
): number[][][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      Array.from({ length: channels }, (_, c) => pixels[(y * width + x) * channels + c] ?? 0),
    ),
  )
}
