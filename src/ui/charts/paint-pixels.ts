/** @file paintPixels: the pixels of an image as RGBA values. A gray image is drawn as a drawing or as a photo. */
import { findDataset } from '../../catalog/dataset-def'
import { perRow } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { backgroundOf } from '../../data/image-background'

/** A gray image is a drawing, in ink on an empty ground, or a photo, in which 0 is black and 255 is white. */
export type GrayLook = 'drawing' | 'photo'

/**
 * Whether a gray image is a drawing: it has an empty ground. In a light theme, the ink of a drawing is dark; a photo
 * drawn in this way would be a negative.
 */
export function grayLook(pixels: ArrayLike<number>, [height = 1, width = 1]: readonly number[]): GrayLook {
  return backgroundOf(pixels, height, width) === 'dark' ? 'drawing' : 'photo'
}

/**
 * How all images of a dataset are drawn, so that an inverted image looks inverted: those of your own dataset by their
 * gray values; those of a built-in one, also after edits, like its first image. Undefined without images in memory.
 */
export function datasetLook(dataset: Dataset): GrayLook | undefined {
  const { schema, columns } = dataset.origin?.base ?? dataset
  const at = schema.columns.findIndex(({ type }) => type === 'image')
  const [image, values] = [schema.columns[at], columns[at]]
  if (image?.type !== 'image') return undefined
  if (image.channels > 1 || !findDataset(schema.id)) return 'photo'
  if (values?.type !== 'image' || values.paged || schema.rows === 0) return undefined
  return grayLook(values.pixels.subarray(0, perRow(image)), [image.height, image.width])
}

/**
 * Writes RGBA values: in a drawing, the only channel becomes the opacity of the ink color, so that digits are readable
 * in both themes; photos keep their gray values, and three channels are colors.
 */
export function paintPixels(
  pixels: ArrayLike<number>,
  shape: readonly number[],
  ink: readonly [number, number, number],
  look?: GrayLook,
): Uint8ClampedArray<ArrayBuffer> {
  const [, , channels = 1] = shape
  const count = pixels.length / channels
  const isDrawing = channels < 3 && (look ?? grayLook(pixels, shape)) === 'drawing'
  const out = new Uint8ClampedArray(count * 4)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++)
      out[i * 4 + c] = isDrawing ? (ink[c] as number) : (pixels[i * channels + (channels < 3 ? 0 : c)] as number)
    out[i * 4 + 3] = isDrawing ? (pixels[i * channels] as number) : 255
  }
  return out
}
