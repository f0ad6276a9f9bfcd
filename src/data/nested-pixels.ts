/**
 * @file nestedPixels: converts an image to the nested-list format used for inputs and predictions. It is a separate
 * module because the initial page draws images but makes no predictions.
 */

/** Converts one image to a list of rows, each a list of pixels, each a list of channel values. */
export function nestedPixels(
  pixels: ArrayLike<number>,
  [height = 0, width = 0, channels = 1]: readonly number[],
): number[][][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      Array.from({ length: channels }, (_, c) => pixels[(y * width + x) * channels + c] ?? 0),
    ),
  )
}
