/**
 * @file checkImage: checks, before decoding, whether an image can be read, and returns either its header or the reason
 * why not.
 */
import type { ImageFault } from '../../messages/en/ingest-files'
import { refuse } from '../../messages/message'
import { extensionOf } from '../define-format'
import { type ImageFormat, type ImageHeader, imageFormat, pngChunks, readImageHeader } from './image-header'

const IMAGE_EXTENSIONS = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'svg']
const MAX_PIXELS = 16_777_216
const EXTENSIONS_OF: Readonly<Record<ImageHeader['format'], readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg', 'jfif'],
  webp: ['webp'],
  gif: ['gif'],
  bmp: ['bmp'],
}

/** Whether a file has the extension of an image format. */
export function isImage(path: string): boolean {
  return IMAGE_EXTENSIONS.includes(extensionOf(path))
}

/** Returns the header of an image, or the reason why it cannot be read. `bytes` is the complete file. */
export function checkImage(path: string, bytes: Uint8Array): ImageHeader | ImageFault {
  if (bytes.length === 0) return 'empty'
  if (imageFormat(bytes) === undefined) return extensionOf(path) === 'svg' || isSvg(bytes) ? 'svg' : 'unknown'
  const head = readImageHeader(bytes)
  if (!head || head.width === 0 || head.height === 0) return 'broken'
  if (head.width * head.height > MAX_PIXELS) return 'large'
  if (head.fault) return head.fault
  return isComplete(bytes, head.format) ? head : 'short'
}

function isSvg(bytes: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>|<!--|<!DOCTYPE svg|\s)*<svg[\s>]/i.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 1024)),
  )
}

/** Whether the file extension does not match the actual image format. */
export function isMisnamed(path: string, { format }: ImageHeader): boolean {
  return !EXTENSIONS_OF[format].includes(extensionOf(path))
}

/** Whether the file contains the end marker that its format requires. */
function isComplete(bytes: Uint8Array, format: ImageFormat): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (format) {
    case 'png':
      return pngChunks(bytes).includes('IEND')
    case 'jpeg':
      return isCompleteJpeg(bytes)
    case 'gif':
      // Some encoders pad the file with zeros, so look for the last trailer byte instead of checking the last byte of
      // the file.
      return bytes.lastIndexOf(0x3b) > bytes.lastIndexOf(0x2c)
    case 'webp':
      return view.byteLength >= 12 && view.getUint32(4, true) + 8 <= view.byteLength
    case 'bmp':
      return isCompleteBmp(view)
    default:
      return format satisfies never
  }
}

/**
 * Whether the end marker follows the last scan; phones append more data after it. A thumbnail has its own end marker,
 * but it comes before the scan.
 */
function isCompleteJpeg(bytes: Uint8Array): boolean {
  const scan = scanOf(bytes)
  if (scan === undefined) return false
  for (let at = bytes.length - 2; at > scan; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

function scanOf(bytes: Uint8Array): number | undefined {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number
    if (marker === 0xda) return at
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number))
  }
  return undefined
}

function isCompleteBmp(view: DataView): boolean {
  if (view.byteLength < 34) return false
  const [width, height, bits] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true)), view.getUint16(28, true)]
  const plain = view.getUint32(30, true) === 0
  const line = 4 * Math.ceil((width * bits) / 32)
  return !plain || view.getUint32(10, true) + line * height <= view.byteLength
}

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
