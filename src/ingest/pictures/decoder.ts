/** @file Decoder: the bytes of a picture as pixels of the size asked for, by the browser's own means. */
import { refuse } from '../../messages/message'
import type { PictureHead } from './head'

export interface PictureSize {
  readonly height: number
  readonly width: number
}

/** Pixels of red, green and blue, one row behind the other; undefined where the bytes cannot be decoded. */
export type Decode = (
  bytes: Uint8Array<ArrayBuffer>,
  size: PictureSize,
  head: PictureHead,
) => Promise<Uint8Array<ArrayBuffer> | undefined>

/** Decodes by createImageBitmap: turned as the camera says, colours as they are in the file, on white where one sees through. */
export function browserDecoder(): Decode {
  if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined') refuse('pictures-worker', {})
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false }) ?? refuse('pictures-worker', {})
  return async (bytes, { height, width }, head) => {
    const shown = await shownOf(bytes, head).catch(() => undefined)
    if (!shown) return undefined
    // A new size clears the canvas and what was set of it.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    context.imageSmoothingQuality = 'high'
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    const { left, top, right, bottom } = covered(head, { height, width })
    context.drawImage(shown, left, top, right - left, bottom - top, 0, 0, width, height)
    shown.close()
    return withoutAlpha(context.getImageData(0, 0, width, height).data)
  }
}

/**
 * The picture as something to draw. An ImageDecoder takes bytes as they are, which is three times as fast for small ones as the blob that
 * createImageBitmap asks for; not every browser has one, and it does not turn what the camera held upright.
 */
async function shownOf(
  bytes: Uint8Array<ArrayBuffer>,
  { format, turned }: PictureHead,
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

/** The middle of a picture that has the shape of `size`: nothing is stretched. */
export function covered(from: PictureSize, size: PictureSize) {
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

/** Whether every pixel is grey. */
export function isGrey(pixels: Uint8Array): boolean {
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false
  }
  return true
}

/** The brightness of each pixel, by ITU-R BT.601 as Pillow's "L" takes it. */
export function toGrey(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels.length / 3)
  for (let i = 0; i < out.length; i++) {
    const [red, green, blue] = [pixels[3 * i] as number, pixels[3 * i + 1] as number, pixels[3 * i + 2] as number]
    out[i] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16
  }
  return out
}
