/**
 * @file smallerPng: reduces a screenshot to a third of its size with a palette of its 256 most frequent colors, without
 * a visible difference on pages with flat colors. Reads only the format that Chromium writes: 8 bits per channel, not
 * interlaced. Format: https://www.w3.org/TR/png-3/
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = 8
/** Bytes around a chunk's content: length, name, and checksum. */
const AROUND = 12
const COLORS = 256

export function smallerPng(png) {
  const { header, data } = chunksOf(png)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  // Color type 6 has an alpha channel, type 2 does not.
  const size = header[9] === 6 ? 4 : 3
  const pixels = unfiltered(inflateSync(data), width * size, height, size)
  const colorAt = (i) => (pixels[i * size] << 16) | (pixels[i * size + 1] << 8) | pixels[i * size + 2]
  const palette = frequent(width * height, colorAt)
  const nearest = nearestIn(palette)
  // Each row starts with its filter type; 0 means no filter.
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) rows[y * (width + 1) + 1 + x] = nearest(colorAt(i))
  }
  const indexed = Buffer.from(header)
  indexed[9] = 3
  const colors = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', indexed),
    chunk('PLTE', colors),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunksOf(png) {
  const data = []
  let header
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const name = png.toString('latin1', at + 4, at + 8)
    const content = png.subarray(at + 8, at + 8 + length)
    if (name === 'IHDR') header = content
    if (name === 'IDAT') data.push(content)
    at += length + AROUND
  }
  return { header, data: Buffer.concat(data) }
}

/**
 * Reverses the five PNG filters (section 9), which store each byte as its difference from a prediction based on its
 * neighbors.
 */
function unfiltered(raw, stride, height, size) {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= size ? out[at - size] : 0
      const up = y > 0 ? out[at - stride] : 0
      const corner = x >= size && y > 0 ? out[at - stride - size] : 0
      out[at] = raw[y * (stride + 1) + 1 + x] + predictedByte(filter, left, up, corner)
    }
  }
  return out
}

function predictedByte(filter, left, up, corner) {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

function frequent(count, colorAt) {
  const counts = new Map()
  for (let i = 0; i < count; i++) counts.set(colorAt(i), (counts.get(colorAt(i)) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1])
  return sorted.slice(0, COLORS).map(([color]) => color)
}

function nearestIn(palette) {
  const known = new Map(palette.map((color, i) => [color, i]))
  const apart = (a, b) =>
    ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2
  return (color) => {
    let best = known.get(color)
    if (best !== undefined) return best
    best = 0
    for (const [i, one] of palette.entries()) if (apart(one, color) < apart(palette[best], color)) best = i
    known.set(color, best)
    return best
  }
}

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
