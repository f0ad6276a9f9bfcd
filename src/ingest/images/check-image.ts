/**
 * @file checkImage: checks, before decoding, whether an image can be read, and returns either its header or the reason
 * why not.
 */
import type { ImageFault } from '../../messages/en/ingest-files'
import { extensionOf } from '../define-format'
import { imageFormat, type ImageHeader, readImageHeader } from './image-header'
import { type ImageFormat, pngChunks } from './image-header'

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
