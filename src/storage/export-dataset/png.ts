/**
 * @file PNG: images with 8 bits per channel, in gray or color, with or without alpha (PNG specification, sections 5, 9,
 * and 11).
 */
import { zlibSync } from 'fflate'
import { crc32 } from '../../base/crc32'
import type { ColumnSchema } from '../../catalog/dataset-schema'

type Picture = Extract<ColumnSchema, { type: 'image' }>

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** PNG color types by number of channels; two channels are gray and alpha. */
const COLOUR_TYPES = [0, 0, 4, 2, 6]

/** Encodes an image as a PNG file. If it has more than four channels, only the first three are written. */
export function pngOf({ height, width, channels }: Picture, pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = channels > 4 ? 3 : channels
  // Each line starts with its filter type; 0 means no filter.
  const lines = new Uint8Array(height * (1 + width * kept))
  for (let y = 0; y < height; y++) {
    const at = y * (1 + width * kept) + 1
    const from = y * width * channels
    if (kept === channels) lines.set(pixels.subarray(from, from + width * channels), at)
    else
      for (let x = 0; x < width; x++)
        lines.set(pixels.subarray(from + x * channels, from + x * channels + kept), at + x * kept)
  }
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head.set([8, COLOUR_TYPES[kept] as number], 8)
  const chunks = [chunk('IHDR', head), chunk('IDAT', zlibSync(lines, { level: 6 })), chunk('IEND', new Uint8Array(0))]
  const file = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, { length }) => sum + length, 0))
  file.set(SIGNATURE)
  let at = SIGNATURE.length
  for (const one of chunks) {
    file.set(one, at)
    at += one.length
  }
  return file
}

/** A PNG chunk: length, name, content, and the CRC of name and content. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, content.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i)
  bytes.set(content, 8)
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)))
  return bytes
}
