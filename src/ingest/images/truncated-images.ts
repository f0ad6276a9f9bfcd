/**
 * @file Truncated images: browsers display a truncated image with gray in place of the missing pixels and report no
 * error, so the end of the file is checked explicitly.
 */
import { type ImageFormat, pngChunks } from './image-header'

/** Whether the file contains the end marker that its format requires. */
export function isComplete(bytes: Uint8Array, format: ImageFormat): boolean {
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
