/** @file Decoder: decodes an image to pixels of a given size using the browser's built-in decoders. */
import { refuse } from '../../messages/message'
import type { ImageHeader } from './image-header'

export interface ImageSize {
  readonly height: number
  readonly width: number
}

/** Decodes an image to RGB pixels in row order; undefined if the bytes cannot be decoded. */
export type DecodeImage = (
  bytes: Uint8Array<ArrayBuffer>,
  size: ImageSize,
  head: ImageHeader,
) => Promise<Uint8Array<ArrayBuffer> | undefined>

/**
 * Decodes with createImageBitmap: applies the Exif orientation, keeps colors as stored in the file, and draws
 * transparent areas on white.
 */
export function browserDecoder(): DecodeImage {
  if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined') refuse('pictures-worker', {})
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false }) ?? refuse('pictures-worker', {})
  return async (bytes, { height, width }, head) => {
    const shown = await drawableOf(bytes, head).catch(() => undefined)
    if (!shown) return undefined
    // Resizing a canvas clears it and resets its settings.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    context.imageSmoothingQuality = 'high'
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    const { left, top, right, bottom } = centerCrop(head, { height, width })
    context.drawImage(shown, left, top, right - left, bottom - top, 0, 0, width, height)
    shown.close()
    return withoutAlpha(context.getImageData(0, 0, width, height).data)
  }
}

/**
 * Returns the image as a drawable source. ImageDecoder accepts bytes directly, which is three times as fast for small
 * images as createImageBitmap with a blob. However, not every browser supports it, and it ignores the Exif orientation.
 */
async function drawableOf(
  bytes: Uint8Array<ArrayBuffer>,
  { format, isRotated: turned }: ImageHeader,
): Promise<VideoFrame | ImageBitmap> {
  if (turned || typeof ImageDecoder === 'undefined')
    return createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none', imageOrientation: 'from-image' })
  const decoder = new ImageDecoder({ data: bytes, type: `image/${format}`, colorSpaceConversion: 'none' })
  try {
    return (await decoder.decode()).image
  } finally {
    decoder.close()
  }
}

/** Returns the center crop of an image with the aspect ratio of `size`, so that nothing is stretched. */
export function centerCrop(from: ImageSize, size: ImageSize) {
  const scale = Math.min(from.width / size.width, from.height / size.height)
  const [width, height] = [size.width * scale, size.height * scale]
  const [left, top] = [(from.width - width) / 2, (from.height - height) / 2]
  return { left, top, right: left + width, bottom: top + height }
}

function withoutAlpha(data: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    out[to] = data[from] as number
    out[to + 1] = data[from + 1] as number
    out[to + 2] = data[from + 2] as number
  }
  return out
}

/** Whether every pixel is gray (R = G = B). */
export function isGray(pixels: Uint8Array): boolean {
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false
  }
  return true
}

/** Converts RGB pixels to brightness by ITU-R BT.601, as in Pillow's "L" mode. */
export function toGray(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels.length / 3)
  for (let i = 0; i < out.length; i++) {
    const [red, green, blue] = [pixels[3 * i] as number, pixels[3 * i + 1] as number, pixels[3 * i + 2] as number]
    out[i] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16
  }
  return out
}
