/**
 * @file Image measures: six numbers computed from each image that a request contains. They change when the camera, the
 * lighting or the position of the subject changes.
 */

export const IMAGE_MEASURES = ['brightness', 'contrast', 'ink', 'centre x', 'centre y', 'edges'] as const
export type ImageMeasure = (typeof IMAGE_MEASURES)[number]

/** Pixels with at least this value count as ink. */
const INK = 128

/**
 * Writes the measures in the order of IMAGE_MEASURES, all between 0 and 1: the mean and standard deviation of the
 * pixels; the share of ink pixels; the center of brightness, measured from the left and from the top; and the mean
 * difference between neighboring pixels. Writes nothing if the value is not an image of this shape.
 */
export function imageMeasures(
  pixels: ArrayLike<number>,
  [height = 1, width = 1, channels = 1]: readonly number[],
  out: Float32Array,
): void {
  const size = height * width * channels
  if (pixels.length !== size || size === 0) return
  let [sum, squares, ink, x, y, edges] = [0, 0, 0, 0, 0, 0]
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++, at++) {
        const pixel = pixels[at] as number
        sum += pixel
        squares += pixel * pixel
        if (pixel >= INK) ink++
        x += pixel * (column + 0.5)
        y += pixel * (row + 0.5)
        if (column > 0) edges += Math.abs(pixel - (pixels[at - channels] as number))
        if (row > 0) edges += Math.abs(pixel - (pixels[at - channels * width] as number))
      }
    }
  }
  const mean = sum / size
  out[0] = mean / 255
  out[1] = Math.sqrt(Math.max(0, squares / size - mean * mean)) / 255
  out[2] = ink / size
  // A black image has no center of brightness.
  if (sum > 0) {
    out[3] = x / sum / width
    out[4] = y / sum / height
  }
  out[5] = edges / (255 * Math.max(1, channels * (height * (width - 1) + width * (height - 1))))
}
