/**
 * @file nestedPixels: an image in the format that inputs take and predictions have. It is a separate module because the first page draws
 * images but makes no predictions.
 */

/** One image as rows of pixels of channels. */
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
