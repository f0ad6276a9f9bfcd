/**
 * @file checkImage: checks, before decoding, whether an image can be read, and returns either its header or the reason
 * why not.
 */
import type { ImageFault } from '../../messages/en/ingest-files'
import { extensionOf } from '../define-format'
import { imageFormat, type ImageHeader, readImageHeader } from './image-header'
import { isComplete } from './truncated-images'

export const IMAGE_EXTENSIONS = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'svg']
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
