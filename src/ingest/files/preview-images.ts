/** @file Preview images: converts the images of a preview to small PNG files if a canvas is available. */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow } from '../../data/column-operations'

/** Returns the first rows of an image column as image files; undefined if no canvas is available. */
export async function previewImages(
  column: Column,
  schema: ColumnSchema,
  rows: number,
): Promise<readonly Blob[] | undefined> {
  if (typeof OffscreenCanvas === 'undefined' || column.type !== 'image' || schema.type !== 'image') return undefined
  const { height, width, channels } = schema
  const size = perRow(schema)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const blobs: Blob[] = []
  for (let row = 0; row < rows; row++) {
    const data = new ImageData(width, height)
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        data.data[4 * pixel + channel] = column.pixels[
          row * size + pixel * channels + (channels === 1 ? 0 : channel)
        ] as number
      }
      data.data[4 * pixel + 3] = 255
    }
    context.putImageData(data, 0, 0)
    blobs.push(await canvas.convertToBlob())
  }
  return blobs
}
