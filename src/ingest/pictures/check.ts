/** @file checkPicture: whether a picture can be read, before it is decoded; why not, or what it says of itself. */
import type { PictureFault } from '../../messages/en/ingest-files'
import { extensionOf } from '../define-format'
import { formatOf, type PictureHead, readHead } from './head'
import { isWhole } from './whole'

export const PICTURES = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'svg']
const MOST_PIXELS = 16_777_216
const ENDINGS: Readonly<Record<PictureHead['format'], readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg', 'jfif'],
  webp: ['webp'],
  gif: ['gif'],
  bmp: ['bmp'],
}

/** Whether a file is called a picture. */
export function isPicture(path: string): boolean {
  return PICTURES.includes(extensionOf(path))
}

/** What a picture says of itself, or why it is not read. `bytes` are all of it. */
export function checkPicture(path: string, bytes: Uint8Array): PictureHead | PictureFault {
  if (bytes.length === 0) return 'empty'
  if (formatOf(bytes) === undefined) return extensionOf(path) === 'svg' || isSvg(bytes) ? 'svg' : 'unknown'
  const head = readHead(bytes)
  if (!head || head.width === 0 || head.height === 0) return 'broken'
  if (head.width * head.height > MOST_PIXELS) return 'large'
  if (head.fault) return head.fault
  return isWhole(bytes, head.format) ? head : 'short'
}

function isSvg(bytes: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>|<!--|<!DOCTYPE svg|\s)*<svg[\s>]/i.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 1024)),
  )
}

/** Whether the name of a picture says another format than its bytes. */
export function isMisnamed(path: string, { format }: PictureHead): boolean {
  return !ENDINGS[format].includes(extensionOf(path))
}
